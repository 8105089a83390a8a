"""The register as it was before a batch: kept while the batch is entered, put back when it is undone."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from ...models import EventChange, FactOrigin, Family, FamilyMember, ImportBatch, ImportBefore, Party, Person
from ..bulk import copy_rows

OWN = frozenset({EventChange, FactOrigin, FamilyMember, Person})
SHOWN = 5
LISTS: tuple[tuple[type[Model], str], ...] = ((FamilyMember, "member"), (FactOrigin, "origin"))

PEOPLE = """
INSERT INTO residents_importbefore (batch_id, kind, subject, was, after)
SELECT %(batch)s, 'party', p.party_id, jsonb_build_object(
    'party', to_jsonb(a) - 'name_key', 'person', to_jsonb(p),
    'member', (SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]') FROM residents_familymember m WHERE m.person_id = a.id),
    'origin', (SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM residents_factorigin f WHERE f.party_id = a.id)
), ''
FROM residents_person p JOIN residents_party a ON a.id = p.party_id WHERE a.id = ANY(%(ids)s)
AND NOT EXISTS (SELECT 1 FROM residents_came c WHERE c.subject = a.id) ON CONFLICT DO NOTHING"""
FAMILIES = """
INSERT INTO residents_importbefore (batch_id, kind, subject, was, after)
SELECT %(batch)s, 'family', f.id, jsonb_build_object('family', to_jsonb(f)), ''
FROM residents_family f WHERE f.id = ANY(%(ids)s)
AND NOT EXISTS (SELECT 1 FROM residents_came c WHERE c.subject = f.id) ON CONFLICT DO NOTHING"""

DIGESTS = {
    "party": """
SELECT {key} AS key, b.subject, md5(concat(a::text, p::text,
    (SELECT string_agg(m::text, ';' ORDER BY m.id) FROM residents_familymember m WHERE m.person_id = a.id),
    (SELECT string_agg(f::text, ';' ORDER BY f.id) FROM residents_factorigin f WHERE f.party_id = a.id))) AS digest
FROM {subjects} b LEFT JOIN residents_party a ON a.id = b.subject
LEFT JOIN residents_person p ON p.party_id = b.subject WHERE {these} b.kind = 'party'""",
    "family": """
SELECT {key} AS key, b.subject, md5(f::text) AS digest FROM {subjects} b
LEFT JOIN residents_family f ON f.id = b.subject WHERE {these} b.kind = 'family'""",
}
CAME = "CREATE TEMPORARY TABLE residents_came (kind varchar(8), subject uuid PRIMARY KEY) ON COMMIT DROP"
KNOWN = {"subjects": "residents_importbefore", "key": "b.id", "these": "b.batch_id = %(batch)s AND"}
NEW = {"subjects": "residents_came", "key": "b.subject", "these": ""}
NEW_AFTER = """
INSERT INTO residents_importbefore (batch_id, kind, subject, was, after)
SELECT %(batch)s, %(kind)s, d.subject, NULL, d.digest FROM ({digests}) d"""
KNOWN_AFTER = """
UPDATE residents_importbefore b SET after = d.digest FROM ({digests}) d WHERE b.id = d.key"""

HERE = "b.batch_id = %(batch)s AND b.kind = %(kind)s"
TAKE_AWAY = (
    "DELETE FROM residents_familymember m USING residents_importbefore b WHERE b.batch_id = %(batch)s "
    "AND b.kind = 'party' AND m.person_id = b.subject",
    "DELETE FROM residents_factorigin f USING residents_importbefore b WHERE b.batch_id = %(batch)s "
    "AND b.kind = 'party' AND f.party_id = b.subject",
    "SELECT residents_forget_import(%(batch)s)",
    "DELETE FROM residents_person p USING residents_importbefore b WHERE b.batch_id = %(batch)s "
    "AND b.kind = 'party' AND b.was IS NULL AND p.party_id = b.subject",
    "DELETE FROM residents_party p USING residents_importbefore b WHERE b.batch_id = %(batch)s "
    "AND b.kind = 'party' AND b.was IS NULL AND p.id = b.subject",
    "DELETE FROM residents_family f USING residents_importbefore b WHERE b.batch_id = %(batch)s "
    "AND b.kind = 'family' AND b.was IS NULL AND f.id = b.subject",
)
LATER = """
SELECT DISTINCT c.party_id, c.family_id FROM residents_importbefore b
JOIN residents_eventchange c ON (b.kind = 'party' AND c.family_id IS NULL AND c.party_id = b.subject)
    OR (b.kind = 'family' AND c.party_id IS NULL AND c.family_id = b.subject)
