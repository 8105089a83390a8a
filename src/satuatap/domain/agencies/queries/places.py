"""Reading offices and sites, and their working time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import DateField, DateTimeField, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce

from satuatap.domain.files import queries as files
from satuatap.domain.files.models import StoredFile
from satuatap.kernel.actors import Actor
from satuatap.kernel.calendars import Interval, NotEnoughCalendar, is_open, next_opening, subtract
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page
from satuatap.kernel.remembered import remembered

from .. import policies, rules
from ..models import Absence, ClosedSpan, Counter, Holiday, OpeningHours, Outage, OutageKind, Site, Unit
from ..rules import DayHours

NEXT_OPENING_WITHIN = timedelta(days=14)
OUTAGE_PAPER = "agencies.outage"  # whose file the evidence of an outage is


@dataclass(frozen=True, slots=True)
class SiteToday:
    """A site and its day, as a page shows it: open until ``closes``, or closed until ``opens_next`` (None: unknown).

    ``hours`` are today's stretches; ``holiday`` names the reason where the day is closed for one.
    """

    id: UUID
    code: str
    name: str
    short_name: str
    address: str
    kind: str
    is_open: bool
    hours: tuple[tuple[time, time], ...]
    closes: time | None
    opens_next: datetime | None
    holiday: str


@dataclass(frozen=True, slots=True)
class OutageSpan:
    """When something did not work: what (``system`` with its name, ``power``, ``network``) and where (None: everywhere; with
    ``site_id`` at that hall only). ``reason`` is what visitors of a hall read."""

    kind: str
    system: str
    unit_id: UUID | None
    begins_at: datetime
    ends_at: datetime | None
    site_id: UUID | None = None
    reason: str = ""

    def hits(self, unit_id: UUID | None, systems: Iterable[str]) -> bool:
        """Whether it stops work at an office that needs these outside systems; None for an office yet unknown. What is
        down at a hall stops the hall."""
        if self.site_id is not None:
            return False
        here = self.unit_id is None or self.unit_id == unit_id
        return here and (self.kind != OutageKind.SYSTEM or self.system in systems)


_SPAN = ("kind", "system", "unit_id", "begins_at", "ends_at", "site_id", "reason")


@dataclass(frozen=True, slots=True)
class OutageRow:
    """An outage as those read it who may declare one; ``unit_name`` is that of the office or the hall, "" for all offices. ``paper`` names the file that is
    its evidence, where one outage is read alone."""

    id: UUID
    kind: str
    system: str
    unit_name: str
    begins_at: datetime
    ends_at: datetime | None
    reason: str
    evidence: str
    declared_at: datetime
    declared_by: str
    lifted_by: str
    paper: str = ""


def _first(found: QuerySet[Unit]) -> Unit:
    unit = found.select_related("area").first()
    if unit is None:
        raise NotFound
    return unit


def unit(code: str) -> Unit:
    """One office with its area, active or not. Raises ``NotFound``."""
    return _first(Unit.objects.filter(code=code))


def unit_by_id(unit_id: UUID) -> Unit:
    """One office with its area, active or not. Raises ``NotFound``."""
    return _first(Unit.objects.filter(pk=unit_id))


def units(ids: Iterable[UUID]) -> dict[UUID, Unit]:
    """Offices by id with their areas, those that exist, with one query."""
    return {found.pk: found for found in Unit.objects.filter(pk__in=set(ids)).select_related("area")}


def all_units() -> tuple[Unit, ...]:
    """Every office with its area and the office above it, active or not."""
    return tuple(Unit.objects.select_related("area", "parent"))


def active_units(*kinds: str) -> tuple[Unit, ...]:
    """Active offices by name, of the named kinds or of all."""
    found = Unit.objects.filter(active=True).select_related("area").order_by("name", "code")
    return tuple(found.filter(kind__in=kinds) if kinds else found)


def unit_id(code: str) -> UUID:
    """The id of an office. Raises ``NotFound``."""
    return _unit_id(code)


@remembered
def _unit_id(code: str) -> UUID:
    found: UUID | None = Unit.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return found


def zone_of(unit_id: UUID) -> ZoneInfo:
    """The time zone an office works in. Raises ``NotFound``."""
    return _working_time(unit_id).zone


def site(code: str) -> Site:
    """One site. Raises ``NotFound``."""
    found = Site.objects.filter(code=code).select_related("area").first()
    if found is None:
        raise NotFound
    return found


def sites() -> tuple[Site, ...]:
    """Active sites by name."""
    return tuple(Site.objects.filter(active=True).select_related("area").order_by("name", "code"))


def counters_of(site_id: UUID) -> tuple[Counter, ...]:
    """The counters of a site by name, with their offices."""
    return tuple(Counter.objects.filter(site_id=site_id).select_related("unit").order_by("name"))


@remembered
def site_choices() -> tuple[tuple[str, str], ...]:
    """(code, short name) of every active site, by name."""
    return tuple(Site.objects.filter(active=True).order_by("name", "code").values_list("code", "short_name"))


def site_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of active sites by code, those that exist, with one small query."""
    return dict(Site.objects.filter(active=True, code__in=set(codes)).values_list("code", "name"))


