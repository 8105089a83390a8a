"""Writing an event down, and bringing people, families and places on cards to what all events say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from .. import codes, rules
from ..lifecycle import BEGINS, EventState, Kind
from ..models import (
    CivilEvent,
    EventChange,
    EventStep,
    FactOrigin,
    FactReport,
    Family,
    FamilyMember,
    Origin,
    Party,
    Person,
)
from ..queries.history import OF_FAMILY, OF_PERSON, Scope, beginnings, happenings, scope_of
from ..rules import Change, Happening, Register
from .keys import write_keys
from .origins import set_origin

NOTHING = {"provisional": False, "citizenship": 1, "status": codes.ALIVE} | dict.fromkeys(
    ("nik", "passport", "religion", "marital", "occupation", "education", "blood")
)
"""What a field says when no event said anything; "" for those not named."""


@dataclass(frozen=True, slots=True)
class Source:
    """What shows that something happened: a document, its day and who issued it; who says so; the outside reference."""

    document: str = ""
    document_on: date | None = None
    issuer: str = ""
    origin: str = Origin.VILLAGE
    reference: str = ""
    reference_on: date | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as an action gives it: what, when, of whom, and what it makes of them; the case or report it came of.

    ``new`` are people and families whose rows were made just now. ``new_head`` is who leads a card from then on.
    """

    kind: str
    on: date
    changes: Sequence[Change]
    source: Source = field(default_factory=Source)
    area_code: str = ""
    about: UUID | None = None
    report: FactReport | None = None
    new: Collection[UUID] = ()
    new_head: UUID | None = None


def write_event(told: Telling, *, by: Actor, at: datetime) -> CivilEvent:
    """Write the event with all it changes, in the caller's transaction. Raises ``Refused`` for one that cannot be.

    A case tells each kind of event once: a repeat gives the event that stands.
    """
    if told.about is not None and (known := CivilEvent.objects.filter(about=told.about, kind=told.kind).first()):
        return known
    scope = _locked([c.party for c in told.changes if c.party], _families_in(told.changes), told.on)
    _write_beginnings(scope, told.new, by=by, at=at)
    history = happenings(scope, without=told.new)
    from_on = rules.counts_from(told.on, told.changes, history)
    then = rules.rebuild(history, from_on)
    changes = rules.complete(then, told.kind, told.changes, from_on, told.new_head)
    if not changes:
        raise Refused("nothing", _("Tidak ada yang berubah dengan ini."))
    happening = Happening(rules.LAST, told.kind, from_on, changes)
    now = rules.replay([*history, happening], happening.order, scope.families)
    event = CivilEvent.objects.create(
        kind=told.kind, on=told.on, counts_from=from_on, recorded_at=at, recorded_by=by.id,
        area_code=told.area_code, origin=told.source.origin, first_state=first_state(told.source),
        document=told.source.document, document_on=told.source.document_on, issuer=told.source.issuer,
        about=told.about, report=told.report,
    )  # fmt: skip
    _write_changes(event, changes, then)
    if told.source.reference:
        EventStep.objects.create(
            event=event, state=EventState.RECORDED, at=at, by=by.id, reference=told.source.reference,
            reference_on=told.source.reference_on or at.date(),
        )  # fmt: skip
    bring_to(now, [*history, happening], changes)
    if told.kind not in BEGINS:
        _note_origins(changes, told.source, told.on)
    return event


def withdraw(event: CivilEvent) -> None:
    """Bring everybody an event changed to what the other events say; its cancelling step is written already.

    Raises ``Refused`` when the later events cannot be without it.
    """
    changes = _changes_of(event)
    scope = _locked([c.party for c in changes if c.party], _families_in(changes), event.counts_from)
    history = happenings(scope)
    now = rules.replay(history, (event.counts_from, event.pk), scope.families)
    bring_to(now, history, changes)
    setters = rules.setters(history)
    told = {row.pk: row for row in CivilEvent.objects.filter(pk__in=set(setters.values()))}
    for change in changes:
        if change.party is not None:
            for name in change.facts.keys() - PLACE:
                setter = setters.get((change.party, name))
                _restore_origin(change.party, name, told.get(setter) if setter else None)


def confirm_facts(event: CivilEvent, on: date) -> None:
    """What this event said, and no later one changed, is as sure as the population administration."""
    changes = _changes_of(event)
    scope = _locked([c.party for c in changes if c.party], _families_in(changes), event.counts_from)
    setters = rules.setters(happenings(scope))
    for change in changes:
        standing = {name: fact for name, fact in change.facts.items() if _is_set_by(event, change, name, setters)}
        _note_origins([replace(change, facts=standing)], Source(document_on=on, origin=Origin.SIAK), on)


def _is_set_by(event: CivilEvent, change: Change, name: str, setters: Mapping[tuple[UUID, str], int]) -> bool:
    subject = change.party or change.family
    return subject is not None and setters.get((subject, name)) == event.pk


def _changes_of(event: CivilEvent) -> list[Change]:
    return [Change(row.facts, party=row.party_id, family=row.family_id) for row in event.changes.order_by("id")]


def _restore_origin(party_id: UUID, name: str, setter: CivilEvent | None) -> None:
    """After a cancellation a fact is as sure again as the event that said it before; a first entry speaks for its row."""
    if setter is None:
        return
    if setter.kind in BEGINS:
        FactOrigin.objects.filter(party=party_id, field=name).exclude(origin=Origin.RESIDENT).delete()
        return
    step = EventStep.objects.filter(event=setter, state=EventState.RECORDED).first()
    sure = (Origin.SIAK, step.reference_on) if step else (setter.origin, setter.document_on or setter.on)
    set_origin(party_id, name, sure[0], sure[1] or setter.on)


