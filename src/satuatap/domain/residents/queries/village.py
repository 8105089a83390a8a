"""The people of one village as its desk carries them along: only what looking up and writing letters need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from satuatap.domain.audit.actions import record_looks
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor

from .. import codes
from ..models import CivilEvent, EventChange, FamilyMember, Person
from .profiles import person_profile

FIELDS = (
    "party_id", "kk", "relation", "name", "nik", "sex", "born_on", "birth_place", "religion", "marital", "occupation",
    "citizenship", "father_name", "mother_name", "phone", "street", "hamlet", "rt", "rw", "address_line",
)  # fmt: skip
"""What one row holds, in this order; words, not codes, and days as 2026-11-23."""
CARRIED = ("name", "nik", "kk", "born_on", "birth_place", "religion", "marital", "occupation", "phone", "address")
SETTLED = timedelta(minutes=10)  # an event is recorded within it; younger ones are given once more


@dataclass(frozen=True, slots=True)
class Villagers:
    """Rows of ``FIELDS``, the ids of those who left, and the event up to which this holds. ``is_whole``: everybody."""

    rows: tuple[tuple[str, ...], ...]
    gone: tuple[str, ...]
    until: int
    is_whole: bool


def villagers(actor: Actor, area_code: str, purpose: str, *, at: datetime, since: int | None = None) -> Villagers:
    """Everybody on a card of a village; with ``since`` those only of whom an event after it tells.

    Each is written down as looked at. Whose village it is, the caller has seen to. At most six queries.
    """
    until = _settled_event(at)
    seats = FamilyMember.objects.filter(to_on=None, family__area_code=area_code).select_related(
        "person__party", "family"
    )
    touched: frozenset[UUID] = frozenset()
    if since is not None:
        touched = _touched(area_code, since)
        seats = seats.filter(person__in=touched)
    label = regions.village_label(area_code)
    rows = tuple(_row(seat, label) for seat in seats.order_by("family_id", "relation", "id"))
    here = {row[0] for row in rows}
    if rows:
        ids = [UUID(party_id) for party_id in here]
        unit = min(actor.unit_ids(), default=None)
        record_looks(party_ids=ids, by=actor, at=at, purpose=purpose, fields=CARRIED, unit_id=unit)
    gone = tuple(sorted(str(party_id) for party_id in touched if str(party_id) not in here))
    return Villagers(rows, gone, until, since is None)


def lives_in(party_ids: Iterable[UUID], area_code: str) -> frozenset[UUID]:
    """Which of these people stand on a card of the village now."""
    seats = FamilyMember.objects.filter(person__in=party_ids, to_on=None, family__area_code=area_code)
    return frozenset(seats.values_list("person_id", flat=True))


def villager(party_id: UUID, area_code: str) -> dict[str, str] | None:
    """What a device of the village would be given of one person, by the names in ``FIELDS``; None for who is not on a
    card of it now. Whoever asks has seen to the look being written down."""
    seats = FamilyMember.objects.filter(person=party_id, to_on=None, family__area_code=area_code)
    seat = seats.select_related("person__party", "family").first()
    return dict(zip(FIELDS, _row(seat, regions.village_label(area_code)), strict=True)) if seat else None


def left_as(party_id: UUID) -> str:
    """Why somebody stands on no card: "dead", "moved", or "" for anything else."""
    status = Person.objects.filter(party=party_id).values_list("status", flat=True).first()
    return {codes.DEAD: "dead", codes.MOVED: "moved"}.get(status or 0, "")


def _settled_event(at: datetime) -> int:
    events = CivilEvent.objects.filter(recorded_at__lt=at - SETTLED).order_by("-id")
    return events.values_list("id", flat=True).first() or 0


def _touched(area_code: str, since: int) -> frozenset[UUID]:
    """Whoever stands or stood on a card of the village and of whom, or of whose card, something happened since."""
    later = EventChange.objects.filter(event_id__gt=since)
    own = FamilyMember.objects.filter(family__area_code=area_code)
    people = own.filter(
        Q(person__in=later.filter(party__isnull=False).values("party"))
        | Q(family__in=later.filter(family__isnull=False).values("family"))
    )
    return frozenset(people.values_list("person_id", flat=True))


def _row(seat: FamilyMember, label: str) -> tuple[str, ...]:
    found: Any = person_profile(seat.person.party, seat.family, area_label=label)
    relation = codes.label("relation", seat.relation)
    values = (relation if name == "relation" else getattr(found, name) for name in FIELDS)
    return tuple("" if value is None else str(value) for value in values)
