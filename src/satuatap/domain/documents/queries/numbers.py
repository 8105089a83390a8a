"""The agenda book: every number of a series and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import PAGE_ROWS, Page, page

from ..lifecycle import CountMode, NumberState
from ..models import Counting, Lease, NumberEntry, Series
from ..rules import numbers


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One number: ``state`` is reserved, used, void, paper or leased; ``title`` is of its document, or the subject of
    what was written on paper on the day ``used_on``; ``device`` is the one it was leased to, "" for all others."""

    number: int
    text: str
    state: str
    title: str
    reason: str
    entered_at: datetime
    device: str
    used_on: date | None


def agenda(*, actor: Actor, code: str, unit_id: UUID, year: int, cursor: str = "") -> Page[SeriesRow]:
    """The numbers of one series, newest first. Raises ``NotFound`` for those who do not work at the unit."""
    if not actor.is_system and unit_id not in actor.unit_ids():
        raise NotFound
    entries = NumberEntry.objects.filter(series__code=code, series__unit=unit_id, series__year=year)
    return page(
        entries.select_related("document", "lease").only(
            "number", "text", "state", "reason", "subject", "used_on", "entered_at", "document__title", "lease__device"
        ),
        keys=["-number"],
        cursor=cursor,
        row=lambda entry: SeriesRow(
            entry.number, entry.text, entry.state, entry.document.title if entry.document else entry.subject,
            entry.reason, entry.entered_at, entry.lease.device if entry.lease else "", entry.used_on,
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A number of an office for its agenda book: nothing personal but ``holder``, whom a letter out was given to.

    ``came_in``: it stands for a letter in; ``incoming`` is which, None where that was numbered on paper.
    """

    id: UUID
    number: str
    title: str
    holder: str
    party_id: UUID | None
    state: str
    reason: str
    on: date
    came_in: bool
    incoming: UUID | None


def agenda_lines(
    *, actor: Actor, unit_id: UUID, year: int, cursor: str = "", rows: int = PAGE_ROWS
) -> Page[AgendaLine]:
    """The numbers of a unit's letters out and in of a year, as they were given, the latest first; without those of
    bodies that have an agenda of their own. The caller records the look.

    Raises ``NotFound`` for those who do not work there.
    """
    if not actor.is_system and unit_id not in actor.unit_ids():
        raise NotFound
    entries = NumberEntry.objects.filter(series__unit=unit_id, series__year=year).exclude(state=NumberState.LEASED)
    return page(
        entries.exclude(series__code__startswith=numbers.BODIES).select_related("document", "series"),
        keys=["-pk"], cursor=cursor, rows=rows, row=_agenda_line,
    )  # fmt: skip


def letters_number(*, actor: Actor, unit_id: UUID, year: int) -> int:
    """About how many people the letters of a year are. Raises ``NotFound`` as ``agenda_lines``."""
    if not actor.is_system and unit_id not in actor.unit_ids():
        raise NotFound
    entries = NumberEntry.objects.filter(series__unit=unit_id, series__year=year, document__party__isnull=False)
    return entries.values("document__party").distinct().count()


def _agenda_line(entry: NumberEntry) -> AgendaLine:
    document = entry.document
    return AgendaLine(
        id=entry.pk,
        number=entry.text or str(entry.number),
        title=document.title if document else entry.subject,
        holder=document.holder if document else "",
        party_id=document.party_id if document else None,
        state=entry.state,
        reason=entry.reason,
        on=entry.used_on or entry.entered_at.date(),
        came_in=entry.incoming is not None or entry.series.code == numbers.INCOMING,
        incoming=entry.incoming,
    )


@dataclass(frozen=True, slots=True)
class CountingView:
    """How a unit counts a series: ``pattern`` is "" where numbers are written as the service says."""

    mode: str = CountMode.LETTERS.value
    pattern: str = ""


def counting_of(unit_id: UUID, series: str, year: int) -> CountingView:
    """How a unit counts the letters of a series in a year."""
    rows = Counting.objects.filter(unit=unit_id, series=series, from_year__lte=year).order_by("-from_year")
    row = rows.values_list("mode", "pattern").first()
    return CountingView(*row) if row else CountingView()


def counts_in_common(unit_id: UUID, year: int, *, besides: str = "") -> bool:
    """Whether a unit numbers its letters out and in by one count in a year: it says so of some series of its letters,
    or of some other one ``besides``."""
    rows = Counting.objects.filter(unit=unit_id, from_year__lte=year).exclude(series=besides)
    latest = rows.order_by("series", "-from_year").distinct("series").values_list("mode", flat=True)
    return CountMode.COMMON in set(latest)


def incoming_counter(unit_id: UUID, year: int, body: str = "") -> str:
    """Which counter gives a letter that comes in its number: the common one, or a series of its own."""
    if not body and counts_in_common(unit_id, year):
        return numbers.COMMON_COUNTER
    return numbers.incoming_series(body)


@dataclass(frozen=True, slots=True)
class CounterRow:
    """One counter of a year: the numbers ``start`` to ``next_number`` - 1 were passed, ``missing`` of them have no entry
    (always 0, or a fault). ``many`` says how many are used, reserved, void, on paper, leased."""

    code: str
    start: int
    next_number: int
    many: Mapping[str, int]
    missing: int

    @property
    def is_begun(self) -> bool:
        return self.next_number > self.start or bool(self.many)


def counters(actor: Actor, unit_id: UUID, year: int) -> tuple[CounterRow, ...]:
    """Every counter of a unit in a year. Raises ``NotFound`` for those who do not work there."""
    if not actor.is_system and unit_id not in actor.unit_ids():
        raise NotFound
    passed = Count("pk", filter=Q(number__lt=F("series__next_number")))
    groups = NumberEntry.objects.filter(series__unit=unit_id, series__year=year).values("series", "state")
    many: dict[UUID, dict[str, int]] = {}
    known: dict[UUID, int] = {}
    for row in groups.annotate(many=Count("pk"), passed=passed):
        many.setdefault(row["series"], {})[row["state"]] = row["many"]
        known[row["series"]] = known.get(row["series"], 0) + row["passed"]
    rows = Series.objects.filter(unit=unit_id, year=year).order_by("code")
    return tuple(
        CounterRow(
            row.code, row.start, row.next_number, many.get(row.pk, {}),
            row.next_number - row.start - known.get(row.pk, 0),
        )
        for row in rows
    )  # fmt: skip


def counter_code(wish: Mapping[str, Any], view: CountingView) -> str:
    """Which counter gives a document its number, by what its standard says and how its office counts."""
    plan = numbers.read_plan(wish)
    return numbers.counter_of(replace(plan, pattern=view.pattern) if view.pattern else plan, view.mode)


def plan_for(wish: Mapping[str, Any], unit_id: UUID, year: int) -> numbers.NumberPlan:
    """How a number will be written: as the service says, unless the office has a pattern of its own that year."""
    plan = numbers.read_plan(wish)
    own = counting_of(unit_id, plan.series, year).pattern
    return replace(plan, pattern=own) if own else plan


def unaccounted_numbers() -> tuple[tuple[str, str, int, int], ...]:
    """(series, unit code, year, number) for every number that was passed without an entry. Always empty, or a fault."""
    missing = []
    for series in Series.objects.select_related("unit").order_by("pk"):
        known = set(
            NumberEntry.objects.filter(series=series, number__lt=series.next_number).values_list("number", flat=True)
        )
        wanted = range(series.start, series.next_number)
        missing += [(series.code, series.unit.code, series.year, n) for n in wanted if n not in known]
    return tuple(missing)


def number_problem(wish: Mapping[str, Any]) -> str:
    """What is wrong with ``{series, pattern, class}`` in a service's standard; "" when numbers can be written by it."""
    try:
        numbers.read_plan(wish)
    except (numbers.PatternProblem, KeyError) as problem:
        return str(problem)
    return ""


@dataclass(frozen=True, slots=True)
class LeaseView:
    """A block of numbers leased to a device; ``left`` are those that no letter carries yet, none once returned."""

    id: UUID
    series: str
    year: int
    device: str
    numbers: tuple[int, ...]
    left: tuple[int, ...]
    given_at: datetime
    returned_at: datetime | None


def leases(actor: Actor, unit_id: UUID, year: int) -> tuple[LeaseView, ...]:
    """Every block a unit leased in a year, newest first. Raises ``NotFound`` for those who do not work there."""
    if not actor.is_system and unit_id not in actor.unit_ids():
        raise NotFound
    entries = NumberEntry.objects.filter(lease__series__unit=unit_id, lease__series__year=year)
    blocks: dict[Lease, list[NumberEntry]] = {}
    for entry in entries.select_related("lease__series").order_by("-lease", "number"):
        if entry.lease is not None:
            blocks.setdefault(entry.lease, []).append(entry)
    return tuple(_lease(row, block) for row, block in blocks.items())


def lease(actor: Actor, lease_id: UUID) -> LeaseView:
    """One block. Raises ``NotFound`` for those who do not work at its unit."""
    row = Lease.objects.filter(pk=lease_id).select_related("series").first()
    if row is None or (not actor.is_system and row.series.unit_id not in actor.unit_ids()):
        raise NotFound
    return _lease(row, row.entries.order_by("number"))


def _lease(row: Lease, entries: Iterable[NumberEntry]) -> LeaseView:
    """``entries`` are those of the block, in order."""
    block = tuple(entries)
    left = tuple(entry.number for entry in block if entry.state == NumberState.LEASED)
    return LeaseView(
        row.pk, row.series.code, row.series.year, row.device, tuple(entry.number for entry in block), left,
        row.given_at, row.returned_at,
    )  # fmt: skip