def first_state(source: Source) -> str:
    return EventState.RECORDED if source.origin == Origin.SIAK and not source.reference else EventState.REPORTED


def _families_in(changes: Sequence[Change]) -> list[UUID]:
    named = [UUID(c.facts["family"]) for c in changes if c.facts.get("family")]
    return [*named, *(c.family for c in changes if c.family is not None)]


def _locked(people: Collection[UUID], families: Collection[UUID], since: date) -> Scope:
    """Everybody concerned, locked in one order: families, then people."""
    scope = scope_of(people, families, since)
    list(Family.objects.select_for_update().filter(pk__in=scope.families).order_by("pk").values_list("pk"))
    scope = scope_of(people, scope.families, since)
    list(Person.objects.select_for_update().filter(pk__in=scope.people).order_by("pk").values_list("pk"))
    return scope


def _write_beginnings(scope: Scope, new: Collection[UUID], *, by: Actor, at: datetime) -> None:
    """Enter whoever came without an event, so that their history is whole before it goes on."""
    known = set(EventChange.objects.filter(party__in=scope.people).values_list("party", flat=True))
    known |= set(EventChange.objects.filter(family__in=scope.families).values_list("family", flat=True))
    for begun in beginnings(scope.people - known - set(new), scope.families - known - set(new)):
        write_entry(begun.changes, on=begun.from_on, source=Source(), by=by, at=at)


def write_entry(
    changes: Sequence[Change], *, on: date, source: Source, by: Actor, at: datetime, area_code: str = ""
) -> None:
    """The event by which the register begins to know people and families: nothing else can have been said of them."""
    event = CivilEvent.objects.create(
        kind=Kind.ENTER, on=on, counts_from=on, recorded_at=at, recorded_by=by.id, area_code=area_code,
        origin=source.origin, first_state=first_state(source), document=source.document,
        document_on=source.document_on, issuer=source.issuer,
    )  # fmt: skip
    _write_changes(event, changes, Register())


def _write_changes(event: CivilEvent, changes: Sequence[Change], then: Register) -> None:
    EventChange.objects.bulk_create(
        EventChange(
            event=event, party_id=change.party, family_id=change.family, facts=dict(change.facts),
            before=_before(change, then),
        )
        for change in changes
    )  # fmt: skip


def _before(change: Change, then: Register) -> dict[str, Any]:
    was: Mapping[str, Any] = {}
    if change.party is not None:
        was = then.people.get(change.party, was)
    elif change.family is not None:
        was = then.families.get(change.family, was)
    return {name: was[name] for name in change.facts if was.get(name) not in (None, "", False)}


def bring_to(now: Register, events: Sequence[Happening], changes: Sequence[Change]) -> None:
    """Write the present rows of those a change names from what the events say of them."""
    for change in changes:
        if change.family is not None:
            facts = now.families.get(change.family)
            if facts is None:  # the event that made the card was cancelled: nobody stands on it
                continue
            given = {name: facts.get(name) or "" for name in change.facts if name in OF_FAMILY}
            if given:
                Family.objects.filter(pk=change.family).update(**given)
        elif change.party is not None:
            _write_person(change.party, now.people.get(change.party), change.facts)
    seated = [c.party for c in changes if c.party is not None and PLACE & c.facts.keys()]
    _seat({party_id: rules.memberships(events, party_id) for party_id in seated})
    moved = FamilyMember.objects.filter(family__in=[c.family for c in changes if c.family], to_on=None)
    write_keys({*(c.party for c in changes if c.party), *moved.values_list("person", flat=True)})


def _write_person(party_id: UUID, facts: Mapping[str, Any] | None, names: Collection[str]) -> None:
    if facts is None:  # nothing tells of this person any more: the entry itself was cancelled
        Person.objects.filter(pk=party_id).update(status=codes.INVALID)
        return
    given = {name: _value(name, facts.get(name)) for name in names if name in OF_PERSON}
    if given:
        Person.objects.filter(pk=party_id).update(**given)
    if "name" in names:
        Party.objects.filter(pk=party_id).update(name=facts["name"])


def _value(name: str, value: Any) -> Any:
    if value in (None, ""):
        return NOTHING.get(name, "")
    return date.fromisoformat(value) if name == "born_on" else value


PLACE = frozenset({"family", "relation"})
Seat = tuple[UUID, int, date, date | None]


def _seat(wanted: Mapping[UUID, Sequence[Seat]]) -> None:
    """Bring the places on cards to what is wanted: those that end first, for nobody may stand on two cards at once."""
    rows: dict[tuple[UUID, UUID, int, date], FamilyMember] = {}
    for row in FamilyMember.objects.filter(person__in=wanted):
        rows[row.person_id, row.family_id, row.relation, row.from_on] = row
    seats = {(p, f, relation, on): to for p, places in wanted.items() for f, relation, on, to in places}
    FamilyMember.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in seats]).delete()
    changed = [(row, seats[key]) for key, row in rows.items() if key in seats and row.to_on != seats[key]]
    for row, to_on in sorted(changed, key=lambda pair: pair[1] is None):
        FamilyMember.objects.filter(pk=row.pk).update(to_on=to_on)
    FamilyMember.objects.bulk_create(
        FamilyMember(person_id=p, family_id=f, relation=relation, from_on=on, to_on=to)
        for (p, f, relation, on), to in seats.items()
        if (p, f, relation, on) not in rows
    )


def _note_origins(changes: Sequence[Change], source: Source, on: date) -> None:
    """Where the new facts come from."""
    origin_on = source.document_on or on
    for change in changes:
        if change.party is not None:
            for name in change.facts.keys() - PLACE:
                set_origin(change.party, name, source.origin, origin_on)
        if change.family is not None and change.facts:
            Family.objects.filter(pk=change.family).update(origin=source.origin, origin_on=origin_on)
