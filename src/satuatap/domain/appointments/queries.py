"""Every read of bookings: what can still be booked, one's own, and the day of a hall."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.models import Account
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.calendars import is_open
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import tidy_code

from . import policies, rules
from .lifecycle import LIVE, BookingState
from .models import Booking, Plan
from .rules import Slot, Terms

MOST_COPIED = 2_000
__all__ = [
    "BookingView", "DayBooking", "DayRow", "PlanRow", "Slot", "Terms", "at_closed_times", "booking_by_code",
    "booking_by_token", "copied", "day_of", "days", "holder_of", "mine", "next_free", "overdue", "places_taken", "plan", "plans",
    "rows", "slots", "to_remind", "zone",
]  # fmt: skip

MOST_ON_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A lane that can be booked."""

    id: UUID
    site_code: str
    site: str
    code: str
    name: str
    unit: str
    ahead: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that can be booked, and how many places are left on it."""

    day: date
    free: int


@dataclass(frozen=True, slots=True)
class BookingView:
    """A booking as its holder sees it. No name: whoever has the address may see it."""

    id: UUID
    token: str
    code: str
    state: str
    starts_at: datetime
    ends_at: datetime
    lane: str
    plan_id: UUID
    site_id: UUID
    site: str
    site_code: str
    lane_code: str
    address: str
    early: timedelta
    late: timedelta
    is_open: bool  # whether the lane can still be booked: only then there is another time to move to

    @property
    def may_change(self) -> bool:
        return self.state in (BookingState.BOOKED, BookingState.CALLED_OFF)

    @property
    def may_move(self) -> bool:
        return self.may_change and self.is_open


@dataclass(frozen=True, slots=True)
class DayBooking:
    """A booking in the list of the desk at the door. ``name`` is empty for whoever booked with a phone only."""

    id: UUID
    starts_at: datetime
    lane: str
    code: str
    state: str
    name: str


def plans(site_code: str = "") -> tuple[PlanRow, ...]:
    """The lanes that can be booked, at one site or everywhere, by site and name."""
    rows = Plan.objects.filter(active=True, site__active=True).select_related("site", "unit")
    if site_code:
        rows = rows.filter(site__code=site_code)
    return tuple(
        PlanRow(row.pk, row.site.code, row.site.name, row.code, row.name, row.unit.short_name, row.ahead)
        for row in rows.order_by("site__name", "name", "code")
    )


def plan(site_code: str, code: str) -> Plan:
    """How one lane is booked. Raises ``NotFound``."""
    found = (
        Plan.objects.filter(site__code=site_code, code=code, active=True, site__active=True)
        .select_related("site", "unit")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def zone(found: Plan) -> ZoneInfo:
    return ZoneInfo(found.site.zone)


def slots(found: Plan, at: datetime, day: date | None = None) -> list[Slot]:
    """The times of a lane that can be booked now, full ones among them; on one day, or on all that are open to it."""
    local = at.astimezone(zone(found))
    last = rules.last_day(found.terms, local)
    first = day or local.date()
    if first > last or first < local.date():
        return []
    until = day or last
    return rules.slots(
        agencies.site_open_time(site_id=found.site_id, unit_id=found.unit_id, start=first, end=until),
        _taken(found.pk, first, until),
        found.terms,
        local,
    )


def _taken(plan_id: UUID, first: date, last: date) -> dict[datetime, int]:
    rows = Booking.objects.filter(plan_id=plan_id, day__range=(first, last), state__in=LIVE)
    return dict(rows.values_list("starts_at").annotate(many=Count("pk")).order_by())


def places_taken(plan_id: UUID, starts_at: datetime) -> list[int]:
    """The places of a slot that somebody has."""
    rows = Booking.objects.filter(plan_id=plan_id, starts_at=starts_at, state__in=LIVE)
    return list(rows.values_list("place", flat=True))


def days(found: Sequence[Slot]) -> tuple[DayRow, ...]:
    """The days of slots, with what is left on each."""
    left: dict[date, int] = defaultdict(int)
    for slot in found:
        left[slot.starts_at.date()] += slot.free
    return tuple(DayRow(day, free) for day, free in left.items())


def next_free(found: Plan, at: datetime, after: datetime) -> datetime | None:
    """The first time with a place left after a moment, else the first of all; None when everything is taken."""
    free = [slot.starts_at for slot in slots(found, at) if slot.free]
    return next((moment for moment in free if moment > after), next(iter(free), None))


def booking_by_token(token: str) -> BookingView:
    """The booking whose address this is. Raises ``NotFound``."""
    return _one(Q(token=token))


def booking_by_code(code: str) -> BookingView:
    """The booking of a code that somebody typed or scanned, the address behind its QR among them. Raises ``NotFound``."""
    text = code.strip()
    if "/" in text:
        return booking_by_token(text.rstrip("/").rpartition("/")[2])
    return _one(Q(code=tidy_code(text)))


def _one(wanted: Q) -> BookingView:
    found = Booking.objects.select_related("plan__site").filter(wanted).first()
    if found is None:
        raise NotFound
    return _view(found)


def _view(row: Booking) -> BookingView:
    site = row.plan.site
    starts_at = row.starts_at.astimezone(ZoneInfo(site.zone))
    return BookingView(
        row.pk, row.token, row.code, row.state, starts_at, starts_at + timedelta(minutes=row.plan.every), row.plan.name,
        row.plan_id, site.pk, site.name, site.code, row.plan.code, site.address, timedelta(minutes=row.plan.early),
        timedelta(minutes=row.plan.late), row.plan.active,
    )  # fmt: skip


def holder_of(actor: Actor, account: Account | None = None) -> str:
    """Under whom an account's bookings stand: its proven phone number, so that those made without signing in are found.

    "" for who is not signed in. ``account`` is theirs, where the page has read it already.
    """
    if actor.account_id is None:
        return ""
    account = account or identity.account(actor.account_id)
    return f"phone:{account.phone}" if account.phone and account.phone_proven_at else actor.id


def mine(actor: Actor, at: datetime, account: Account | None = None) -> tuple[BookingView, ...]:
    """The actor's bookings to come, the next first; those of a day that went wrong stay for that day."""
    holder = holder_of(actor, account)
    if not holder:
        return ()
    rows = Booking.objects.select_related("plan__site").filter(holder=holder, starts_at__gt=at - timedelta(hours=12))
    shown = rows.exclude(state=BookingState.CANCELLED).order_by("starts_at", "id")
    return tuple(_view(row) for row in shown[:20])


