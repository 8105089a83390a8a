"""The schedule as it holds on a day, which records are over, and what is held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from . import policies, ports, rules
from .lifecycle import Basis, Fate, ListState, Subject
from .models import Census, Destroyed, DestructionList, Hold, ListItem, Term

FAR = timedelta(days=36_500)
CLASSES = tuple(rules.CLASSES)
SPAN = rf"{rules.SPAN.pattern}|{rules.PERMANENT}|{rules.UNKNOWN}|{rules.OWN_END}"


@dataclass(frozen=True, slots=True)
class TermRow:
    """What holds for a class; ``from_on`` None where no pack says anything."""

    code: str
    span: str
    fate: str
    basis: str
    law: str
    needs_decision: bool
    from_on: date | None


def schedule(on: date) -> dict[str, TermRow]:
    """Every class with what holds for it on a day."""
    found = {code: _usual(code) for code in rules.CLASSES}
    for row in Term.objects.filter(from_on__lte=on, code__in=found).order_by("from_on"):
        found[row.code] = TermRow(row.code, row.span, row.fate, row.basis, row.law, row.needs_decision, row.from_on)
    return found


def term(code: str, on: date) -> TermRow:
    """What holds for one class on a day."""
    row = Term.objects.filter(from_on__lte=on, code=code).order_by("-from_on").first()
    if row is None:
        return _usual(code)
    return TermRow(row.code, row.span, row.fate, row.basis, row.law, row.needs_decision, row.from_on)


def _usual(code: str) -> TermRow:
    span = rules.CLASSES[code].usual
    if span == rules.UNKNOWN:
        return TermRow(code, span, Fate.KEEP, Basis.UNKNOWN, "", needs_decision=False, from_on=None)
    fate = Fate.KEEP if span == rules.PERMANENT else Fate.ERASE
    return TermRow(code, span, fate, Basis.OWN, "", needs_decision=False, from_on=None)


def keep_until(code: str, since: datetime) -> datetime:
    """The end that people are told of a record that begins now; far away for what is kept."""
    return rules.ends(since, term(code, timezone.localdate(since)).span) or since + FAR


# -- which records are over ------------------------------------------------------------------------------------------


def over(shelf: ports.Shelf, span: str, at: datetime) -> QuerySet[Any] | None:
    """The records of a shelf whose time is over; None where nothing goes."""
    last = at if shelf.is_promised else rules.cutoff(at, span)
    if last is None:
        return None
    if not shelf.is_day:
        return shelf.rows(at).filter(**{f"{shelf.since}__lte": last})
    word = "lt" if shelf.is_promised else "lte"  # a promised day is the last on which the record is still there
    return shelf.rows(at).filter(**{f"{shelf.since}__{word}": timezone.localdate(last)})


def not_held(rows: QuerySet[Any], shelf: ports.Shelf) -> QuerySet[Any]:
    """Those that no hold and no open matter keeps."""
    for subject, path in ((Subject.CASE, shelf.case), (Subject.PARTY, shelf.party)):
        for ids in _holding(subject) if path else ():
            rows = rows.exclude(**{f"{path}__in": ids})
    return rows


def _holding(subject: Subject) -> Iterator[QuerySet[Any]]:
    yield Hold.objects.filter(subject=subject, ended_at=None).values("subject_id")
    for matter in ports.matters.values():
        asked = matter.cases if subject == Subject.CASE else matter.parties
        if asked is not None:
            yield asked()


def began(rows: QuerySet[Any], shelf: ports.Shelf) -> QuerySet[Any]:
    """The records with the moment from which their time counts, the oldest first."""
    return rows.annotate(kept_since=F(shelf.since)).order_by("kept_since", "pk")


def day_of(moment: datetime | date) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


# -- for those who protect data --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class for the page: its term, what the worker found the last time (None where it cannot count), and the last
    day on which some went."""

    term: TermRow
    found: Census | None
    has_shelf: bool
    last: Destroyed | None


def classes(actor: Actor, on: date) -> tuple[ClassRow, ...]:
    """The whole schedule. Raises ``NotFound`` to all who do not protect data."""
    policies.require(policies.keeps_schedule(actor))
    found = {row.code: row for row in Census.objects.all()}
    last = {row.code: row for row in Destroyed.objects.order_by("code", "-on").distinct("code")}
    return tuple(
        ClassRow(row, found.get(row.code), row.code in ports.shelves, last.get(row.code))
        for row in schedule(on).values()
    )


