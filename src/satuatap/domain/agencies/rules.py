"""Which hours hold on a day, and what is left of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from satuatap.kernel.calendars import Interval, merge, subtract
from satuatap.kernel.errors import Refused

ONE_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=3)
"""How late an outage may still be declared: after a weekend without power, not after a quarter without work."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """One stretch of opening on a weekday (Monday is 0), as a pack gives it."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One closed day as a pack gives it; ``area_code`` "" means everywhere."""

    on: date
    name: str
    kind: str = "national"
    area_code: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Timetable:
    """The name of a set of hours, in the order in which one gives way to another.

    A timetable with a last day (Ramadan, a festival) goes before one without; then the office's own before that of
    every office with its week; then the later one.
    """

    is_bounded: bool
    is_own: bool
    valid_from: date
    valid_to: date
    label: str

    def covers(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


Hours = tuple[Timetable, DayHours]


def timetable(*, is_own: bool, valid_from: date, valid_to: date | None, label: str) -> Timetable:
    return Timetable(valid_to is not None, is_own, valid_from, valid_to or date.max, label)


def open_time(
    hours: Iterable[Hours], closed_days: frozenset[date], zone: ZoneInfo, start: date, end: date
) -> tuple[Interval, ...]:
    """The opening times of every day from ``start`` to ``end``, both included, as a calendar in the zone."""
    tables: dict[Timetable, dict[int, list[DayHours]]] = defaultdict(lambda: defaultdict(list))
    for table, row in hours:
        tables[table][row.weekday].append(row)
    first_to_hold = sorted(tables, reverse=True)
    found: list[Interval] = []
    for day in days(start, end):
        if day in closed_days:
            continue
        holding = next((table for table in first_to_hold if table.covers(day)), None)
        if holding is not None:
            found += (_interval(day, row, zone) for row in tables[holding].get(day.weekday(), ()))
    return merge(found)


def days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += ONE_DAY


def _interval(day: date, hours: DayHours, zone: ZoneInfo) -> Interval:
    return Interval(datetime.combine(day, hours.opens, tzinfo=zone), datetime.combine(day, hours.closes, tzinfo=zone))


def holds_in(holiday_area: str, office_area: str) -> bool:
    """Whether a holiday of one area closes an office in another: the same area or one inside it.

    An office without an area serves the whole region, so that holidays of a village or district do not close it.
    """
    if not holiday_area or not office_area:
        return holiday_area.count(".") <= 1
    return f"{office_area}.".startswith(f"{holiday_area}.")


def require_hours(rows: Sequence[DayHours]) -> None:
    """Raises ``Refused("hours")`` for a stretch that ends before it begins or overlaps another on its day."""
    by_day: dict[int, list[DayHours]] = defaultdict(list)
    for row in rows:
        by_day[row.weekday].append(row)
    for weekday, day in by_day.items():
        day.sort(key=lambda row: row.opens)
        overlapping = any(later.opens < earlier.closes for earlier, later in pairwise(day))
        if not 0 <= weekday <= 6 or overlapping or any(row.closes <= row.opens for row in day):
            raise Refused("hours", _("Jam buka itu tidak mungkin. Periksa hari, jam mulai, dan jam selesai."))


def require_outage_times(begins_at: datetime, ends_at: datetime | None, earliest: datetime, now: datetime) -> None:
    """Raises ``Refused`` for an outage that begins in the future or before ``earliest``, or ends before it begins."""
    if begins_at > now:
        raise Refused("future", _("Gangguan dicatat setelah terjadi. Isi waktu yang sudah lewat."), field="begins_at")
    if begins_at < earliest:
        raise Refused(
            "too-early", _("Gangguan hanya dapat dicatat paling lama tiga hari ke belakang."), field="begins_at"
        )
    if ends_at is not None and not begins_at < ends_at <= now:
        raise Refused("ends", _("Waktu pulih harus sesudah gangguan mulai dan tidak di masa depan."), field="ends_at")


@dataclass(frozen=True, slots=True)
class Attendance:
    """When a tenant is at a site by its agreement; a day that is not known is no limit, no weekdays are all."""

    from_on: date | None = None
    until_on: date | None = None
    weekdays: frozenset[int] = frozenset()

    def away_on(self, day: date) -> str:
        """Why the tenant is not there on a day: ``early`` (the agreement has not begun), ``over``, ``other-day``, or ""."""
        if self.from_on is not None and day < self.from_on:
            return "early"
        if self.until_on is not None and day > self.until_on:
            return "over"
        return "other-day" if self.weekdays and day.weekday() not in self.weekdays else ""


def there(calendar: Iterable[Interval], attendance: Attendance, away: Iterable[Interval]) -> tuple[Interval, ...]:
    """What is left of a site's calendar (in its own zone) for a tenant: its days, less the spans in which it is away."""
    days = [span for span in calendar if not attendance.away_on(span.start.date())]
    zone = days[0].start.tzinfo if days else None
    return tuple(Interval(i.start.astimezone(zone), i.end.astimezone(zone)) for i in subtract(days, away))


def require_absence(begins_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises ``Refused`` for an absence that ends in the past, or before it begins."""
    if ends_at <= max(begins_at, now):
        raise Refused("ends", _("Isi jam sesudah sekarang."), field="until")


def require_emergency(*, capacity: int | None, booking_only: bool, contact_free: bool, closes: bool) -> None:
    """Raises ``Refused`` for an emergency that changes nothing."""
    if capacity is None and not (booking_only or contact_free or closes):
        raise Refused("nothing", _("Pilih sedikitnya satu hal yang berubah."), field="what")