def open_intervals(*, unit_id: UUID, start: date, end: date) -> tuple[Interval, ...]:
    """The working time of a unit from one day to another, both included, in its own zone.

    Hours of the unit or of its week, less holidays of its area, less the spans in which it could not work. Empty for
    a unit without hours. A change shows within ``settings.REMEMBER_SECONDS``. Raises ``NotFound``.
    """
    return _working_time(unit_id).between(start, end)


class WorkingTime:
    """When one unit works: its timetables and whatever closes it, read once, cut out for the days that are asked for."""

    def __init__(self, zone: ZoneInfo, hours: Sequence[rules.Hours], closed: frozenset[date], spans: list[Interval]):
        self.zone = zone
        self._hours, self._closed, self._spans = hours, closed, spans
        self._cut: dict[tuple[date, date], tuple[Interval, ...]] = {}

    def between(self, start: date, end: date) -> tuple[Interval, ...]:
        if (start, end) not in self._cut:
            open_time = rules.open_time(self._hours, self._closed, self.zone, start, end)
            self._cut[start, end] = tuple(
                Interval(i.start.astimezone(self.zone), i.end.astimezone(self.zone))
                for i in subtract(open_time, self._spans)
            )
        return self._cut[start, end]


@remembered
def _working_time(unit_id: UUID) -> WorkingTime:
    """Three queries, however many days are asked for afterwards."""
    office = Unit.objects.filter(pk=unit_id).values_list("zone", "week", "area__code").first()
    if office is None:
        raise NotFound
    zone, week, area = ZoneInfo(office[0]), office[1], office[2] or ""
    hours = [hours_of(row) for row in OpeningHours.objects.filter(Q(unit=unit_id) | Q(week=week))]
    return WorkingTime(zone, hours, *_closures(unit_id, area))


def _closures(unit_id: UUID, area: str) -> tuple[frozenset[date], list[Interval]]:
    """The closed days of an area, and the spans in which a unit could not work."""
    days, spans = closures(closed_rows([unit_id]), [unit_id], area)
    return days, spans[unit_id]


def closures(
    rows: Iterable[tuple[Any, ...]], unit_ids: Iterable[UUID], area: str, site_id: UUID | None = None
) -> tuple[frozenset[date], dict[UUID, list[Interval]]]:
    """Of ``closed_rows`` the closed days of an area, and for each unit the spans in which it could not work, or is away
    from a site."""
    closed: set[date] = set()
    spans: dict[UUID, list[Interval]] = {unit_id: [] for unit_id in unit_ids}
    for on, holiday_area, begins, ends, unit_id, where in rows:
        if begins is not None:
            if where in (None, site_id):
                spans[unit_id].append(Interval(begins, ends))
        elif rules.holds_in(holiday_area, area):
            closed.add(on)
    return frozenset(closed), spans