def destroyed(actor: Actor, cursor: str = "") -> Page[Destroyed]:
    """What went, day by day and class by class, the latest first. Raises ``NotFound`` as ``classes``."""
    policies.require(policies.keeps_schedule(actor))
    return page(Destroyed.objects.all(), keys=["-on", "code"], cursor=cursor, row=lambda row: row)


def holds(actor: Actor, cursor: str = "") -> Page[Hold]:
    """Holds, those that still hold first. Raises ``NotFound`` as ``classes``."""
    policies.require(policies.keeps_schedule(actor))
    return page(Hold.objects.filter(ended_at=None), keys=["-set_at", "id"], cursor=cursor, row=lambda row: row)


def hold(actor: Actor, hold_id: UUID) -> Hold:
    policies.require(policies.keeps_schedule(actor))
    found = Hold.objects.filter(pk=hold_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class ListRow:
    id: UUID
    code: str
    state: str
    made_at: datetime
    number: int
    is_mine: bool


def lists(actor: Actor, cursor: str = "") -> Page[ListRow]:
    """Lists for approval, the latest first: all for those who protect data, those put before them for heads."""
    policies.require(policies.reads_lists(actor))
    found = page(_lists(actor), keys=["-made_at", "id"], cursor=cursor, row=lambda row: row)
    counts = {row.pk: 0 for row in found.rows}
    for list_id in ListItem.objects.filter(list__in=counts).values_list("list_id", flat=True):
        counts[list_id] += 1
    rows = tuple(
        ListRow(row.pk, row.code, row.state, row.made_at, counts[row.pk], may_decide(actor, row)) for row in found.rows
    )
    return Page(rows, found.next, found.previous)


def _lists(actor: Actor) -> QuerySet[DestructionList]:
    if policies.keeps_schedule(actor):
        return DestructionList.objects.all()
    return DestructionList.objects.filter(unit_id__in=actor.unit_ids(policies.HEAD_ROLE))


def may_decide(actor: Actor, row: DestructionList) -> bool:
    is_other = actor.id != row.submitted_by
    return row.state == ListState.SUBMITTED and is_other and policies.decides(actor, row.unit_id)


@dataclass(frozen=True, slots=True)
class ListView:
    row: DestructionList
    items: tuple[ListItem, ...]
    term: TermRow
    may_submit: bool
    may_decide: bool


def destruction_list(actor: Actor, list_id: UUID, on: date) -> ListView:
    """One list with its records. Raises ``NotFound`` to all but those of ``lists``."""
    policies.require(policies.reads_lists(actor))
    row = _lists(actor).filter(pk=list_id).first()
    if row is None:
        raise NotFound
    items = tuple(row.items.order_by("since", "pk"))
    may_submit = row.state == ListState.MADE and policies.keeps_schedule(actor)
    return ListView(row, items, term(row.code, on), may_submit, may_decide(actor, row))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is there of a person in a class: how many, until when the last of it stays (None: no end is known), and
    whether it may go when they ask for it."""

    term: TermRow
    number: int
    until: date | None
    may_go: bool


def about_person(party_id: UUID, at: datetime) -> tuple[Kept, ...]:
    """For the answer to a request for erasure: what there is, what may go and what stays, with its term."""
    found = []
    for code, told in schedule(timezone.localdate(at)).items():
        shelf = ports.shelves.get(code)
        if shelf is None or not shelf.party:
            continue
        rows = shelf.rows(at).filter(**{shelf.party: party_id})
        newest = began(rows, shelf).values_list("kept_since", flat=True).last()
        number = rows.count() if newest is not None else 0
        found.append(Kept(told, number, _until(newest, shelf, told.span), rules.CLASSES[code].on_request))
    return tuple(row for row in found if row.number)


def _until(newest: datetime | date | None, shelf: ports.Shelf, span: str) -> date | None:
    if newest is None:
        return None
    moment = newest if isinstance(newest, datetime) else datetime.combine(newest, datetime.min.time())
    end = moment if shelf.is_promised else rules.ends(moment, span)
    return day_of(end) if end and timezone.is_aware(end) else end.date() if end else None
