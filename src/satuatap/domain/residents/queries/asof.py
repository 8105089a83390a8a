"""The register as of any day, and what happened until then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from satuatap.domain.audit.actions import record_look
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..lifecycle import EventState
from ..models import CivilEvent, EventChange, EventStep, Family, FamilyMember, Person
from ..rules import Register
from .families import area_of
from .history import Scope, happenings, person_facts, scope_of

SHOWN = ("name", "nik", "sex", "born_on", "marital", "address", "kk", "family", "status")


@dataclass(frozen=True, slots=True)
class Then:
    """A person as of a day: facts as an event keeps them (numbers of lists, days as text), the card, who led it."""

    party_id: UUID
    on: date
    facts: Mapping[str, Any]
    family_id: UUID | None
    card: Mapping[str, Any]

    @property
    def relation(self) -> int | None:
        return self.facts.get("relation")


@dataclass(frozen=True, slots=True)
class Household:
    """A card as of a day: what it said, and who stood on it, the head first."""

    family_id: UUID
    on: date
    card: Mapping[str, Any]
    members: tuple[Then, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of somebody's life as the register tells it. ``changes``: field, before, since, in the register's values."""

    event_id: int
    kind: str
    on: date
    recorded_at: datetime
    recorded_by: str
    state: str
    origin: str
    document: str
    document_on: date | None
    issuer: str
    reference: str
    reference_on: date | None
    reason: str
    about: UUID | None
    changes: tuple[tuple[str, Any, Any], ...]


def as_of(party_id: UUID, on: date) -> Then | None:
    """A person as the register stands as of a day; None while it did not know them. For other rooms, which see to who
    may read it. Raises ``NotFound`` for whom it never knew."""
    if not Person.objects.filter(pk=party_id).exists():
        raise NotFound
    return _then(_register([party_id], [], on), party_id, on)


def family_as_of(family_id: UUID, on: date) -> Household | None:
    """A card as the register stands as of a day; None while it did not know it. Raises ``NotFound``."""
    if not Family.objects.filter(pk=family_id).exists():
        raise NotFound
    register = _register([], [family_id], on)
    card = register.families.get(family_id)
    if card is None:
        return None
    members = [then for party_id in register.members(family_id) if (then := _then(register, party_id, on))]
    members.sort(key=lambda then: (then.relation or 0, then.facts["born_on"], then.party_id))
    return Household(family_id, on, card, tuple(members))


def rebuild(on: date) -> Register:
    """The whole register as of a day from nothing but its events. For tests and repairs: it holds everybody at once."""
    everybody = frozenset(Person.objects.values_list("pk", flat=True))
    return rules.rebuild(happenings(Scope(everybody, frozenset(Family.objects.values_list("pk", flat=True)))), on)


def differences() -> list[str]:
    """Where the present rows say something else than the events; [] in a register that is whole."""
    register = rebuild(date.max)
    seats = {
        row.person_id: (str(row.family_id), row.relation) for row in FamilyMember.objects.filter(to_on=None)
    }  # fmt: skip
    found = []
    for person in Person.objects.select_related("party"):
        told = dict(register.people.get(person.pk, {"status": 9}))
        place = (told.pop("family", None), told.pop("relation", None))
        known = {name: fact for name, fact in told.items() if fact not in (None, "", False)}
        row = person_facts(person) if person.pk in register.people else {"status": person.status}
        seat = seats.get(person.pk, (None, None))
        wrong = sorted(name for name, _fact in known.items() ^ row.items())
        if wrong or place != seat:
            found.append(f"{person.pk}: {wrong} {place} {seat}")
    return found


def timeline(actor: Actor, party_id: UUID, purpose: str, *, at: datetime) -> tuple[EventRow, ...]:
    """What happened to a person, the latest first; the person's own, or for those who keep the register of the area.

    A look of staff is written down. Raises ``NotFound`` to others.
    """
    if not policies.is_own(actor, party_id):
        policies.require(policies.tells_of(actor, area_of(party_id)))
        unit_id = policies.counter_of(actor)
        record_look(by=actor, at=at, purpose=purpose, fields=SHOWN, party_id=party_id, unit_id=unit_id)
    return events_of(party_id)


def events_of(party_id: UUID) -> tuple[EventRow, ...]:
    """What happened to a person, the latest first. The caller has seen to who may read it."""
    steps = EventStep.objects.filter(event=OuterRef("event")).values(
        step=JSONObject(state="state", reference="reference", reference_on="reference_on", reason="reason")
    )
    changes = EventChange.objects.filter(party=party_id).select_related("event").annotate(steps=ArraySubquery(steps))
    rows = [event_row(change.event, [change], [_step(row) for row in change.steps]) for change in changes]
    return tuple(sorted(rows, key=lambda row: (row.on, row.event_id), reverse=True))


def _step(row: dict[str, str]) -> EventStep:
    return EventStep(**row | {"reference_on": row["reference_on"] and date.fromisoformat(row["reference_on"])})


def event_row(event: CivilEvent, changes: Sequence[EventChange], found: Iterable[EventStep]) -> EventRow:
    """An event with its steps and what it made of some of those it changed."""
    steps = {step.state: step for step in found}
    recorded, cancelled = steps.get(EventState.RECORDED), steps.get(EventState.CANCELLED)
    state = EventState.CANCELLED if cancelled else EventState.RECORDED if recorded else event.first_state
    return EventRow(
        event_id=event.pk,
        kind=event.kind,
        on=event.on,
        recorded_at=event.recorded_at,
        recorded_by=event.recorded_by,
        state=str(state),
        origin=event.origin,
        document=event.document,
        document_on=event.document_on,
        issuer=event.issuer,
        reference=recorded.reference if recorded else "",
        reference_on=recorded.reference_on if recorded else None,
        reason=cancelled.reason if cancelled else "",
        about=event.about,
        changes=tuple((name, row.before.get(name), fact) for row in changes for name, fact in row.facts.items()),
    )


def _register(people: list[UUID], families: list[UUID], on: date) -> Register:
    """The people, and everybody who stood on a card with them, as of a day."""
    return rules.rebuild(happenings(scope_of(people, families, on)), on)


def _then(register: Register, party_id: UUID, on: date) -> Then | None:
    facts = register.people.get(party_id)
    if facts is None:
        return None
    family_id = UUID(facts["family"]) if facts.get("family") else None
    card = register.families.get(family_id, {}) if family_id else {}
    return Then(party_id, on, facts, family_id, card)