def holding_between(start: date, end: date) -> Q:
    return Q(valid_from__lte=end) & (Q(valid_to=None) | Q(valid_to__gte=start))


def hours_of(row: OpeningHours) -> rules.Hours:
    table = rules.timetable(is_own=not row.week, valid_from=row.valid_from, valid_to=row.valid_to, label=row.label)
    return table, DayHours(row.weekday, row.opens, row.closes)


def closed_rows(unit_ids: Iterable[UUID], site_ids: Iterable[UUID] = ()) -> Iterable[tuple[Any, ...]]:
    """Holidays as (day, area code, None, None, None, None), spans as (None, "", begin, end, unit, site), with one query;
    the spans in which units are away from sites, too, where sites are named."""
    nothing, nobody = Cast(Value(None), DateTimeField()), Cast(Value(None), UUIDField())
    holidays = Holiday.objects.values_list("on", Coalesce("area__code", Value("")), nothing, nothing, nobody, nobody)
    span = (Cast(Value(None), DateField()), Value(""))
    closed = ClosedSpan.objects.filter(unit__in=unit_ids).values_list(*span, "start", "end", "unit_id", nobody)
    if not site_ids:
        return holidays.union(closed, all=True)
    absent = Absence.objects.filter(site__in=site_ids, unit__in=unit_ids, lifted_at=None)
    return holidays.union(closed, absent.values_list(*span, "begins_at", "ends_at", "unit_id", "site_id"), all=True)


def hours_today(site_id: UUID, at: datetime) -> SiteToday:
    """How a site stands at a moment. Raises ``NotFound``."""
    for today in _sites_today(Site.objects.filter(pk=site_id), at):
        return today
    raise NotFound


def sites_today(at: datetime) -> tuple[SiteToday, ...]:
    """How every active site stands at a moment, by name; three queries however many sites there are."""
    return tuple(_sites_today(Site.objects.filter(active=True).order_by("name", "code"), at))


def _sites_today(found: QuerySet[Site], at: datetime) -> Iterator[SiteToday]:
    sites = list(found.select_related("area"))
    start, end = at.date() - rules.ONE_DAY, at.date() + NEXT_OPENING_WITHIN  # a day earlier: zones differ
    hours: dict[UUID | None, list[rules.Hours]] = defaultdict(list)
    for row in OpeningHours.objects.filter(holding_between(start, end), site__in=sites):
        hours[row.site_id].append(hours_of(row))
    holidays = list(Holiday.objects.filter(on__range=(start, end)).select_related("area"))
    for site in sites:
        zone = ZoneInfo(site.zone)
        area = site.area.code if site.area else ""
        closed = {h.on: h.name for h in holidays if rules.holds_in(h.area.code if h.area else "", area)}
        calendar = rules.open_time(hours[site.pk], frozenset(closed), zone, start, end)
        yield _today(site, at.astimezone(zone), calendar, closed)


def _today(site: Site, at: datetime, calendar: Sequence[Interval], closed: Mapping[date, str]) -> SiteToday:
    try:
        opens_next = next_opening(at, calendar)
    except NotEnoughCalendar:
        opens_next = None
    today = [interval for interval in calendar if interval.start.date() == at.date()]
    return SiteToday(
        id=site.pk,
        code=site.code,
        name=site.name,
        short_name=site.short_name,
        address=site.address,
        kind=site.kind,
        is_open=is_open(at, calendar),
        hours=tuple((interval.start.time(), interval.end.time()) for interval in today),
        closes=next((interval.end.time() for interval in today if interval.start <= at < interval.end), None),
        opens_next=opens_next,
        holiday=closed.get(at.date(), ""),
    )


