"""The promise clock: counts the working time of the deciding agency, pauses with a recorded cause, never resets.

Times are aware datetimes. A calendar is the sorted, disjoint open intervals of one unit, reaching far enough ahead.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from satuatap.kernel.calendars import Interval, add_working_time, nth_day_close, working_time

from .flow import Span

ACCEPT_WITHIN = Span(1, "working-day")
"""Submitted to accepted, where the service says nothing else (practice of the trade: one working day)."""


class Rest(msgspec.Struct, frozen=True):
    """A pause of the clock; ``ends_at`` is None while it lasts."""

    begins_at: datetime
    ends_at: datetime | None
    cause: str


def merged(rests: Sequence[Rest]) -> list[Rest]:
    """The same time without overlaps, in order; where two causes overlap, the one that came first is kept."""
    found: list[Rest] = []
    for rest in sorted(rests, key=lambda r: r.begins_at):
        last = found[-1] if found else None
        if last is None or (last.ends_at is not None and last.ends_at < rest.begins_at):
            found.append(rest)
        elif last.ends_at is not None and (rest.ends_at is None or rest.ends_at > last.ends_at):
            found[-1] = Rest(last.begins_at, rest.ends_at, last.cause)
    return found


def since(rests: Sequence[Rest], start: datetime) -> list[Rest]:
    """``merged``, with nothing of what lies before the count has begun: an outage may be older than a case."""
    return [
        Rest(max(rest.begins_at, start), rest.ends_at, rest.cause)
        for rest in merged(rests)
        if rest.ends_at is None or rest.ends_at > start
    ]


Counted = Literal["working", "plain"]


def counted(span: Span) -> Counted:
    return "working" if span.unit.startswith("working") else "plain"


def end_of(span: Span, start: datetime, calendar: Sequence[Interval], zone: ZoneInfo) -> datetime:
    """When a span that begins at ``start`` ends, without pauses.

    Working days end at the close of the n-th open day after the day of the start; plain days at the same hour.
    Raises ``NotEnoughCalendar`` when the calendar ends too early.
    """
    if span.unit == "working-day":
        return nth_day_close(start, span.amount, calendar, zone)
    if span.unit == "working-hour":
        return add_working_time(start, timedelta(hours=span.amount), calendar)
    return start + plain(span)


def plain(span: Span) -> timedelta:
    return {
        "day": timedelta(days=span.amount),
        "hour": timedelta(hours=span.amount),
        "minute": timedelta(minutes=span.amount),
    }[span.unit]


def due_at(
    span: Span, accepted_at: datetime, rests: Sequence[Rest], calendar: Sequence[Interval], zone: ZoneInfo
) -> datetime | None:
    """When the promise ends, moved on by every pause; None while a pause lasts.

    What was left of the promise when a pause began is what is left when it ends: a pause never gives time back and
    never starts the count anew. Pauses that overlap count once.
    """
    due = end_of(span, accepted_at, calendar, zone)
    for rest in since(rests, accepted_at):
        if rest.ends_at is None:
            return None
        if rest.begins_at >= due:
            continue
        if counted(span) == "working":
            due = add_working_time(rest.ends_at, working_time(rest.begins_at, due, calendar), calendar)
        else:
            due = rest.ends_at + (due - rest.begins_at)
    return due


def left(span: Span, now: datetime, due: datetime, calendar: Sequence[Interval]) -> timedelta:
    """What is left of a promise, negative when it is broken, in the time that the promise counts."""
    sign = 1 if due >= now else -1
    first, last = (now, due) if sign > 0 else (due, now)
    return sign * (working_time(first, last, calendar) if counted(span) == "working" else last - first)


def used(
    span: Span, accepted_at: datetime, now: datetime, rests: Sequence[Rest], calendar: Sequence[Interval]
) -> timedelta:
    """What has been used of a promise: the counted time since acceptance, less the pauses."""

    def count(first: datetime, last: datetime) -> timedelta:
        if last <= first:
            return timedelta(0)
        return working_time(first, last, calendar) if counted(span) == "working" else last - first

    paused = sum(
        (count(r.begins_at, min(r.ends_at or now, now)) for r in since(rests, accepted_at) if r.begins_at < now),
        timedelta(0),
    )
    return count(accepted_at, now) - paused
