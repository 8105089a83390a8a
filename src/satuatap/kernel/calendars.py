"""Working time: adding, counting and cutting stretches in which an office is open. Pure arithmetic, no clock, no tables.

A *calendar* is a sorted sequence of disjoint intervals, as ``merge`` and ``subtract`` return it. It says nothing about
the time after its last interval: a question that would need that time raises ``NotEnoughCalendar``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

NOTHING = timedelta(0)


class NotEnoughCalendar(LookupError):
    """The calendar ends before the answer: ask again with one that reaches further, or enter next year's days."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of time from ``start`` until, not including, ``end``; both aware, ``start`` before ``end``."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError("an interval ends after it starts")

    @property
    def length(self) -> timedelta:
        return self.end - self.start


Calendar = Sequence[Interval]


def merge(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time as a calendar: sorted, with overlapping and touching intervals joined."""
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return tuple(merged)


def subtract(intervals: Iterable[Interval], closed: Iterable[Interval]) -> tuple[Interval, ...]:
    """The time in ``intervals`` that lies in none of ``closed``."""
    gaps = merge(closed)
    left: list[Interval] = []
    for interval in merge(intervals):
        start = interval.start
        for gap in gaps:
            if gap.end <= start or gap.start >= interval.end:
                continue
            if gap.start > start:
                left.append(Interval(start, gap.start))
            start = gap.end
        if start < interval.end:
            left.append(Interval(start, interval.end))
    return tuple(left)


def overlap(intervals: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """The time that lies in both."""
    first, second = merge(intervals), merge(others)
    both: list[Interval] = []
    i = j = 0
    while i < len(first) and j < len(second):
        start, end = max(first[i].start, second[j].start), min(first[i].end, second[j].end)
        if start < end:
            both.append(Interval(start, end))
        if first[i].end <= second[j].end:
            i += 1
        else:
            j += 1
    return tuple(both)


def is_open(at: datetime, calendar: Calendar) -> bool:
    """Whether the moment lies in working time; the minute of closing does not."""
    index = bisect_right(calendar, at, key=attrgetter("start")) - 1
    return index >= 0 and at < calendar[index].end


def next_opening(at: datetime, calendar: Calendar) -> datetime:
    """The first moment of working time at or after ``at``. Raises ``NotEnoughCalendar`` when none is known."""
    for interval in calendar[bisect_right(calendar, at, key=attrgetter("end")) :]:
        return max(at, interval.start)
    raise NotEnoughCalendar(f"nothing is open after {at:%Y-%m-%d %H:%M}")


def add_working_time(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The moment at which ``amount`` of working time has passed since ``start``.

    Where the amount is used up exactly at closing time, that is the moment, not the next opening. Nothing added
    gives ``start`` itself. Raises ``NotEnoughCalendar``, and ``ValueError`` for a negative amount.
    """
    if amount < NOTHING:
        raise ValueError("working time is added, never taken back")
    if not amount:
        return start
    for interval in calendar[bisect_right(calendar, start, key=attrgetter("end")) :]:
        begins = max(start, interval.start)
        if amount <= interval.end - begins:
            return begins + amount
        amount -= interval.end - begins
    raise NotEnoughCalendar(f"the calendar ends {amount} of working time too early")


def working_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much working time lies between two moments.

    Raises ``NotEnoughCalendar`` when the calendar ends before ``end``, and ``ValueError`` when ``end`` is before
    ``start``.
    """
    if end < start:
        raise ValueError("counted backwards")
    if end == start:
        return NOTHING
    if not calendar or calendar[-1].end < end:
        raise NotEnoughCalendar(f"the calendar does not reach {end:%Y-%m-%d %H:%M}")
    first = bisect_right(calendar, start, key=attrgetter("end"))
    last = bisect_left(calendar, end, key=attrgetter("start"))
    spans = (min(end, i.end) - max(start, i.start) for i in calendar[first:last])
    return sum(spans, NOTHING)


def day_closes(calendar: Calendar, zone: ZoneInfo) -> dict[date, datetime]:
    """The open days in order, each with the moment of its last close. An interval belongs to the day it starts on."""
    return {interval.start.astimezone(zone).date(): interval.end for interval in calendar}


def nth_day_close(start: datetime, days: int, calendar: Calendar, zone: ZoneInfo) -> datetime:
    """The close of the n-th open day after the day of ``start``, days being those of ``zone``.

    Raises ``NotEnoughCalendar``, and ``ValueError`` when ``days`` is below one.
    """
    if days < 1:
        raise ValueError("a promise in days has at least one")
    first = start.astimezone(zone).date()
    closes = [close for day, close in day_closes(calendar, zone).items() if day > first]
    if len(closes) < days:
        raise NotEnoughCalendar(f"the calendar ends {days - len(closes)} open days too early")
    return closes[days - 1]
