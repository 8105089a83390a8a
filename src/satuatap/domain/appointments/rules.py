"""Which times can be booked, and what coming early or late means. Values in, a value or a refusal out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from satuatap.kernel.calendars import Interval
from satuatap.kernel.errors import Refused
from satuatap.kernel.ids import short_code as short_code  # noqa: PLC0414 (the first migration knows it by this name)

DAY_BEFORE: Final = timedelta(hours=24)
HOURS_BEFORE: Final = timedelta(hours=2)


class Terms(msgspec.Struct, frozen=True):
    """How a lane is booked: a slot of ``every`` minutes has ``places`` of which ``share`` per cent can be booked, from
    ``ahead`` days before at the hour of ``release``. Whoever comes from ``early`` minutes before to ``late`` after the
    time has the turn of somebody who came ``head_start`` minutes before it.
    """

    every: int
    places: int
    share: int
    ahead: int
    release: time
    early: int
    late: int
    head_start: int


class Slot(msgspec.Struct, frozen=True):
    """A time that can be booked, and how many places are left."""

    starts_at: datetime
    free: int


def bookable(places: int, share: int) -> int:
    """How many places of a slot can be booked; the rest are for those who come without a booking."""
    return places * share // 100


def starts(open_time: Sequence[Interval], every: int) -> list[datetime]:
    """When slots begin: one after the other from each opening, and none that would end after closing."""
    step = timedelta(minutes=every)
    found = []
    for stretch in open_time:
        moment = stretch.start
        while moment + step <= stretch.end:
            found.append(moment)
            moment += step
    return found


def opens_at(day: date, terms: Terms, at: datetime) -> datetime:
    """The moment from which a day can be booked, in the zone of ``at``."""
    return datetime.combine(day - timedelta(days=terms.ahead), terms.release, at.tzinfo)


def last_day(terms: Terms, at: datetime) -> date:
    """The furthest day that can be booked at a local moment."""
    reach = at.date() + timedelta(days=terms.ahead)
    return reach if at >= opens_at(reach, terms, at) else reach - timedelta(days=1)


def slots(open_time: Sequence[Interval], taken: Mapping[datetime, int], terms: Terms, at: datetime) -> list[Slot]:
    """The times of a calendar that lie ahead and can be booked at a local moment, with what is left of each."""
    most, last = bookable(terms.places, terms.share), last_day(terms, at)
    return [
        Slot(moment, max(most - taken.get(moment, 0), 0))
        for moment in starts(open_time, terms.every)
        if moment > at and moment.date() <= last
    ]


def free_place(taken: Sequence[int], terms: Terms) -> int | None:
    """The lowest place of a slot that nobody has; None when all are taken."""
    return next((place for place in range(1, bookable(terms.places, terms.share) + 1) if place not in taken), None)


def turn(starts_at: datetime, arrived_at: datetime, terms: Terms) -> datetime | None:
    """From when somebody counts as waiting who checks in for a booked time; None for an ordinary turn: too late.

    Raises ``Refused`` for who comes too early.
    """
    if arrived_at < starts_at - timedelta(minutes=terms.early):
        opens = starts_at - timedelta(minutes=terms.early)
        words = _("Janji Anda pukul %(time)s. Lapor kedatangan dibuka pukul %(opens)s.")
        told = {"time": f"{starts_at:%H.%M}", "opens": f"{opens:%H.%M}"}
        raise Refused("early", words % told)
    if arrived_at > starts_at + timedelta(minutes=terms.late):
        return None
    return starts_at - timedelta(minutes=terms.head_start)


def require_own_day(starts_at: datetime, at: datetime) -> None:
    """Whether a booking is for the day of a local moment. Raises ``Refused``."""
    if starts_at.date() > at.date():
        words = _("Janji ini untuk tanggal %(day)s pukul %(time)s, belum hari ini.")
        raise Refused("other-day", words % {"day": f"{starts_at:%d-%m-%Y}", "time": f"{starts_at:%H.%M}"})
    if starts_at.date() < at.date():
        raise Refused("past", _("Hari janji ini sudah lewat. Buat janji baru atau ambil nomor antrean."))


def reminders_past(starts_at: datetime, at: datetime) -> int:
    """How many reminders a booking made now no longer needs: whoever booked just before needs none of the day before."""
    left = starts_at - at
    return 2 if left <= HOURS_BEFORE else 1 if left <= DAY_BEFORE else 0
