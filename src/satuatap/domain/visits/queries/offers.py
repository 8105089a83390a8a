"""Where an office can be reached with a service, told to whoever has not set out yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.appointments import queries as appointments
from satuatap.kernel.calendars import Interval, NotEnoughCalendar, is_open, next_opening
from satuatap.kernel.errors import Refused

from .. import rules
from ..lifecycle import ErrandState, VisitState
from ..models import Errand, Lane, Visit
from .presence import IS_OPEN, moment_words, require_number, why


@dataclass(frozen=True, slots=True)
class Offer:
    """A hall where a service is to be had, as it stands now. ``says`` is why nobody gets a number there now ("" where one
    does); ``lane_code`` is what can be booked there ("" where nothing can); ``waiting`` and ``open`` are None where
    another installation leads the hall and its news may be old. ``is_quietest``: of several, the one to go to.
    ``down``: the ``power`` or the ``network`` that is gone there."""

    site: str
    site_code: str
    says: str
    lane_code: str
    waiting: int | None
    open: int | None
    is_quietest: bool = False
    down: str = ""


def offers(*, unit_code: str, service: str, site_codes: Collection[str], at: datetime) -> tuple[Offer, ...]:
    """The halls where an office takes a service, by name; as many questions for three halls as for one."""
    lanes = _lanes(unit_code, service, site_codes, at)
    if not lanes:
        return ()
    now = agencies.standing(at)
    unit_id = lanes[0].unit_id
    calendars = agencies.open_times_at(
        [lane.site for lane in lanes], unit_ids=[unit_id],
        start=at.date() - timedelta(days=1), end=(at + agencies.NEXT_OPENING_WITHIN).date(), agreed=now.tenants,
    )  # fmt: skip
    booked = {(plan.site_code, plan.code) for plan in appointments.plans()}
    down = agencies.hall_outages()
    rows = []
    for lane in lanes:
        says = _says(lane, now, calendars[lane.site_id, unit_id])
        code = lane.code if (lane.site.code, lane.code) in booked else ""
        waiting, is_open = (None, None) if lane.site.led_elsewhere else (lane.waiting or 0, lane.open)
        gone = next((span.kind for span in down.get(lane.site_id, ())), "")
        rows.append(Offer(lane.site.name, lane.site.code, says, code, waiting, is_open, down=gone))
    return _marked(rows)


def _lanes(unit_code: str, service: str, site_codes: Collection[str], at: datetime) -> list[Any]:
    """One lane of each hall, with what was given out and who waits today, and with the emergency that runs there."""
    day = localdate(at)
    inside = Visit.objects.filter(site=OuterRef("site"), day=day, state=VisitState.OPEN)
    errands = Errand.objects.filter(day=day)
    of_lane = errands.filter(lane=OuterRef("pk"))
    of_office = errands.filter(lane__site=OuterRef("site"), lane__unit=OuterRef("unit"))
    running = FilteredRelation("site__emergencies", condition=Q(site__emergencies__lifted_at=None))
    found = (
        Lane.objects.filter(unit__code=unit_code, site__code__in=set(site_codes), active=True, site__active=True)
        .select_related("unit", "site__area")
        .annotate(
            running=running,
            capacity=F("running__capacity"),
            booking_only=F("running__booking_only"),
            inside=_many(inside, "site_id"),
            waiting=_many(of_lane.filter(state=ErrandState.WAITING), "lane_id"),
            taken=_many(of_lane.exclude(state=ErrandState.DROPPED), "lane_id"),
            taken_office=_many(of_office.exclude(state=ErrandState.DROPPED), "lane__unit_id"),
            open=Count("posts", filter=IS_OPEN),
        )
        .order_by("site__name", "is_quick", "code")
    )
    first: dict[UUID, Any] = {}
    for lane in found:
        if not lane.services or service in lane.services:
            first.setdefault(lane.site_id, lane)
    return list(first.values())


def _many(found: QuerySet[Any], by: str) -> Subquery:
    return Subquery(found.order_by().values(by).annotate(many=Count("pk")).values("many"))


def _says(lane: Any, now: agencies.Standing, calendar: Sequence[Interval]) -> str:
    """Why nobody gets a number in a lane now; "" where one does."""
    zone, office, site = ZoneInfo(lane.site.zone), lane.unit.short_name, lane.site.short_name
    opens = "" if (found := _opens(now.at, calendar)) is None else moment_words(found, zone)
    away = now.away(lane.site_id, lane.unit_id, zone)
    if away:
        return rules.with_ways(why(away, office, site, zone), back="" if away.code == "late" else opens)
    if not is_open(now.at, calendar):
        return rules.closed_words(site=site, opens=opens)
    taken = {lane.pk: lane.taken or 0, lane.unit_id: lane.taken_office or 0}
    try:
        rules.require_booked(booking_only=bool(lane.booking_only), is_booked=False, site=site)
        rules.require_room(capacity=lane.capacity, inside=lane.inside or 0, site=site)
        require_number(
            lane, now.tenants.get((lane.site_id, lane.unit_id)), now.at.astimezone(zone).time(), taken, False
        )
    except Refused as refusal:
        return refusal.message
    return ""


def _opens(at: datetime, calendar: Sequence[Interval]) -> datetime | None:
    try:
        return next_opening(at, calendar)
    except NotEnoughCalendar:
        return None


def _marked(rows: Sequence[Offer]) -> tuple[Offer, ...]:
    """The same, with the quietest marked where several can be gone to and they differ."""
    loads = {
        row.site_code: row.waiting / row.open for row in rows if not row.says and row.waiting is not None and row.open
    }
    if len(loads) < 2 or min(loads.values()) == max(loads.values()):
        return tuple(rows)
    best = min(loads, key=lambda code: loads[code])
    return tuple(replace(row, is_quietest=row.site_code == best) for row in rows)
