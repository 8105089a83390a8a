"""Which tenants are at a site now, when the others are there again, and what an emergency changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Cast

from satuatap.kernel.actors import Actor
from satuatap.kernel.calendars import Interval, NotEnoughCalendar, next_opening
from satuatap.kernel.errors import NotFound
from satuatap.kernel.remembered import remembered

from .. import policies, rules
from ..models import Absence, AbsenceKind, Emergency, OpeningHours, Outage, Site, Tenant
from ..rules import Attendance
from .places import (
    NEXT_OPENING_WITHIN,
    OutageSpan,
    WorkingTime,
    closed_rows,
    closures,
    down_now,
    holding_between,
    hours_of,
    spans,
)

DISTURBED = """
    SELECT EXISTS (SELECT FROM agencies_absence WHERE site_id = %(site)s AND lifted_at IS NULL)
        OR EXISTS (SELECT FROM agencies_emergency WHERE site_id = %(site)s AND lifted_at IS NULL)
"""
Place = tuple[UUID, UUID]
"""A site and an office at it."""


@dataclass(frozen=True, slots=True)
class TenantTerms:
    """What was agreed about an office at a site, as far as it decides about numbers."""

    level: str
    attendance: Attendance
    quota: int | None
    last_number_at: time | None
    outside_rule: str
    outside_system: str

    @property
    def limits_nothing(self) -> bool:
        """Whether nothing that is known of the agreement keeps anybody from a number."""
        limits = (self.quota, self.last_number_at, self.outside_rule == "only" or None)
        return self.attendance == Attendance() and all(limit is None for limit in limits)


@dataclass(frozen=True, slots=True)
class Away:
    """An office that does not serve at a site now: ``early``, ``over`` or ``other-day`` by its agreement, ``absent`` today,
    ``late`` (comes at ``until``), ``closed`` by an emergency; ``moved_to`` names the site where it serves meanwhile."""

    code: str
    until: datetime | None = None
    reason: str = ""
    moved_to: str = ""
    absence_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EmergencyNow:
    """A site that works differently, as it is announced. ``closed`` are offices with the site they moved to, or ""."""

    id: UUID
    site_id: UUID
    reason: str
    capacity: int | None
    booking_only: bool
    contact_free: bool
    until_on: date
    begins_at: datetime
    closed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How tenants stand at a moment, at every site."""

    at: datetime
    tenants: Mapping[Place, TenantTerms]
    absences: Mapping[Place, Away]

    def away(self, site_id: UUID, unit_id: UUID, zone: ZoneInfo) -> Away | None:
        """Why an office does not serve at a site now; None where it does."""
        if absence := self.absences.get((site_id, unit_id)):
            return absence
        terms = self.tenants.get((site_id, unit_id))
        return _away(terms.attendance, self.at, zone) if terms else None


@dataclass(frozen=True, slots=True)
class TenantRow:
    """A tenant in the list of whoever runs the site; ``gaps`` name what is not known of its agreement."""

    unit_id: UUID
    unit: str
    level: str
    agreement: str
    until_on: date | None
    gaps: tuple[str, ...]
    away: Away | None


@dataclass(frozen=True, slots=True)
class UnusualRow:
    """What was not as usual at a site, for the report of a day: ``kind`` is that of an absence, or ``emergency``, ``power`` or
    ``network`` with no ``unit``. ``ends_at`` is when an absence was to end; ``lifted_at`` when it was over before that, or the emergency was."""

    kind: str
    unit: str
    begins_at: datetime
    ends_at: datetime | None
    reason: str
    by: str
    lifted_at: datetime | None
    lifted_by: str


@remembered
def _tenants() -> dict[Place, TenantTerms]:
    return {
        (row.site_id, row.unit_id): TenantTerms(
            row.level, row.attendance, row.quota, row.last_number_at, row.outside_rule, row.outside_system
        )
        for row in Tenant.objects.filter(active=True)
    }


def tenant(site_id: UUID, unit_id: UUID) -> TenantTerms | None:
    """What was agreed about an office at a site; None where no agreement is known."""
    return _tenants().get((site_id, unit_id))