def day_of(*, actor: Actor, site_code: str, day: date) -> tuple[DayBooking, ...]:
    """The bookings of a hall on a day, by time, for the desk at its door. Raises ``NotFound`` for others."""
    policies.require(policies.keeps_door(actor))
    rows = (
        Booking.objects.filter(plan__site__code=site_code, day=day)
        .exclude(state=BookingState.CANCELLED)
        .order_by("starts_at", "plan__name", "place")
        .values_list("id", "starts_at", "plan__site__zone", "plan__name", "code", "state", "party_id")[:MOST_ON_A_PAGE]
    )
    found = list(rows)
    names = residents.names({row[-1] for row in found if row[-1]})
    return tuple(
        DayBooking(booking_id, starts_at.astimezone(ZoneInfo(where)), lane, code, state, names.get(party_id, ""))
        for booking_id, starts_at, where, lane, code, state, party_id in found
    )


def to_remind(at: datetime, reminded: int, before: timedelta) -> tuple[UUID, ...]:
    """The bookings whose time is that near, and whose holder heard fewer reminders than that."""
    rows = Booking.objects.filter(
        state=BookingState.BOOKED, starts_at__gt=at, starts_at__lte=at + before, reminded__lt=reminded
    )
    return tuple(rows.order_by("starts_at").values_list("pk", flat=True)[:MOST_ON_A_PAGE])


def overdue(at: datetime) -> tuple[UUID, ...]:
    """The bookings for which nobody came within the window."""
    rows = Booking.objects.filter(state=BookingState.BOOKED, starts_at__lt=at).select_related("plan")
    return tuple(
        row.pk
        for row in rows.order_by("starts_at")[:MOST_ON_A_PAGE]
        if row.starts_at + timedelta(minutes=row.plan.late) < at
    )


def at_closed_times(at: datetime) -> tuple[UUID, ...]:
    """The bookings at times at which the hall will be closed after all: a day or hours declared since."""
    rows = Booking.objects.filter(state=BookingState.BOOKED, starts_at__gt=at).select_related("plan__site")
    by_plan: dict[Plan, list[Booking]] = defaultdict(list)
    for row in rows.order_by("starts_at"):
        by_plan[row.plan].append(row)
    return tuple(row.pk for found, bookings in by_plan.items() for row in _closed(found, bookings))


def _closed(found: Plan, bookings: Sequence[Booking]) -> list[Booking]:
    open_time = agencies.site_open_time(
        site_id=found.site_id, unit_id=found.unit_id, start=bookings[0].day, end=bookings[-1].day
    )
    return [row for row in bookings if not is_open(row.starts_at, open_time)]


def rows() -> set[tuple[object, ...]]:
    """Everything a pack has said about booking, to see what an installation changed."""
    return {tuple(map(str, row)) for row in Plan.objects.values_list()}


def copied(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    """Every booking of a person, newest first; for the system alone, that makes the copy of their data."""
    if not by.is_system:
        raise NotFound
    rows = Booking.objects.filter(party=party_id).select_related("plan__site", "plan__unit")
    for row in rows.order_by("-starts_at", "-id")[:MOST_COPIED]:
        yield {
            "office": row.plan.unit.name, "place": row.plan.site.name, "starts_at": row.starts_at,
            "state": row.state, "name": row.holder, "phone": row.phone, "started_at": row.booked_at,
            "arrived_at": row.arrived_at, "ended_at": row.ended_at,
        }  # fmt: skip
