"""Lanes: who waits in them, whose turn is next, which counters serve them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, Q

from satuatap.domain.agencies.models import Counter, Site
from satuatap.kernel.errors import NotFound
from satuatap.kernel.remembered import remembered

from ..lifecycle import ErrandState, SittingState
from ..models import Errand, Lane, Post, Priority, Remote, Sitting, Zone, said
from ..rules import Forecast, LaneNow, Stop, next_stop
from ..rules import forecast as forecast_of
from .paces import measured

# In SQL, because every number, every call and every open page ask them: put together by Django they cost several times as
# much.
STANDS = """
    SELECT (SELECT count(*) FROM visits_errand
            WHERE lane_id = %(lane)s AND day = %(day)s AND state = 'waiting' AND rank_at <= %(rank)s AND id <> %(errand)s),
           (SELECT count(*) FROM visits_post p JOIN visits_sitting s ON s.counter_id = p.counter_id
            WHERE p.lane_id = %(lane)s AND s.state = 'open')
"""
LANES = """
    SELECT l.id, l.site_id, l.minutes,
           (SELECT count(*) FROM visits_errand e WHERE e.lane_id = l.id AND e.day = %(day)s AND e.state = 'waiting'),
           (SELECT count(*) FROM visits_post p JOIN visits_sitting s ON s.counter_id = p.counter_id
            WHERE p.lane_id = l.id AND s.state = 'open')
    FROM visits_lane l WHERE l.id = ANY(%(lanes)s)
"""
PRESSED = """
    SELECT (SELECT id FROM visits_call WHERE key = %(key)s),
           EXISTS (SELECT 1 FROM visits_errand WHERE counter_id = %(counter)s AND state IN ('called', 'serving'))
"""


class PostNow(msgspec.Struct, frozen=True):
    """What a counter serves: a lane with its weight, and the zone whose screens show its calls."""

    lane_id: UUID
    zone_id: UUID
    weight: int


class LaneFacts(msgspec.Struct, frozen=True):
    """What a pack says about a lane and its site."""

    site_id: UUID
    unit_id: UUID
    zone: str
    is_open_site: bool
    letter: str
    name: str
    names: Mapping[str, str]
    minutes: int
    quota: int | None
    last_number_at: time | None
    active: bool

    @property
    def said(self) -> str:
        return said(self.name, self.names)


@remembered
def lane_facts(lane_id: UUID) -> LaneFacts | None:
    """What a pack said about a lane, None for none. Kept in the process until a pack changes."""
    rows = Lane.objects.filter(pk=lane_id).values_list(
        "site_id",
        "unit_id",
        "site__zone",
        "site__active",
        "letter",
        "name",
        "names",
        "minutes",
        "quota",
        "last_number_at",
        "active",
    )
    found = rows.first()
    return LaneFacts(*found) if found else None


@remembered
def posts_of(counter_id: UUID) -> tuple[PostNow, ...]:
    """The lanes of a counter, in the order of their codes. Kept in the process until a pack changes."""
    rows = Post.objects.filter(counter_id=counter_id, lane__active=True).order_by("lane__code")
    return tuple(PostNow(*row) for row in rows.values_list("lane_id", "zone_id", "weight"))


def pressed(key: UUID, counter_id: UUID) -> tuple[UUID | None, bool]:
    """The call that a press made before, and whether a visitor is at the counter."""
    with connection.cursor() as cursor:
        cursor.execute(PRESSED, {"key": key, "counter": counter_id})
        call_id, is_busy = cursor.fetchone()
    return call_id, is_busy


@remembered
def zone_in(site_id: UUID) -> ZoneInfo:
    """The time zone of a site. Raises ``NotFound``."""
    zone = Site.objects.filter(pk=site_id).values_list("zone", flat=True).first()
    if zone is None:
        raise NotFound
    return ZoneInfo(zone)


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
    with connection.cursor() as cursor:
        cursor.execute(LANES, {"lanes": list(lane_ids), "day": day})
        rows = cursor.fetchall()
    if not rows:
        return {}
    known = measured(rows[0][1], hour)
    return {
        lane_id: LaneNow(waiting, counters, minutes, known.of(lane_id))
        for lane_id, _site_id, minutes, waiting, counters in rows
    }


def left_alone(counter_id: UUID, at: datetime) -> dict[str, int]:
    """How many wait in lanes that no other counter calls now, by the lane's name."""
    posts = Post.objects.filter(counter_id=counter_id, lane__active=True)
    others = Sitting.objects.filter(state=SittingState.OPEN, counter__posts__lane=OuterRef("lane")).exclude(
        counter_id=counter_id
    )
    names = dict(posts.exclude(Exists(others)).order_by("lane__name").values_list("lane_id", "lane__name"))
    waiting = Errand.objects.filter(lane_id__in=names, day=day_at(counter_id, at), state=ErrandState.WAITING)
    many = dict(waiting.values_list("lane_id").annotate(many=Count("pk")).order_by())
    return {name: many[lane_id] for lane_id, name in names.items() if lane_id in many}


def outlook(errand: Errand, at: datetime, rank_at: datetime | None = None) -> tuple[int, int, Forecast | None]:
    """For an errand that waits with its rank, or would with another: people ahead, open counters, how long it waits."""
    lane = lane_facts(errand.lane_id)
    if lane is None:
        raise NotFound
    with connection.cursor() as cursor:
        turn = rank_at or errand.rank_at
        cursor.execute(STANDS, {"lane": errand.lane_id, "day": errand.day, "rank": turn, "errand": errand.pk})
        ahead, counters = cursor.fetchone()
    known = measured(lane.site_id, at.astimezone(ZoneInfo(lane.zone)).hour).of(errand.lane_id)
    return ahead, counters, forecast_of(ahead, counters, lane.minutes, known)


def next_of(planned: Sequence[Errand], day: date) -> Errand:
    """Of a visit's planned errands, the one to begin with as the lanes stand now."""
    if len(planned) == 1:
        return planned[0]
    stops = [Stop(errand.pk, errand.lane_id, errand.position, errand.after_id) for errand in planned]
    stop = next_stop(stops, lanes_now({errand.lane_id for errand in planned}, day))
    return next(errand for errand in planned if errand.pk == stop.id)


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
    tables = (Zone, Lane, Post, Priority, Remote)
    return {(table.__name__, *map(str, row)) for table in tables for row in table.objects.values_list()}


@remembered
def led_elsewhere() -> dict[UUID, str]:
    """The sites whose hall another installation leads, with their names."""
    return dict(Site.objects.filter(led_elsewhere=True).values_list("pk", "short_name"))
