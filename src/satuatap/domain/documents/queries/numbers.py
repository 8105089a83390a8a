"""The agenda book: every number of a series and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from ..lifecycle import CountMode
from ..models import Counting, NumberEntry, Series
from ..rules import numbers


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One number: ``state`` is reserved, used, void or paper; ``title`` is of its document, "" on paper."""

    number: int
    text: str
    state: str
    title: str
    reason: str
    entered_at: datetime


def agenda(*, actor: Actor, code: str, unit_id: UUID, year: int, cursor: str = "") -> Page[SeriesRow]:
    """The numbers of one series, newest first. Raises ``NotFound`` for those who do not work at the unit."""
    if not actor.is_system and unit_id not in actor.unit_ids():
        raise NotFound
    entries = NumberEntry.objects.filter(series__code=code, series__unit=unit_id, series__year=year)
    return page(
        entries.select_related("document").only(
            "number", "text", "state", "reason", "entered_at", "document__title"
        ),
        keys=["-number"],
        cursor=cursor,
        row=lambda entry: SeriesRow(
            entry.number, entry.text, entry.state, entry.document.title if entry.document else "", entry.reason,
            entry.entered_at,
        ),
    )  # fmt: skip


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