def is_disturbed(site_id: UUID) -> bool:
    """Whether somebody may be away from a site or an emergency may run there: one statement, read for every number."""
    with connection.cursor() as cursor:
        cursor.execute(DISTURBED, {"site": site_id})
        return bool(cursor.fetchone()[0])


def standing(at: datetime) -> Standing:
    """Who is away, read now; what was agreed may be remembered for some seconds."""
    return Standing(at, _tenants(), _absences(at))


def _absences(at: datetime) -> dict[Place, Away]:
    holding = Q(lifted_at=None, begins_at__lte=at) & (Q(ends_at__gt=at) | Q(emergency__isnull=False))
    rows = Absence.objects.filter(holding).order_by("begins_at", "id")
    return {
        (site_id, unit_id): Away(code, ends_at, reason, moved_to or "", absence_id)
        for site_id, unit_id, code, ends_at, reason, moved_to, absence_id in rows.values_list(
            "site_id", "unit_id", "kind", "ends_at", "reason", "moved_to__short_name", "id"
        )
    }


def _away(attendance: Attendance, at: datetime, zone: ZoneInfo) -> Away | None:
    code = attendance.away_on(at.astimezone(zone).date())
    return Away(code) if code else None


def open_times(
    *, site_id: UUID, unit_ids: Iterable[UUID], start: date, end: date
) -> dict[UUID, tuple[Interval, ...]]:  # fmt: skip
    """When offices serve at a site from one day to another, both included: the site's hours less its holidays, less the
    days on which a tenant is not there and the spans in which it is away. In the site's zone. Raises ``NotFound``."""
    site = Site.objects.filter(pk=site_id).select_related("area").first()
    if site is None:
        raise NotFound
    found = open_times_at([site], unit_ids=unit_ids, start=start, end=end)
    return {unit_id: calendar for (_site, unit_id), calendar in found.items()}


def open_times_at(
    sites: Sequence[Site], *, unit_ids: Iterable[UUID], start: date, end: date,
    agreed: Mapping[Place, TenantTerms] | None = None,
) -> dict[Place, tuple[Interval, ...]]:  # fmt: skip
    """The same for several sites, which come with their areas; as many questions as for one. ``agreed`` is what is known
    of the agreements, where it has been read already."""
    offices = tuple(unit_ids)
    hours: dict[UUID | None, list[rules.Hours]] = defaultdict(list)
    for row in OpeningHours.objects.filter(holding_between(start, end), site__in=sites):
        hours[row.site_id].append(hours_of(row))
    rows = list(closed_rows(offices, [site.pk for site in sites]))
    agreed = _tenants() if agreed is None else agreed
    found: dict[Place, tuple[Interval, ...]] = {}
    for site in sites:
        closed, spans = closures(rows, offices, site.area.code if site.area else "", site.pk)
        calendar = WorkingTime(ZoneInfo(site.zone), hours[site.pk], closed, []).between(start, end)
        for unit_id, away in spans.items():
            terms = agreed.get((site.pk, unit_id))
            found[site.pk, unit_id] = rules.there(calendar, terms.attendance if terms else Attendance(), away)
    return found


def site_open_time(*, site_id: UUID, unit_id: UUID, start: date, end: date) -> tuple[Interval, ...]:
    """The same for one office."""
    return open_times(site_id=site_id, unit_ids=[unit_id], start=start, end=end)[unit_id]


def back_at(*, site_id: UUID, unit_ids: Iterable[UUID], at: datetime) -> dict[UUID, datetime]:
    """When offices that are away serve at a site again, within two weeks; those of which it is not known are left out."""
    until = at + NEXT_OPENING_WITHIN
    calendars = open_times(site_id=site_id, unit_ids=unit_ids, start=at.date() - timedelta(days=1), end=until.date())
    found: dict[UUID, datetime] = {}
    for unit_id, calendar in calendars.items():
        try:
            found[unit_id] = next_opening(at, calendar)
        except NotEnoughCalendar:
            continue
    return found


