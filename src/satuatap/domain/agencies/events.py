"""What can have happened to offices."""

from datetime import date, datetime
from uuid import UUID

from satuatap.kernel.events import Event


class CalendarChanged(Event, frozen=True):
    """Working time has changed from a day on: of one unit, or of all where none is named. Promises count anew."""

    from_on: date
    unit_id: UUID | None = None


class OutageChanged(Event, frozen=True):
    """An outage was declared, corrected or lifted: promises of the cases that it touches count anew. What was promised
    ``at`` that moment is what people know."""

    outage_id: UUID
    at: datetime


class PresenceChanged(Event, frozen=True):
    """An office is away from a site, or back, or the site works differently: who waits there or booked is told."""

    site_id: UUID
    at: datetime
    unit_id: UUID | None = None
    absence_id: UUID | None = None
    emergency_id: UUID | None = None
