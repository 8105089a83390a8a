"""Entering a checked file: one transaction for all of it. New cards go in by COPY, whatever stands already by events."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused
from satuatap.kernel.ids import uuid7

from ... import codes, rules
from ...lifecycle import Finding, ImportState, Kind
from ...models import CivilEvent, Family, ImportBatch, ImportLine, Party, PartyKind, Person
from ...queries.history import family_facts, person_facts
from ...queries.import_rows import Card, Row, area_of, cards
from ...rules import Change
from ...rules.importing import OF_CARD
from ..bulk import NewFamily, NewPerson, keys_gathered, write_families
from ..many import Many
from ..recording import Source, Telling
from . import before
from .progress import Progress, batched

CARDS_AT_ONCE = 2_000
MANY = 2_000  # people from whom on gathering their keys pays
SEAT = ("kk", "relation")
NEW_PERSON = (
    "birth_place", "religion", "marital", "occupation", "education", "citizenship", "blood", "father_name", "mother_name",
)  # fmt: skip


@transaction.atomic
def write_rows(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """Enter every row that changes something, all or none. Raises ``Refused`` where the register has moved on since the
    rows were checked."""
    first = _newest_event() + 1
    total = ImportLine.objects.filter(batch=batch, finding__in=[Finding.NEW, Finding.CHANGED, Finding.MOVED]).count()
    progress = Progress(batch.pk, total)
    source = Source(origin=batch.origin)
    before.begin()
    with keys_gathered() if total >= MANY else nullcontext():
        for chunk in batched(cards(batch), CARDS_AT_ONCE):
            _enter(batch, chunk, source, by=by, at=at)
            progress.add(sum(len(rows) for _kk, rows in chunk))
    before.note_after(batch)
    batch.refresh_from_db()
    batch.state, batch.entered_at, batch.entered_by = ImportState.DONE, at, by.id
    batch.first_event, batch.last_event, batch.done, batch.total = first, _newest_event(), total, total
    batch.save()
    record("residents.import-entered", on=batch, by=by, at=at, fields=["kk", "nik"])


def _enter(batch: ImportBatch, chunk: Sequence[Card], source: Source, *, by: Actor, at: datetime) -> None:
    known = {family.kk: family for family in Family.objects.filter(kk__in=[kk for kk, _rows in chunk])}
    fresh = [card for card in chunk if card[0] not in known and all(row.party is None for row in card[1])]
    came = write_families(families=[_family(batch, *card) for card in fresh], source=source, on=at.date(), by=by, at=at)
    before.note_new(came)
    new = {kk for kk, _rows in fresh}
    if others := [card for card in chunk if card[0] not in new]:
        _write_cards(batch, others, known, source, by=by, at=at)


def _newest_event() -> int:
    return CivilEvent.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _family(batch: ImportBatch, kk: str, rows: Sequence[Row]) -> NewFamily:
    members = tuple(
        NewPerson(
            relation=row.facts["relation"], name=row.facts["name"], nik=row.facts.get("nik") or "",
            sex=row.facts["sex"], born_on=date.fromisoformat(row.facts["born_on"]),
            **{name: row.facts[name] for name in NEW_PERSON if name in row.facts},
        )
        for row in rows
    )  # fmt: skip
    return NewFamily(kk=kk, area_code=area_of(batch, rows[0]), members=members, **({"address": ""} | _address(rows)))


def _address(rows: Sequence[Row]) -> dict[str, str]:
    """The address of a card: what its first row that tells it says."""
    return {name: text for name in OF_CARD if (text := next(_told(rows, name), ""))}


def _told(rows: Sequence[Row], name: str) -> Iterator[str]:
    return (row.facts[name] for row in rows if row.facts.get(name))


def _write_cards(
    batch: ImportBatch, given: Sequence[Card], known: Mapping[str, Family], source: Source, *, by: Actor, at: datetime
) -> None:
    """Cards on which somebody known stands, or that are known: what differs, as events of this day."""
    people = {row.party for _kk, rows in given for row in rows if row.party}
    many = Many(people, [family.pk for family in known.values()], on=at.date(), by=by, at=at)
    before.keep_before(batch, many.scope.people, many.scope.families)
    families = {kk: known.get(kk) or _card(batch, kk, rows, source, at.date()) for kk, rows in given}
    entered = _Entered(at, source)
    for kk, rows in given:
        try:
            _tell(many, families[kk], rows, entered, is_new=kk not in known)
        except Refused as refusal:
            words = _("Kartu %(kk)s: %(words)s")
            raise Refused(refusal.code, words % {"kk": kk, "words": refusal.message}) from refusal
    made = [families[kk] for kk, _rows in given if kk not in known]
    Family.objects.bulk_create(made)
    Party.objects.bulk_create([person.party for person in entered.people])
    Person.objects.bulk_create(entered.people)
    before.note_new([*(("family", family.pk) for family in made), *(("party", one.pk) for one in entered.people)])
    many.write()


def _card(batch: ImportBatch, kk: str, rows: Sequence[Row], source: Source, on: date) -> Family:
    return Family(
        pk=uuid7(), kk=kk, area_code=area_of(batch, rows[0]), origin=source.origin, origin_on=on, **({"address": ""} | _address(rows)),
    )  # fmt: skip


def _tell(many: Many, family: Family, rows: Sequence[Row], entered: "_Entered", *, is_new: bool) -> None:
    """One card: what is put right of each, then who takes which place on it."""
    given: dict[str, Any] = {"on": many.on, "source": entered.source, "area_code": family.area_code}
    changes = [Change(family_facts(family), family=family.pk)] if is_new else []
    for row in rows:
        corrected = {name: new for name, (_old, new) in row.changes.items() if name not in SEAT}
        if (party_id := row.party) is None:
            person = entered.person(row)
            party_id = person.pk
            many.enter([Change(person_facts(person), party=party_id)], entered.source, family.area_code)
        if corrected:
            many.tell(Telling(kind=Kind.CORRECTION, changes=[Change(corrected, party=party_id)], **given))
        if row.finding != Finding.CHANGED:
            changes.append(Change({"family": str(family.pk), "relation": row.facts["relation"]}, party=party_id))
    if changes:
        many.tell(Telling(kind=Kind.FAMILY, changes=changes, **given))


class _Entered:
    """People who come new to cards that stand already; their rows are written together."""

    def __init__(self, at: datetime, source: Source) -> None:
        self.at, self.source = at, source
        self.people: list[Person] = []

    def person(self, row: Row) -> Person:
        facts, nik = row.facts, row.facts.get("nik") or None
        party = Party(kind=PartyKind.PERSON, name=rules.person_name(facts["name"]), created_at=self.at)
        made = Person(
            party=party, nik=nik, provisional=bool(nik and nik.startswith("0")), sex=facts["sex"],
            born_on=date.fromisoformat(facts["born_on"]), status=codes.ALIVE, origin=self.source.origin,
            origin_on=self.at.date(), **{name: facts[name] for name in NEW_PERSON if name in facts},
        )  # fmt: skip
        self.people.append(made)
        return made