def outages_at(unit_id: UUID | None) -> tuple[OutageSpan, ...]:
    """What was or is down at an office and everywhere, in order; None names no office. A change shows within
    ``settings.REMEMBER_SECONDS``."""
    return _outages_at(unit_id)


@remembered
def _outages_at(unit_id: UUID | None) -> tuple[OutageSpan, ...]:
    rows = Outage.objects.filter(Q(unit=None) | Q(unit=unit_id), site=None).order_by("begins_at", "id")
    return tuple(OutageSpan(*row) for row in rows.values_list("kind", "system", "unit_id", "begins_at", "ends_at"))


def running_outages() -> tuple[OutageSpan, ...]:
    """Everything that is down now and stops offices, anywhere."""
    return tuple(span for span in down_now() if span.site_id is None)


@remembered
def down_now() -> tuple[OutageSpan, ...]:
    """Everything that is down now, at offices and at single halls."""
    return spans(Outage.objects.filter(ends_at=None))


def spans(rows: QuerySet[Outage]) -> tuple[OutageSpan, ...]:
    """Outages by their beginning."""
    return tuple(OutageSpan(*row) for row in rows.order_by("begins_at", "id").values_list(*_SPAN))


def outage_span(outage_id: UUID) -> OutageSpan:
    """One outage as it is written down now. Raises ``NotFound``."""
    row = Outage.objects.filter(pk=outage_id).values_list(*_SPAN).first()
    if row is None:
        raise NotFound
    return OutageSpan(*row)


def outages(actor: Actor, *, cursor: str = "") -> tuple[tuple[OutageRow, ...], Page[OutageRow]]:
    """What the actor may lift, and what was lifted, the newest first. Raises ``NotFound`` to who leads no office."""
    if not policies.declares_outages(actor):
        raise NotFound
    rows = Outage.objects.select_related("unit", "site")
    if not policies.declares_for_all(actor):
        rows = rows.filter(unit__in=actor.unit_ids(*policies.LEADS))
    order = ["-begins_at", "-id"]
    running = tuple(_outage_row(row) for row in rows.filter(ends_at=None).order_by(*order))
    return running, page(rows.exclude(ends_at=None), keys=order, cursor=cursor, row=_outage_row)


def outage(actor: Actor, outage_id: UUID) -> OutageRow:
    """One outage, for whoever may correct it. Raises ``NotFound``."""
    found = Outage.objects.select_related("unit", "site").filter(pk=outage_id).first()
    if found is None:
        raise NotFound
    policies.require_may_declare(actor, found.unit_id)
    papers = files.of_owner(OUTAGE_PAPER, found.pk)
    return replace(_outage_row(found), paper=papers[-1].name if papers else "")


def outage_paper(actor: Actor, outage_id: UUID) -> tuple[StoredFile, bytes]:
    """The evidence of an outage, for whoever may correct it. Raises ``NotFound``, also where there is none."""
    papers = files.of_owner(OUTAGE_PAPER, outage(actor, outage_id).id)
    if not papers:
        raise NotFound
    return papers[-1], files.contents(papers[-1])


def _outage_row(row: Outage) -> OutageRow:
    return OutageRow(
        id=row.pk,
        kind=row.kind,
        system=row.system,
        unit_name=place.short_name if (place := row.unit or row.site) else "",
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        reason=row.reason,
        evidence=row.evidence,
        declared_at=row.declared_at,
        declared_by=row.declared_by_name,
        lifted_by=row.lifted_by_name,
    )


def outage_places(actor: Actor) -> tuple[tuple[UUID | None, str], ...]:
    """For whom the actor may declare an outage: (office, name); None, first, is every office."""
    led = actor.unit_ids(*policies.LEADS)
    if policies.declares_for_all(actor):
        return ((None, ""), *((unit.pk, unit.short_name) for unit in active_units()))
    return tuple(Unit.objects.filter(pk__in=led).order_by("name").values_list("pk", "short_name"))
