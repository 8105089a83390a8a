"""Writing an event down, and bringing people, families and places on cards to what all events say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from .. import rules
from ..lifecycle import BEGINS, EventState, Kind
from ..models import (
    CivilEvent,
    EventChange,
    EventStep,
    FactOrigin,
    FactReport,
    Family,
    Origin,
    Person,
)
from ..queries.history import Scope, beginnings, happenings, scope_of
from ..rules import Change, Happening, Register
from .origins import set_origin
from .present import PLACE, Present


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event comes to: itself with all it changes, and the register of those concerned before and after it."""

    happening: Happening
    then: Register
    now: Register


def outcome(
    told: Telling, history: Sequence[Happening], watched: Collection[UUID], number: int = rules.LAST
) -> Outcome:
    """What comes of an event, given all that was ever said of those concerned. Raises ``Refused`` for one that cannot be."""
    from_on = rules.counts_from(told.on, told.changes, history)
    then = rules.rebuild(history, from_on)
    changes = rules.complete(then, told.kind, told.changes, from_on, told.new_head)
    if not changes:
        raise Refused("nothing", _("Tidak ada yang berubah dengan ini."))
    happening = Happening(number, told.kind, from_on, changes)
    return Outcome(happening, then, rules.replay([*history, happening], happening.order, watched))


def write_event(told: Telling, *, by: Actor, at: datetime) -> CivilEvent:
    """Write the event with all it changes, in the caller's transaction. Raises ``Refused`` for one that cannot be.

    A case tells each kind of event once: a repeat gives the event that stands.
    """
    if told.about is not None and (known := CivilEvent.objects.filter(about=told.about, kind=told.kind).first()):
        return known
    scope = locked([c.party for c in told.changes if c.party], families_in(told.changes), told.on)
    write_beginnings(scope, told.new, by=by, at=at)
    history = happenings(scope, without=told.new)
    made = outcome(told, history, scope.families)
    from_on, changes = made.happening.from_on, made.happening.changes
    event = CivilEvent.objects.create(
        kind=told.kind, on=told.on, counts_from=from_on, recorded_at=at, recorded_by=by.id,
        area_code=told.area_code, origin=told.source.origin, first_state=first_state(told.source),
        document=told.source.document, document_on=told.source.document_on, issuer=told.source.issuer,
        about=told.about, report=told.report,
    )  # fmt: skip
    _write_changes(event, changes, made.then)
    if told.source.reference:
        EventStep.objects.create(
            event=event, state=EventState.RECORDED, at=at, by=by.id, reference=told.source.reference,
            reference_on=told.source.reference_on or at.date(),
        )  # fmt: skip
    bring_to(made.now, [*history, made.happening], changes)
    if told.kind not in BEGINS:
        _note_origins(changes, told.source, told.on)
    return event


def withdraw(event: CivilEvent) -> None:
    """Bring everybody an event changed to what the other events say; its cancelling step is written already.

    Raises ``Refused`` when the later events cannot be without it.
    """
    changes = _changes_of(event)
    scope = locked([c.party for c in changes if c.party], families_in(changes), event.counts_from)
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
    scope = locked([c.party for c in changes if c.party], families_in(changes), event.counts_from)
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


def families_in(changes: Sequence[Change]) -> list[UUID]:
    named = [UUID(c.facts["family"]) for c in changes if c.facts.get("family")]
    return [*named, *(c.family for c in changes if c.family is not None)]


def locked(people: Collection[UUID], families: Collection[UUID], since: date) -> Scope:
    """Everybody concerned, locked in one order: families, then people."""
    scope = scope_of(people, families, since)
    list(Family.objects.select_for_update().filter(pk__in=scope.families).order_by("pk").values_list("pk"))
    scope = scope_of(people, scope.families, since)
    list(Person.objects.select_for_update().filter(pk__in=scope.people).order_by("pk").values_list("pk"))
    return scope


def write_beginnings(scope: Scope, new: Collection[UUID] = (), *, by: Actor, at: datetime) -> None:
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
            before=before(change, then),
        )
        for change in changes
    )  # fmt: skip


def before(change: Change, then: Register) -> dict[str, Any]:
    was: Mapping[str, Any] = {}
    if change.party is not None:
        was = then.people.get(change.party, was)
    elif change.family is not None:
        was = then.families.get(change.family, was)
    return {name: was[name] for name in change.facts if was.get(name) not in (None, "", False)}


def bring_to(now: Register, events: Sequence[Happening], changes: Sequence[Change]) -> None:
    """Write the present rows of those a change names from what the events say of them."""
    present = Present()
    present.take(now, events, changes)
    present.write()


def _note_origins(changes: Sequence[Change], source: Source, on: date) -> None:
    """Where the new facts come from."""
    origin_on = source.document_on or on
    for change in changes:
        if change.party is not None:
            for name in change.facts.keys() - PLACE:
                set_origin(change.party, name, source.origin, origin_on)
        if change.family is not None and change.facts:
            Family.objects.filter(pk=change.family).update(origin=source.origin, origin_on=origin_on)