def emergency_at(site_id: UUID) -> EmergencyNow | None:
    """The emergency that runs at a site, read now; one small question while there is none."""
    row = Emergency.objects.filter(site=site_id, lifted_at=None).first()
    if row is None:
        return None
    closed = row.closures.filter(lifted_at=None).order_by("unit__short_name")
    return _emergency(
        row, [(unit, moved or "") for unit, moved in closed.values_list("unit__short_name", "moved_to__short_name")]
    )


def emergencies() -> dict[UUID, str]:
    """Why sites work differently now, by their ids."""
    return dict(Emergency.objects.filter(lifted_at=None).values_list("site_id", "reason"))


def hall_outages() -> dict[UUID, tuple[OutageSpan, ...]]:
    """What is down now at single halls, by their ids: the power, or the line. A change shows within
    ``settings.REMEMBER_SECONDS``."""
    found: dict[UUID, tuple[OutageSpan, ...]] = {}
    for span in down_now():
        if span.site_id is not None:
            found[span.site_id] = (*found.get(span.site_id, ()), span)
    return found


def hall_outages_now(site_id: UUID) -> tuple[OutageSpan, ...]:
    """What is down at one hall, read now: for its own screens, which are told at once."""
    return spans(Outage.objects.filter(site=site_id, ends_at=None))


def _emergency(row: Emergency, closed: Iterable[tuple[str, str]]) -> EmergencyNow:
    return EmergencyNow(
        row.pk, row.site_id, row.reason, row.capacity, row.booking_only, row.contact_free, row.until_on, row.begins_at,
        tuple(closed),
    )  # fmt: skip


def tenants(actor: Actor, *, site_id: UUID, at: datetime) -> tuple[TenantRow, ...]:
    """The tenants of a site and how they stand, by name, for whoever runs it. Raises ``NotFound`` for others."""
    policies.require_runs_sites(actor)
    absences = _absences(at)
    rows = Tenant.objects.filter(site=site_id, active=True).select_related("unit", "site").order_by("unit__short_name")
    return tuple(
        TenantRow(
            row.unit_id, row.unit.short_name, row.level, row.agreement, row.until_on, row.gaps,
            absences.get((site_id, row.unit_id)) or _away(row.attendance, at, ZoneInfo(row.site.zone)),
        )
        for row in rows
    )  # fmt: skip


def unusual_between(actor: Actor, *, site_id: UUID, start: datetime, end: datetime) -> tuple[UnusualRow, ...]:
    """The absences, emergencies and outages of the hall that touched a span of time, by their beginning, with one query. Raises ``NotFound``
    for who does not run the site."""
    policies.require_runs_sites(actor)
    absences = Absence.objects.filter(site=site_id, begins_at__lt=end, ends_at__gt=start).exclude(
        kind=AbsenceKind.CLOSED
    )  # fmt: skip
    running = Q(lifted_at=None) | Q(lifted_at__gt=start)
    emergencies = Emergency.objects.filter(running, site=site_id, begins_at__lt=end)
    outages = Outage.objects.filter(Q(ends_at=None) | Q(ends_at__gt=start), site=site_id, begins_at__lt=end)
    never, nobody = Cast(Value(None), DateTimeField()), Value("")
    rows = absences.values_list(
        "kind", "unit__short_name", "begins_at", "ends_at", "reason", "noted_by_name", "lifted_at", nobody
    ).union(
        emergencies.values_list(
            Value("emergency"), nobody, "begins_at", never, "reason", "begun_by_name", "lifted_at", "lifted_by_name"
        ),
        outages.values_list(
            "kind", nobody, "begins_at", never, "reason", "declared_by_name", "ends_at", "lifted_by_name"
        ),
        all=True,
    )
    return tuple(sorted((UnusualRow(*row) for row in rows.order_by()), key=lambda row: row.begins_at))


def tenant_rows() -> set[tuple[object, ...]]:
    """Everything a pack has said about tenants, to see what an installation changed."""
    return {tuple(map(str, row)) for row in Tenant.objects.values_list()}
