"""What officers who keep the register read of one person: present facts, the household, what happened, and any day before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from satuatap.domain.audit.actions import record_look
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.forms.nik import digits_of

from .. import codes, policies, rules
from ..lifecycle import Kind
from ..models import CivilEvent, Family, FamilyMember, Person
from ..rules import Member
from .asof import SHOWN, EventRow, Household, Then, as_of, event_row, events_of, family_as_of
from .families import area_of
from .following import Asked, asked_by
from .profiles import Profile, profile


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on a card as it stands today."""

    party_id: UUID
    name: str
    relation: str
    born_on: date
    is_head: bool


@dataclass(frozen=True, slots=True)
class Resident:
    """A person's page. ``family_id`` is None for somebody on no card; ``household`` has everybody on it, the head first."""

    profile: Profile
    family_id: UUID | None
    household: tuple[Seat, ...]
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One event with everybody it changed, by id and name; ``kept`` are those whose page the reader may open. ``asked`` is
    what it gave to do; ``child`` is born by it and has no number yet."""

    event: EventRow
    people: tuple[tuple[UUID, str], ...]
    kept: frozenset[UUID]
    asked: tuple[Asked, ...]
    child: UUID | None


def resident(actor: Actor, party_id: UUID, purpose: str, *, at: datetime) -> Resident:
    """One person for officers who keep the register of the area, for a purpose; the look is written down.

    Raises ``NotFound`` to others, ``Refused("purpose")`` without a purpose.
    """
    found = profile(party_id)
    _require_look(actor, party_id, found.area_code, purpose, at)
    family_id, household = household_of(party_id)
    return Resident(found, family_id, household, events_of(party_id))


def household_of(party_id: UUID) -> tuple[UUID | None, tuple[Seat, ...]]:
    """The card somebody stands on and everybody on it, for those who have seen to who may read it."""
    card = FamilyMember.objects.filter(person=party_id, to_on=None).values("family")
    rows = FamilyMember.objects.filter(family__in=card, to_on=None).select_related("person__party")
    members = list(rows.order_by("relation", "person__born_on", "id"))
    household = tuple(
        Seat(
            row.person_id, row.person.party.name, codes.label("relation", row.relation), row.person.born_on,
            row.relation == codes.HEAD,
        )
        for row in members
    )  # fmt: skip
    return members[0].family_id if members else None, household


def led_by(people: Collection[UUID], leader: UUID) -> tuple[Member, ...]:
    """Those who leave their card together, with what they are to the one of them who leads the next."""
    rows = FamilyMember.objects.filter(person__in=people, to_on=None).order_by("id")
    seats = list(rows.values_list("person", "relation", "person__sex"))
    relations, sexes = {row[0]: row[1] for row in seats}, {row[0]: row[2] for row in seats}
    found = rules.relations_of_leavers(leader, relations, sexes)
    return tuple(Member(party_id, relation) for party_id, relation in found.items())


def housemates(party_id: UUID) -> Any:
    """Who else stands on somebody's card today, without those whose data are restricted; for those who have seen to who
    may read it. A question that others can build into theirs."""
    card = FamilyMember.objects.filter(person=party_id, to_on=None).values("family")
    rows = FamilyMember.objects.filter(family__in=card, to_on=None, person__party__restricted_at=None)
    return rows.exclude(person=party_id).values("person")


def resident_then(
    actor: Actor, party_id: UUID, on: date, purpose: str, *, at: datetime
) -> tuple[Then | None, Household | None]:
    """The same person and card as the register stands as of a day. Raises as ``resident`` does."""
    _require_look(actor, party_id, profile(party_id).area_code, purpose, at)
    then = as_of(party_id, on)
    return then, family_as_of(then.family_id, on) if then and then.family_id else None


def told(actor: Actor, event_id: int, purpose: str, *, at: datetime) -> Told:
    """One event with everybody it changed, for those who keep the register of its area. Raises ``NotFound`` to others."""
    event = CivilEvent.objects.prefetch_related("steps", "changes__party").filter(pk=event_id).first()
    if event is None or not policies.tells_of(actor, event.area_code):
        raise NotFound
    changes = list(event.changes.all())
    people = tuple(
        (row.party_id, row.party.name) for row in changes if row.party_id is not None and row.party is not None
    )
    for party_id, _name in people:
        record_look(
            by=actor, at=at, purpose=purpose, fields=SHOWN, party_id=party_id, unit_id=policies.counter_of(actor)
        )
    kept = frozenset(party_id for party_id, _name in people if policies.tells_of(actor, area_of(party_id)))
    return Told(event_row(event, changes, event.steps.all()), people, kept, asked_by([event.pk]), _unnumbered(event))


def _unnumbered(event: CivilEvent) -> UUID | None:
    if event.kind != Kind.BIRTH:
        return None
    born = Person.objects.filter(
        party__event_changes__event=event, nik=None, party__event_changes__facts__has_key="born_on"
    )
    return born.values_list("pk", flat=True).first()


def family_by_number(actor: Actor, kk: str) -> UUID | None:
    """The card of a number, if the register has it in an area for which the actor records."""
    row = Family.objects.filter(kk=digits_of(kk)).values_list("pk", "area_code").first()
    return row[0] if row and policies.tells_of(actor, row[1]) else None


def _require_look(actor: Actor, party_id: UUID, area_code: str, purpose: str, at: datetime) -> None:
    policies.require(policies.tells_of(actor, area_code or area_of(party_id)))
    unit_id = policies.counter_of(actor)
    record_look(by=actor, at=at, purpose=purpose, fields=SHOWN, party_id=party_id, unit_id=unit_id)
