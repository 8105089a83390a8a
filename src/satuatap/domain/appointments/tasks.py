"""Background work: reminders, no-shows, and times that were closed after they had been booked."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import structlog

from satuatap.domain.agencies.events import PresenceChanged
from satuatap.kernel.actors import system

from . import actions, queries, rules

log = structlog.get_logger()
CLOCK = system("appointments")


def remind(now: datetime) -> None:
    """Each minute: two hours before, else the day before. Who booked within the last hours hears the nearer one only."""
    for number, before in ((2, rules.HOURS_BEFORE), (1, rules.DAY_BEFORE)):
        for one in queries.to_remind(now, number, before):
            _try(actions.remind, one, now, number=number)


def close_missed(now: datetime) -> None:
    """Each minute: nobody came within the window."""
    for one in queries.overdue(now):
        _try(actions.miss, one, now)


def call_off_closed(now: datetime) -> None:
    """Every five minutes: a holiday, shorter hours or a closed office that was declared after the booking."""
    for one in queries.at_closed_times(now):
        _try(actions.call_off, one, now)


def call_off_away(event: PresenceChanged) -> None:
    """An office is away or a hall closes some: whoever booked is told at once, not within five minutes."""
    call_off_closed(event.at)


def _try(act: Callable[..., object], booking_id: UUID, now: datetime, **given: int) -> None:
    """One failure stops no other."""
    try:
        act(booking_id=booking_id, by=CLOCK, at=now, **given)
    except Exception:
        log.exception("tending a booking failed", booking=str(booking_id))
