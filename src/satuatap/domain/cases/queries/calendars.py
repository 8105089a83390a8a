"""Working time for the clock: how far to look ahead, and what is left of a promise."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from satuatap.domain.agencies import queries as agencies
from satuatap.kernel.calendars import Interval, NotEnoughCalendar, working_time

from ..rules import clock
from ..rules.flow import Span

LOOK_AHEAD_DAYS = (45, 200, 800)
"""First a stretch that serves nearly every promise, then longer ones: permits of many months exist."""

T = TypeVar("T")


def with_calendar(
    unit_id: UUID, start: datetime, use: Callable[[Sequence[Interval], ZoneInfo], T], *, until: datetime | None = None
) -> T:
    """Run ``use`` on the unit's open intervals from the day of ``start``, looking further ahead while it asks for more.

    Raises ``NotEnoughCalendar`` when even the longest stretch does not reach: the region has entered no hours.
    """
    zone = agencies.zone_of(unit_id)
    first = start.astimezone(zone).date() - timedelta(days=1)
    reach = until.astimezone(zone).date() + timedelta(days=1) if until else first
    for days in LOOK_AHEAD_DAYS:
        last = max(first + timedelta(days=days), reach)
        calendar = agencies.open_intervals(unit_id=unit_id, start=first, end=last)
        try:
            return use(calendar, zone)
        except NotEnoughCalendar:
            continue
    raise NotEnoughCalendar(f"no working time of unit {unit_id} after {start:%Y-%m-%d}")


def end_of(span: Span, unit_id: UUID, start: datetime) -> datetime | None:
    """When a span that begins now ends; None where the unit has no calendar to count by."""
    try:
        return with_calendar(unit_id, start, lambda calendar, zone: clock.end_of(span, start, calendar, zone))
    except NotEnoughCalendar:
        return None


def day_before(unit_id: UUID, moment: datetime) -> datetime:
    """The close of the last open day before the day of a moment; a day earlier where the unit has no calendar."""
    earliest = moment - timedelta(days=LOOK_AHEAD_DAYS[0])

    def last_close(calendar: Sequence[Interval], zone: ZoneInfo) -> datetime:
        day = moment.astimezone(zone).date()
        closes = [span.end for span in calendar if span.end.astimezone(zone).date() < day]
        return closes[-1] if closes else moment - timedelta(days=1)

    return with_calendar(unit_id, earliest, last_close, until=moment)


def due_at(span: Span, unit_id: UUID, accepted_at: datetime, rests: Sequence[clock.Rest]) -> datetime | None:
    """When the promise of a case ends, with its pauses; None while it rests or where there is no calendar."""
    latest = max((rest.ends_at or rest.begins_at for rest in rests), default=accepted_at)
    try:
        return with_calendar(
            unit_id,
            accepted_at,
            lambda calendar, zone: clock.due_at(span, accepted_at, rests, calendar, zone),
            until=latest + timedelta(days=LOOK_AHEAD_DAYS[0]),
        )
    except NotEnoughCalendar:
        return None


def working_hours(unit_id: UUID, start: datetime, end: datetime) -> timedelta:
    """The unit's working time between two moments, whichever is first."""
    first, last = sorted((start, end))
    return with_calendar(unit_id, first, lambda calendar, _zone: working_time(first, last, calendar), until=last)
