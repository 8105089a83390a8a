"""What whoever runs a hall asks of past days: did forecasts come true, and what would another counter have changed?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, Sum

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import ErrandState
from ..models import Errand, Lane, Sitting
from ..rules import ENOUGH_RATIOS, ENOUGH_TURNS, Played, Shift, play

DAYS = 28
PLAYS = 20  # of one day with other chances; the middle one is told
MOST_STEPS = 400_000  # visitors times counters times plays: a page answers within seconds


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How many waits of a lane were told as a range in the last four weeks, and how many came true."""

    lane_id: UUID
    lane: str
    site: str
    told: int
    came_true: int

    @property
    def percent(self) -> int | None:
        """None while too few were told to say."""
        return round(100 * self.came_true / self.told) if self.told >= ENOUGH_RATIOS else None


@dataclass(frozen=True, slots=True)
class Trial:
    """A day of a lane as it was staffed and with other counters: what 80 of 100 waited at most, in minutes, and how many
    were served at no counter. ``visitors`` and ``measured`` say from how much."""

    visitors: int
    measured: int
    before: float | None
    after: float | None
    unserved_before: int
    unserved_after: int

    @property
    def is_enough(self) -> bool:
        return self.measured >= ENOUGH_TURNS and self.visitors > 0


def scores(*, actor: Actor, at: datetime) -> tuple[ScoreRow, ...]:
    """Every lane by site and name. Raises ``NotFound`` for whoever does not run a hall."""
    policies.require(policies.runs_hall(actor))
    lately = Q(scores__day__gt=(at - timedelta(days=DAYS)).date())
    lanes = Lane.objects.filter(active=True).select_related("site").order_by("site__name", "name", "code")
    rows = lanes.annotate(told=Sum("scores__told", filter=lately), held=Sum("scores__came_true", filter=lately))
    return tuple(ScoreRow(row.pk, row.name, row.site.short_name, row.told or 0, row.held or 0) for row in rows)


def try_counters(*, actor: Actor, lane_id: UUID, day: date, more: int, opens: time, closes: time) -> Trial:
    """Play a past day of a lane again with ``more`` counters between two times. Raises ``NotFound``."""
    policies.require(policies.runs_hall(actor))
    lane = Lane.objects.select_related("site").filter(pk=lane_id).first()
    if lane is None:
        raise NotFound
    midnight = datetime.combine(day, time(), ZoneInfo(lane.site.zone))
    errands = list(
        Errand.objects.filter(lane=lane, day=day, waits_since__isnull=False).values_list(
            "waits_since", "called_at", "ended_at", "state"
        )
    )
    arrivals = [_minute(came, midnight) for came, *_rest in errands if came]
    services = [
        _minute(ended, called)
        for _came, called, ended, state in errands
        if state == ErrandState.DONE and called and ended
    ]
    trial = Trial(len(arrivals), len(services), None, None, 0, 0)
    if not trial.is_enough:
        return trial
    shifts = _shifts(lane, midnight)
    added = [Shift(_of(opens), _of(closes))] * more
    plays = max(1, min(PLAYS, MOST_STEPS // (len(arrivals) * max(len(shifts) + more, 1))))
    before = [play(arrivals, services, shifts, seed) for seed in range(plays)]
    after = [play(arrivals, services, [*shifts, *added], seed) for seed in range(plays)]
    return Trial(len(arrivals), len(services), _most(before), _most(after), _left(before), _left(after))


def _shifts(lane: Lane, midnight: datetime) -> list[Shift]:
    """When the lane's counters were open that day; one that was never closed stays open until the day ends."""
    ends = midnight + timedelta(days=1)
    rows = (
        Sitting.objects.filter(counter__posts__lane=lane, opened_at__lt=ends)
        .filter(Q(closed_at=None) | Q(closed_at__gt=midnight))
        .values_list("opened_at", "closed_at")
    )
    return [
        Shift(max(_minute(opened, midnight), 0), _minute(min(closed or ends, ends), midnight))
        for opened, closed in rows
    ]


def _most(plays: list[Played]) -> float | None:
    waits = [one.most_wait for one in plays if one.most_wait is not None]
    return median(waits) if waits else None


def _left(plays: list[Played]) -> int:
    return round(median(one.unserved for one in plays))


def _minute(moment: datetime, since: datetime) -> float:
    return (moment - since).total_seconds() / 60


def _of(clock: time) -> float:
    return clock.hour * 60 + clock.minute
