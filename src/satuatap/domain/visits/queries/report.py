"""What became of everybody who came to a hall on a day, and whether the figures agree with each other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Avg, Count, Exists, F, Max, Min, OuterRef, Q, Sum

from satuatap.kernel.actors import Actor

from .. import policies
from ..lifecycle import UNFINISHED, ErrandState, VisitState
from ..models import Call, Channel, Errand, Lane, Series, Sitting, Visit
from .lanes import zone_in
from .paper import PaperDay, paper_day

UNSEEN = (VisitState.VOID, VisitState.PENDING)


class Difference(StrEnum):
    """Two figures of one day that should be the same and are not."""

    NUMBERS = "numbers"  # numbers that the series gave and nobody has
    STATES = "states"  # numbers handed out that neither ended nor go on
    SERVED = "served"  # errands that were done while nobody sat at the counter, though not on paper
    CALLS = "calls"  # errands that were done without a call, though not on paper
    PAPER = "paper"  # slips that were given out and neither entered nor void


@dataclass(frozen=True, slots=True)
class LaneDay:
    """The errands of a lane: ``done`` and ``dropped`` are over, ``left`` are still to be done, ``cases`` of those done had
    a case. ``wait`` is the average until the first call, ``serving`` that at the counter, in minutes; None where nobody
    was called or served."""

    lane: str
    unit: str
    errands: int
    done: int
    dropped: int
    left: int
    cases: int
    wait: int | None
    serving: int | None


@dataclass(frozen=True, slots=True)
class SittingDay:
    """An officer at a counter and what was done there meanwhile; ``officer_id`` is the actor's id."""

    counter: str
    officer: str
    officer_id: str
    opened_at: datetime
    closed_at: datetime | None
    done: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """Numbers ``given`` are ``handed`` out, or ``void`` and ``pending``, which nobody has seen. Of those handed out,
    ``finished`` did everything, ``went`` gave up or never came, ``here`` are still there. Slips on ``paper`` have numbers
    of their own and are counted apart; what was done under them stands with the lanes. The day ``begins`` and ``ends`` at
    midnight of the hall."""

    day: date
    begins: datetime
    ends: datetime
    given: int
    handed: int
    void: int
    pending: int
    finished: int
    went: int
    here: int
    errands: int
    calls: int
    recalls: int
    first_at: datetime | None
    last_at: datetime | None
    channels: tuple[tuple[str, int], ...]
    lanes: tuple[LaneDay, ...]
    sittings: tuple[SittingDay, ...]
    paper: PaperDay | None
    differences: tuple[tuple[Difference, int], ...]

    @property
    def balances(self) -> bool:
        return not self.differences


def day_report(*, actor: Actor, site_id: UUID, day: date | None, at: datetime) -> DayReport:
    """The report of a hall's day; of today as it stands without a ``day``, or with one that is still to come.

    Raises ``NotFound`` for whoever does not run a hall.
    """
    policies.require(policies.runs_hall(actor))
    zone = zone_in(site_id)
    today = at.astimezone(zone).date()
    day = min(day or today, today)
    begins = datetime.combine(day, time.min, zone)
    ends = begins + timedelta(days=1)
    states: Counter[str] = Counter()
    slips: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    moments: list[datetime] = []
    rows = Visit.objects.filter(site_id=site_id, day=day).values_list("state", "channel").order_by()
    for state, channel, many, first, last in rows.annotate(Count("pk"), Min("came_at"), Max("came_at")):
        if channel == Channel.PAPER:
            slips[state] += many
        else:
            states[state] += many
            channels[channel] += 0 if state in UNSEEN else many
        if state not in UNSEEN:
            moments += [first, last]
    calls = Call.objects.filter(errand__visit__site_id=site_id, errand__day=day).aggregate(
        calls=Count("pk"), recalls=Count("pk", filter=Q(times__gt=1))
    )
    lanes = _lanes(site_id, day)
    done = list(_done(site_id, day))
    sittings = _sittings(site_id, begins, ends, [(counter_id, at) for counter_id, at, _called in done])
    handed = channels.total()
    finished, went, here = (states[state] for state in (VisitState.DONE, VisitState.LEFT, VisitState.OPEN))
    paper = paper_day(site_id, day, served=slips[VisitState.DONE], left=slips[VisitState.LEFT])
    given = Series.objects.filter(site_id=site_id, day=day).aggregate(sum=Sum("last"))["sum"] or 0
    found = {
        Difference.NUMBERS: given - states.total(),
        Difference.STATES: handed - finished - went - here,
        Difference.SERVED: len(done) - sum(sitting.done for sitting in sittings),
        Difference.CALLS: sum(not is_called for _counter_id, _at, is_called in done),
        Difference.PAPER: len(paper.missing) if paper else 0,
    }
    return DayReport(
        day, begins, ends, given, handed, states[VisitState.VOID], states[VisitState.PENDING], finished, went, here,
        sum(lane.errands for lane in lanes), calls["calls"], calls["recalls"], min(moments, default=None), max(moments, default=None), tuple(sorted((+channels).items())),
        lanes, sittings, paper, tuple((kind, many) for kind, many in found.items() if many),
    )  # fmt: skip


