"""Ways that stall: who could be served elsewhere first, and who was sent there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from ..lifecycle import ErrandState, SittingState, VisitState
from ..models import Detour, Errand, Post, Sitting, ticket_no
from ..rules import Outlook, rest_of_break
from .lanes import lane_facts, lanes_now, outlook

AT_ONCE = 200
SHOWN_FOR = timedelta(minutes=10)
MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class DetourNow:
    """A visitor who was sent from one lane (``left``) to another (``first``), as screens and the phone tell it."""

    ticket: str
    left: str
    first: str
    is_closed: bool


def stalled(at: datetime, lane_ids: Sequence[UUID] = ()) -> tuple[UUID, ...]:
    """The visits that wait in a lane nobody calls or that is slow (or in one of the named), and have more to do."""
    more = Errand.objects.filter(visit=OuterRef("visit"), state=ErrandState.PLANNED)
    rows = Errand.objects.filter(Exists(more), state=ErrandState.WAITING, visit__state=VisitState.OPEN, turn_at=None)
    # A hall's day may be a day ahead of the clock's.
    rows = rows.filter(lane__site__led_elsewhere=False, day__gte=at.date())
    if lane_ids:
        rows = rows.filter(lane_id__in=lane_ids)
    waiting = list(rows.order_by("rank_at", "id").values_list("visit_id", "lane_id", "lane__site_id", "day")[:AT_ONCE])
    lanes: dict[tuple[UUID, date], set[UUID]] = defaultdict(set)
    for _visit_id, lane_id, site_id, day in waiting:
        lanes[site_id, day].add(lane_id)
    slow = {
        (lane_id, day)
        for (_site_id, day), here in lanes.items()
        for lane_id, lane in lanes_now(here, day).items()
        if lane.is_slow
    }
    return tuple(visit_id for visit_id, lane_id, _site_id, day in waiting if (lane_id, day) in slow)


def lanes_before(counter_id: UUID) -> tuple[UUID, ...]:
    """The lanes of its hall in which somebody waits who has something to do at a counter later."""
    here = Post.objects.filter(counter_id=counter_id).values("lane_id")
    later = Errand.objects.filter(visit=OuterRef("visit"), state=ErrandState.PLANNED, lane_id__in=here)
    rows = Errand.objects.filter(Exists(later), state=ErrandState.WAITING, visit__state=VisitState.OPEN)
    return tuple(rows.order_by("lane_id").values_list("lane_id", flat=True).distinct())


def outlook_in_turn(errand: Errand, rank_at: datetime, at: datetime) -> tuple[Outlook, bool]:
    """How long an errand waits, or would, in a turn, and whether anybody calls its lane. Where all its counters rest, the
    rest of the shortest break counts."""
    ahead, counters, told = outlook(errand, at, rank_at)
    wait = timedelta(minutes=told.median) if told else _after_break(errand, ahead, at)
    return Outlook(errand.pk, errand.position, wait, errand.after_id), counters > 0


def _after_break(errand: Errand, ahead: int, at: datetime) -> timedelta | None:
    breaks = Sitting.objects.filter(
        counter__posts__lane_id=errand.lane_id, state=SittingState.BREAK, break_until__gt=at
    ).aggregate(until=Min("break_until"), many=Count("pk"))
    rest = rest_of_break(breaks["until"], at)
    lane = lane_facts(errand.lane_id)
    if rest is None or lane is None:
        return None
    return rest + timedelta(minutes=lane.minutes * ahead / breaks["many"])


def last_detour(visit_id: UUID) -> DetourNow | None:
    """The last time a visit was sent to another errand first, while that one is where it waits or is."""
    row = _told().filter(visit_id=visit_id).order_by("-at", "-id").first()
    is_under_way = row is not None and row.first.state in (ErrandState.WAITING, ErrandState.CALLED)
    return _detour(row) if row and is_under_way else None


def detours(site_id: UUID, at: datetime) -> tuple[DetourNow, ...]:
    """Whoever was sent to another errand in the last minutes and waits there, the newest first."""
    rows = _told().filter(site_id=site_id, at__gt=at - SHOWN_FOR, first__state=ErrandState.WAITING)
    return tuple(_detour(row) for row in rows.order_by("-at", "-id")[:MOST_SHOWN])


def _told() -> QuerySet[Detour]:
    return Detour.objects.select_related("visit", "left__lane", "first__lane")


def _detour(row: Detour) -> DetourNow:
    number = ticket_no(row.visit.letter, row.visit.number)
    return DetourNow(number, row.left.lane.said, row.first.lane.said, row.is_closed)
