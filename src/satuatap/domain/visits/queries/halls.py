"""A hall as its visitors see it: lanes with their waits, and the way of one visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.models import Site
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.privacy import mask_phone
from satuatap.kernel.remembered import remembered

from .. import policies
from ..lifecycle import UNFINISHED, ErrandState, VisitState
from ..models import Channel, Errand, Lane, Post, Priority, Remote, RemoteTicket, Visit, ticket_no
from ..rules import NEAR, Forecast, LaneNow, Stop, way_of
from .lanes import lanes_now
from .presence import away_from, names_of, outside_of, shut
from .ways import DetourNow, last_detour

MOST_AHEAD = 200
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HallRow:
    """A site where numbers are given out; ``by_phone``: also before one is there."""

    id: UUID
    code: str
    name: str
    short_name: str
    by_phone: bool


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane now: how many wait, at how many counters it is called, what a newcomer waits (None while no counter is
    open), what it serves (codes; empty: everything of its office), why it gives out no number now ("" where it does), and the ``outside`` system whose
    bookings open it all the same."""

    id: UUID
    code: str
    name: str
    unit: str
    unit_code: str
    unit_id: UUID
    letter: str
    is_quick: bool
    waiting: int
    open: int
    wait: Forecast | None
    services: tuple[str, ...]
    shut: str = ""
    outside: str = ""


@dataclass(frozen=True, slots=True)
class StopNow:
    """One errand of a visit: ``counters`` are those that serve its lane, or the one that called; ``away`` says why its
    office does not serve now ("" where it does)."""

    lane: str
    state: str
    counters: str
    place: str
    ahead: int | None
    wait: Forecast | None
    id: UUID
    away: str = ""

    @property
    def is_far(self) -> bool:
        """Whether there is time to go away: whoever is near already would be told at once."""
        return self.ahead is not None and self.ahead > NEAR


@dataclass(frozen=True, slots=True)
class KeptNow:
    """A number by phone with which nobody has reported yet: until when its place is kept, and when it lapses."""

    code: str
    until: datetime
    lapses_at: datetime


@dataclass(frozen=True, slots=True)
class VisitNow:
    """A visit as its slip and its page on a phone show it. No name, no service: who holds the paper may see it.

    ``lane_ids`` are the lanes in which it is under way now; ``told_to`` is the masked telephone that is told when the turn
    is near, for who works here and during the stay at the kiosk; ``kept`` is there while a number by phone waits for its
    holder to report; ``language`` is that in which its holder is told.
    """

    id: UUID
    number: str
    token: str
    site: str
    site_code: str
    site_id: UUID
    state: str
    priority: str
    came_at: datetime
    stops: tuple[StopNow, ...]
    lane_ids: tuple[UUID, ...]
    now_called: str
    told_to: str
    detour: DetourNow | None
    kept: KeptNow | None
    language: str

    @property
    def may_split(self) -> bool:
        """Whether two errands are left that nobody serves just now."""
        return sum(stop.state in ("planned", "waiting", "parked") for stop in self.stops) > 1

    @property
    def current(self) -> StopNow | None:
        """The stop where the visitor waits or is; None before the number was handed out and after the last."""
        here = (stop for stop in self.stops if stop.state in ("waiting", "called", "serving", "parked"))
        return next(here, None)


@remembered
def halls() -> tuple[HallRow, ...]:
    """The sites that have lanes, by name."""
    sites = Site.objects.filter(active=True, lanes__active=True).distinct().order_by("name", "code")
    rows = sites.annotate(by_phone=Exists(Remote.objects.filter(site=OuterRef("pk"), active=True)))
    return tuple(HallRow(site.pk, site.code, site.name, site.short_name, site.by_phone) for site in rows)


def hall(code: str) -> HallRow:
    """One of them by its code. Raises ``NotFound``."""
    found = next((row for row in halls() if row.code == code), None)
    if found is None:
        raise NotFound
    return found


def hall_now(
    *, site_id: UUID, at: datetime, standing: agencies.Standing | None = None
) -> tuple[LaneRow, ...]:  # fmt: skip
    """The lanes of a hall and how they stand, by name; public, like the boards in the hall. ``standing`` where the page
    has read it already."""
    lanes = list(
        Lane.objects.filter(site_id=site_id, active=True).select_related("unit", "site").order_by("name", "code")
    )
    if not lanes:
        return ()
    local = at.astimezone(ZoneInfo(lanes[0].site.zone))
    now = lanes_now([lane.pk for lane in lanes], local.date(), local.hour)
    standing = standing or agencies.standing(at)
    closed = shut(lanes[0].site, lanes, standing)
    return tuple(
        LaneRow(
            lane.pk, lane.code, lane.said, lane.unit.short_name, lane.unit.code, lane.unit_id, lane.letter, lane.is_quick,
            now[lane.pk].waiting, now[lane.pk].open, now[lane.pk].forecast(now[lane.pk].waiting),
            tuple(lane.services), closed[lane.pk].message if lane.pk in closed else "",
            outside_of(lane, standing, closed.get(lane.pk)),
        )
        for lane in lanes
    )  # fmt: skip