def _lanes(site_id: UUID, day: date) -> tuple[LaneDay, ...]:
    mine = Q(errands__day=day) & ~Q(errands__visit__state__in=UNSEEN)
    done = mine & Q(errands__state=ErrandState.DONE)
    left = mine & Q(errands__state__in=[str(state) for state in UNFINISHED])
    waited = Avg("errands__waited", filter=mine & Q(errands__waited__isnull=False))
    rows = (
        Lane.objects.filter(site_id=site_id, errands__day=day)
        .annotate(
            many=Count("errands", filter=mine), finished=Count("errands", filter=done),
            dropped=Count("errands", filter=mine & Q(errands__state=ErrandState.DROPPED)),
            under_way=Count("errands", filter=left), cases=Count("errands", filter=done & Q(errands__about__isnull=False)),
            wait=waited, serving=Avg(F("errands__ended_at") - F("errands__began_at"), filter=done),
        )
        .values_list("name", "unit__short_name", "many", "finished", "dropped", "under_way", "cases", "wait", "serving")
        .order_by("name", "code")
    )  # fmt: skip
    return tuple(
        LaneDay(*row[:7], _minutes(row[7]), _minutes(row[8].total_seconds() if row[8] else None)) for row in rows
    )


def _minutes(seconds: float | None) -> int | None:
    return None if seconds is None else round(float(seconds) / 60)


def _done(site_id: UUID, day: date) -> Iterator[tuple[UUID, datetime, bool]]:
    """Counter, moment, and whether it was called: what was done in the hall itself, not on paper while it stood still."""
    done = Errand.objects.filter(visit__site_id=site_id, day=day, state=ErrandState.DONE)
    called = Exists(Call.objects.filter(errand=OuterRef("pk")))
    rows = done.exclude(visit__channel=Channel.PAPER).annotate(is_called=called)
    for counter_id, at, is_called in rows.values_list("counter_id", "ended_at", "is_called"):
        if counter_id is not None and at is not None:  # the tables see to both
            yield counter_id, at, is_called


def _sittings(
    site_id: UUID, begins: datetime, ends: datetime, done: Iterable[tuple[UUID, datetime]]
) -> tuple[SittingDay, ...]:
    """Whoever sat at a counter that day. What was done belongs to one officer: in the moment of a change, to the one
    who leaves."""
    rows = list(
        Sitting.objects.filter(counter__site_id=site_id, opened_at__lt=ends)
        .exclude(closed_at__lt=begins)
        .select_related("counter")
        .order_by("counter__name", "opened_at", "id")
    )
    at_counter: dict[UUID, list[Sitting]] = {}
    for row in rows:
        at_counter.setdefault(row.counter_id, []).append(row)
    many: Counter[UUID] = Counter()
    for counter_id, at in done:
        sat = [row.pk for row in at_counter.get(counter_id, ()) if _sat(row, at)]
        many.update(sat[:1])
    return tuple(
        SittingDay(row.counter.name, row.officer_name, row.officer, row.opened_at, row.closed_at, many[row.pk])
        for row in rows
    )


def _sat(row: Sitting, at: datetime) -> bool:
    return row.opened_at <= at and (row.closed_at is None or at <= row.closed_at)
