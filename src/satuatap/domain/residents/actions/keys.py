"""Writing what people are found by."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import FilteredRelation, Q

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import rules
from ..models import Person

AT_ONCE = 20_000
WRITE = "UPDATE residents_person SET keys = %s WHERE party_id = %s"


def write_keys(party_ids: Collection[UUID]) -> int:
    """Bring the search keys of people to their names, birth dates and addresses; how many that were."""
    seat = FilteredRelation("memberships", condition=Q(memberships__to_on=None))
    people = Person.objects.filter(pk__in=party_ids).annotate(seat=seat)
    rows = people.values_list(
        "pk", "party__name", "born_on", "area_code", "address", "seat__family__area_code", "seat__family__address",
        "seat__family__hamlet", "seat__family__rt", "seat__family__rw",
    )  # fmt: skip
    written = []
    for pk, name, born_on, area, street, card_area, card_street, hamlet, rt, rw in rows:
        place = f"{card_street if card_area else street} {hamlet or ''}"
        keys = rules.search_keys(name, born_on, area_code=card_area or area, address=place, rt=rt or "", rw=rw or "")
        written.append((keys, pk))
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, written)
    return len(written)


@transaction.atomic
def write_missing_keys(*, by: Actor, at: datetime) -> int:
    """Those of people who came without, e.g. loaded in bulk; at most so many as a minute bears."""
    written = write_keys(list(Person.objects.filter(keys=None).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]))
    if written:
        record("residents.keys-written", by=by, at=at)
    return written