def priorities(actor: Actor) -> tuple[tuple[str, str], ...]:
    """(code, name) of the reasons for a head start, for whoever may grant one."""
    if not policies.guides(actor):
        return ()
    return tuple(Priority.objects.filter(active=True).order_by("name").values_list("code", "name"))


def visit_by_token(token: str, at: datetime | None = None) -> VisitNow:
    """The visit whose paper or phone this is; waits at the pace of the hour, if a moment is given. Raises ``NotFound``."""
    return _visit(Q(token=token), at)


def visit_at(site_id: UUID, token: str) -> UUID:
    """The visit of a ticket, where only that matters. Raises ``NotFound`` for one of another site."""
    found = Visit.objects.filter(token=token, site_id=site_id).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return found


def visit_now(*, actor: Actor, visit_id: UUID, at: datetime | None = None) -> VisitNow:
    """A visit for the guide. Raises ``NotFound`` for others."""
    policies.require(policies.guides(actor))
    return _visit(Q(pk=visit_id), at)


def _visit(wanted: Q, at: datetime | None) -> VisitNow:
    visit = Visit.objects.select_related("site", "priority").filter(wanted).first()
    if visit is None:
        raise NotFound
    errands = list(visit.errands.select_related("lane__unit", "counter").order_by("position"))
    left = [errand for errand in errands if errand.state in UNFINISHED]
    hour = at.astimezone(ZoneInfo(visit.site.zone)).hour if at else None
    lanes = lanes_now({errand.lane_id for errand in left}, visit.day, hour) if left else {}
    counters: dict[UUID, list[tuple[str, str]]] = {}
    for post in Post.objects.filter(lane_id__in=lanes).select_related("counter", "zone").order_by("counter__name"):
        counters.setdefault(post.lane_id, []).append((post.counter.name, post.place or post.zone.said))
    away = away_from(visit.site, names_of([one.lane for one in left]), agencies.standing(at)) if left and at else {}
    stops = []
    for errand in _in_order(errands, lanes):
        known = counters.get(errand.lane_id, [])
        ahead = ahead_of(errand) if errand.state == ErrandState.WAITING else None
        lane = lanes.get(errand.lane_id)
        wait = lane.forecast(ahead) if lane and ahead is not None else None
        where = errand.counter.name if errand.counter else ", ".join(name for name, _place in known)
        stops.append(
            StopNow(
                errand.lane.said,
                errand.state,
                where,
                known[0][1] if known else "",
                ahead,
                wait,
                errand.pk,
                away.get(errand.lane.unit_id, "") if errand in left else "",
            )
        )
    return VisitNow(
        visit.pk, str(visit), visit.token, visit.site.short_name, visit.site.code, visit.site_id,
        visit.state, visit.priority.name if visit.priority else "", visit.came_at, tuple(stops),
        tuple(errand.lane_id for errand in left if errand.state != ErrandState.PLANNED), _now_called(errands),
        mask_phone(visit.contact) if visit.contact else "", last_detour(visit.pk) if len(errands) > 1 else None,
        _kept(visit), visit.language,
    )  # fmt: skip


def _in_order(errands: Sequence[Errand], lanes: Mapping[UUID, LaneNow]) -> list[Errand]:
    """The errands of a visit as its holder goes through them: what is over, where the holder is, what comes then."""
    planned = {errand.pk: errand for errand in errands if errand.state == ErrandState.PLANNED}
    gone = [errand for errand in errands if errand.pk not in planned]
    gone.sort(key=lambda errand: (errand.state in UNFINISHED, errand.ended_at or errand.waits_since or NEVER))
    stops = [Stop(one.pk, one.lane_id, one.position, one.after_id) for one in planned.values()]
    return [*gone, *(planned[stop.id] for stop in way_of(stops, lanes))]


def _kept(visit: Visit) -> KeptNow | None:
    if visit.state != VisitState.PENDING or visit.channel != Channel.PHONE:
        return None
    ticket = RemoteTicket.objects.filter(visit=visit, is_out=True).first()
    return KeptNow(ticket.code, ticket.until, ticket.lapses_at) if ticket else None


def ahead_of(errand: Errand) -> int:
    """How many are called before; counted up to ``MOST_AHEAD``."""
    rows = Errand.objects.filter(lane_id=errand.lane_id, day=errand.day, state=ErrandState.WAITING)
    before = rows.filter(Q(rank_at__lt=errand.rank_at) | Q(rank_at=errand.rank_at, pk__lt=errand.pk))
    return before.order_by()[:MOST_AHEAD].count()


def _now_called(errands: list[Errand]) -> str:
    """The number that was called last in the lane where the visitor waits."""
    waiting = next((errand for errand in errands if errand.state == ErrandState.WAITING), None)
    if waiting is None:
        return ""
    called = Errand.objects.filter(lane_id=waiting.lane_id, day=waiting.day, called_at__isnull=False)
    last = called.order_by("-called_at").values_list("visit__letter", "visit__number").first()
    return ticket_no(*last) if last else ""
