"""Whose turn it is, and where a visitor goes next. Values in, a value or a refusal out."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ..lifecycle import VisitState
from .forecast import NOTHING_MEASURED, Forecast, Measured, forecast
from .way import WORTH_IT

NEAR: Final = 3  # visitors ahead when somebody is told that the turn is near
CALLS_BEFORE_PARKING: Final = 3
TURNS_BACK: Final = 5  # how many others go first after a missed call, or when a visitor lets others go first
UNDO_WITHIN: Final = timedelta(minutes=5)  # how long the last press at a counter can be taken back
A_MOMENT: Final = timedelta(microseconds=1)
PENDING_FOR: Final = timedelta(minutes=10)  # a number that nobody printed or saw by then is void


class LaneNow(msgspec.Struct, frozen=True):
    """How a lane stands: visitors ``waiting``, counters that call (``open``), ``minutes`` planned for one errand, and
    what was measured of it."""

    waiting: int
    open: int
    minutes: int
    measured: Measured = NOTHING_MEASURED

    @property
    def wait(self) -> timedelta:
        """What a newcomer waits; a lane that nobody calls counts as a whole day."""
        told = self.forecast(self.waiting)
        return timedelta(minutes=told.median) if told else timedelta(days=1)

    @property
    def is_slow(self) -> bool:
        """Whether leaving it for another lane could be worth it."""
        return self.wait >= WORTH_IT

    def forecast(self, ahead: int) -> Forecast | None:
        """What somebody waits who has so many ahead; None while no counter calls."""
        return forecast(ahead, self.open, self.minutes, self.measured)


class Stop(msgspec.Struct, frozen=True):
    """An errand that is still to do, for choosing the order: ``after`` is the errand that must be done first."""

    id: UUID
    lane_id: UUID
    position: int
    after: UUID | None = None


def rank(came_at: datetime, head_start: int = 0) -> datetime:
    """The turn of somebody who came at a moment, with a head start in minutes."""
    return came_at - timedelta(minutes=head_start)


def turn_of(came_at: datetime, head_start: int, kept: datetime | None) -> datetime:
    """The turn of an errand that waits again: as by the arrival, but not before the turn it had (``kept``), which may lie
    behind others who were let go first."""
    own = rank(came_at, head_start)
    return own if kept is None else max(own, kept)


def rank_behind(ranks: Sequence[datetime], own: datetime, turns: int = TURNS_BACK) -> datetime:
    """The turn behind so many of those who wait (their ``ranks`` in order); behind all where fewer wait.

    Never earlier than ``own``: letting others go first does not bring anybody forward.
    """
    if not ranks:
        return own
    return max(own, ranks[min(turns, len(ranks)) - 1] + A_MOMENT)


def next_stop(stops: Sequence[Stop], lanes: Mapping[UUID, LaneNow]) -> Stop:
    """Where to go next: among the stops whose predecessor is done, the one with the shortest wait, then the first.

    Stops that wait for each other in a circle are taken in their order. At least one stop is left.
    """
    left = {stop.id for stop in stops}
    ready = [stop for stop in stops if stop.after not in left] or list(stops)
    return min(ready, key=lambda stop: (lanes[stop.lane_id].wait, stop.position))


def way_of(stops: Sequence[Stop], lanes: Mapping[UUID, LaneNow]) -> list[Stop]:
    """The stops in the order in which they would be gone to, if lanes stayed as they stand now."""
    left, way = list(stops), []
    while left:
        way.append(next_stop(left, lanes))
        left.remove(way[-1])
    return way


def most_urgent(heads: Mapping[UUID, tuple[datetime, int]], at: datetime) -> list[UUID]:
    """The lanes of a counter, most urgent first: the wait of the first in each, counted ``weight`` times.

    ``heads`` holds for each lane somebody waits in the first turn and the weight.
    """

    def urgency(lane_id: UUID) -> tuple[timedelta, datetime]:
        ranked, weight = heads[lane_id]
        return (ranked - at) * weight, ranked

    return sorted(heads, key=urgency)


def require_gives_numbers(*, name: str, active: bool, last: time | None, now: time, full: bool) -> None:
    """Whether a lane still gives out numbers today. Raises ``Refused``."""
    if not active:
        raise Refused("lane-closed", _("%(lane)s sedang tidak melayani di sini.") % {"lane": name})
    if last is not None and now > last:
        words = _(
            "Nomor untuk %(lane)s dibagikan sampai pukul %(time)s. Silakan datang lagi pada hari kerja berikutnya."
        )
        raise Refused("too-late", words % {"lane": name, "time": f"{last:%H.%M}"})
    if full:
        words = _("Nomor untuk %(lane)s hari ini sudah habis. Anda dapat datang pada hari kerja berikutnya.")
        raise Refused("full", words % {"lane": name})


def secret_hash(secret: str) -> str:
    """What is kept of the secret in a machine's address."""
    return hashlib.sha256(secret.encode()).hexdigest()


def require_goes_on(state: VisitState) -> None:
    """A visit that has ended is changed no more. Raises ``Refused``."""
    if state not in (VisitState.PENDING, VisitState.OPEN):
        raise Refused("ended", _("Kunjungan dengan nomor ini sudah selesai. Ambil nomor baru."))


def require_free(is_busy: bool) -> None:
    """A counter serves one visitor at a time. Raises ``Refused``."""
    if is_busy:
        raise Refused("busy", _("Masih ada pengunjung di loket ini. Selesaikan atau kembalikan ke antrean dulu."))


def require_may_leave(left_alone: Mapping[str, int], *, sure: bool) -> None:
    """Who leaves the last open counter of a lane knows how many wait there (``left_alone``, by the lane's name), and says
    that they leave all the same. Raises ``Refused``."""
    if left_alone and not sure:
        said = ", ".join(f"{name} ({waiting})" for name, waiting in left_alone.items())
        words = _("Masih ada yang menunggu dan tidak ada loket lain yang buka: %(lanes)s.")
        raise Refused("still-waiting", words % {"lanes": said})


def require_counted_up(times_called: int) -> None:
    """A visitor is parked only after having been called often enough. Raises ``Refused``."""
    if times_called < CALLS_BEFORE_PARKING:
        words = _("Panggil %(times)s kali dulu sebelum melewati pengunjung.")
        raise Refused("call-first", words % {"times": CALLS_BEFORE_PARKING})
