"""Lanes: who waits in them, whose turn is next, which counters serve them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Count, Min, Q, Subquery

from satuatap.domain.agencies.models import Counter
from satuatap.kernel.errors import NotFound
from satuatap.kernel.remembered import remembered

from ..lifecycle import ErrandState, SittingState
from ..models import Errand, Lane, Post, Priority, Zone
from ..rules import Forecast, LaneNow
from ..rules import forecast as forecast_of
from .paces import measured

IS_OPEN = Q(posts__counter__sittings__state=SittingState.OPEN)


class PostNow(msgspec.Struct, frozen=True):
    """What a counter serves: a lane with its weight, and the zone whose screens show its calls."""

    lane_id: UUID
    zone_id: UUID
    weight: int


@remembered
def posts_of(counter_id: UUID) -> tuple[PostNow, ...]:
    """The lanes of a counter, in the order of their codes. Kept in the process until a pack changes."""
    rows = Post.objects.filter(counter_id=counter_id, lane__active=True).order_by("lane__code")
    return tuple(PostNow(*row) for row in rows.values_list("lane_id", "zone_id", "weight"))


@remembered
def zone_at(counter_id: UUID) -> ZoneInfo:
    """The time zone of a counter's site."""
    zone = Counter.objects.filter(pk=counter_id).values_list("site__zone", flat=True).first()
    if zone is None:
        raise NotFound
    return ZoneInfo(zone)


def day_at(counter_id: UUID, at: datetime) -> date:
    """The day at the counter's site."""
    return at.astimezone(zone_at(counter_id)).date()


def lanes_now(lane_ids: Iterable[UUID], day: date, hour: int | None = None) -> dict[UUID, LaneNow]:
    """How lanes of one site stand on a day: who waits, how many counters call, and the pace (of an hour, if given)."""
    waiting = (
        Errand.objects.filter(lane_id__in=lane_ids, day=day, state=ErrandState.WAITING)
        .values_list("lane_id")
        .annotate(many=Count("pk"))
        .order_by()
    )
    counts = dict(waiting)
    lanes = list(Lane.objects.filter(pk__in=lane_ids).annotate(open=Count("posts", filter=IS_OPEN)))
    if not lanes:
        return {}
    known = measured(lanes[0].site_id, hour)
    return {
        lane.pk: LaneNow(counts.get(lane.pk, 0), lane.open, lane.minutes, known.of(lane.pk)) for lane in lanes
    }  # fmt: skip


def outlook(errand: Errand, hour: int) -> tuple[int, int, Forecast | None]:
    """For an errand that begins to wait with its rank: people ahead, open counters, and how long it waits."""
    before = Errand.objects.filter(
        lane_id=errand.lane_id, day=errand.day, state=ErrandState.WAITING, rank_at__lte=errand.rank_at
    ).exclude(pk=errand.pk)
    ahead = before.order_by().values("lane_id").annotate(many=Count("pk")).values("many")
    site_id, planned, counters, people = (
        Lane.objects.filter(pk=errand.lane_id)
        .annotate(open=Count("posts", filter=IS_OPEN), people=Subquery(ahead))
        .values_list("site_id", "minutes", "open", "people")
        .get()
    )
    people = people or 0
    return people, counters, forecast_of(people, counters, planned, measured(site_id, hour).of(errand.lane_id))


def first_turns(lane_ids: Sequence[UUID], day: date) -> dict[UUID, datetime]:
    """For each lane in which somebody waits, the earliest turn."""
    rows = Errand.objects.filter(lane_id__in=lane_ids, day=day, state=ErrandState.WAITING)
    return dict(rows.values_list("lane_id").annotate(first=Min("rank_at")).order_by())


def ranks_behind(errand: Errand, turns: int) -> list[datetime]:
    """The turns of the next so many who wait in the errand's lane behind it, in order."""
    rows = Errand.objects.filter(lane_id=errand.lane_id, day=errand.day, state=ErrandState.WAITING).exclude(
        pk=errand.pk
    )
    if errand.rank_at is not None:
        rows = rows.filter(Q(rank_at__gt=errand.rank_at) | Q(rank_at=errand.rank_at, pk__gt=errand.pk))
    found = rows.order_by("rank_at", "id").values_list("rank_at", flat=True)[:turns]
    return [rank for rank in found if rank is not None]  # who waits has a rank: a constraint says so


def is_lane_of(lane_id: UUID, site_id: UUID) -> bool:
    """Whether a lane works at a site."""
    return Lane.objects.filter(pk=lane_id, site_id=site_id, active=True).exists()


def rows() -> set[tuple[object, ...]]:
    """Everything a pack has said about halls, to see what an installation changed."""
    tables = (Zone, Lane, Post, Priority)
    return {(table.__name__, *map(str, row)) for table in tables for row in table.objects.values_list()}