LEFT JOIN residents_eventstep s ON s.event_id = c.event_id AND s.at >= %(at)s
WHERE b.batch_id = %(batch)s AND (c.event_id > %(last)s OR s.id IS NOT NULL)"""

OTHERWISE = """
SELECT b.subject FROM residents_importbefore b JOIN ({digests}) d ON d.key = b.id
WHERE d.digest <> b.after LIMIT 100"""


def keep_before(batch: ImportBatch, people: Collection[UUID], families: Collection[UUID]) -> None:
    """Keep how people and families stand, unless they came with the batch or it has touched them already."""
    with connection.cursor() as cursor:
        for statement, ids in ((PEOPLE, people), (FAMILIES, families)):
            cursor.execute(statement, {"batch": batch.pk, "ids": list(ids)})


def begin() -> None:
    """From here on who comes with the batch is kept in mind; in the caller's transaction, and no longer than it."""
    with connection.cursor() as cursor:
        cursor.execute(CAME)


def note_new(came: Iterable[tuple[str, UUID]]) -> None:
    """Note who came with the batch: there is nothing of them to put back."""
    copy_rows("residents_came", ("kind", "subject"), came)


def note_after(batch: ImportBatch) -> None:
    """Note what the batch leaves of everybody it touched."""
    with connection.cursor() as cursor:
        for kind, digests in DIGESTS.items():
            given: dict[str, Any] = {"batch": batch.pk, "kind": kind}
            cursor.execute(KNOWN_AFTER.format(digests=digests.format(**KNOWN)), given)
            cursor.execute(NEW_AFTER.format(digests=digests.format(**NEW)), given)
        cursor.execute("DROP TABLE residents_came")


def built_upon(batch: ImportBatch) -> list[str]:
    """Whom somebody changed, or whom something else points at, since the batch was entered: a few names."""
    touched: set[UUID] = set()
    given: dict[str, Any] = {"batch": batch.pk, "last": batch.last_event, "at": batch.entered_at}
    with connection.cursor() as cursor:
        cursor.execute(LATER, given)
        touched |= {party or family for party, family in cursor.fetchall()}
        for digests in DIGESTS.values():
            cursor.execute(OTHERWISE.format(digests=digests.format(**KNOWN)), given)
            touched |= {subject for (subject,) in cursor.fetchall()}
    touched |= _pointed_at(batch, Party, "party") | _pointed_at(batch, Family, "family")
    names = Party.objects.filter(pk__in=touched).order_by("name").values_list("name", flat=True)
    cards = Family.objects.filter(pk__in=touched).order_by("kk").values_list("kk", flat=True)
    return [*names[:SHOWN], *(f"KK {kk}" for kk in cards[:SHOWN])][:SHOWN]


def _pointed_at(batch: ImportBatch, model: type[Model], kind: str) -> set[UUID]:
    """What came with the batch and has found its way into a case, an account or anything else of any room."""
    new = ImportBefore.objects.filter(batch=batch, kind=kind, was=None).values("subject")
    found: set[UUID] = set()
    for relation in model._meta.related_objects:
        if relation.related_model not in OWN:
            column = relation.field.attname
            rows = relation.related_model._default_manager.filter(**{f"{column}__in": new})
            found |= set(rows.values_list(column, flat=True)[:SHOWN])
    return found


def put_back(batch: ImportBatch) -> None:
    """Bring every row the batch touched to what it was, and take away what came with it."""
    given = {"batch": batch.pk}
    with connection.cursor() as cursor:
        for statement in TAKE_AWAY:
            cursor.execute(statement, given)
        for model, kind, part in ((Party, "party", "party"), (Person, "party", "person"), (Family, "family", "family")):
            cursor.execute(_restore(model, part), given | {"kind": kind})
        for table, part in LISTS:
            cursor.execute(_insert(table, part), given)
    ImportBefore.objects.filter(batch=batch).delete()


def _columns(model: type[Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields if not field.generated and field.column]


def _restore(model: type[Model], part: str) -> str:
    table, key = model._meta.db_table, model._meta.pk.column
    columns = [column for column in _columns(model) if column != key]
    sets = ", ".join(f"{column} = r.{column}" for column in columns)
    source = f"residents_importbefore b, jsonb_populate_record(NULL::{table}, b.was->'{part}') r"
    return f"UPDATE {table} t SET {sets} FROM {source} WHERE {HERE} AND b.was IS NOT NULL AND t.{key} = b.subject"  # noqa: S608


def _insert(model: type[Model], part: str) -> str:
    table, columns = model._meta.db_table, ", ".join(_columns(model))
    source = f"residents_importbefore b, jsonb_populate_recordset(NULL::{table}, b.was->'{part}') r"
    return (
        f"INSERT INTO {table} ({columns}) SELECT {', '.join(f'r.{c}' for c in _columns(model))} FROM {source} "  # noqa: S608
        "WHERE b.batch_id = %(batch)s AND b.kind = 'party' AND b.was IS NOT NULL"
    )
