"""Entering the timetable of a service van."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.remembered import forget_all

from .. import policies, rules
from ..models import OpeningHours, Site, SiteKind, Stop
from ..rules import DayHours

LABEL = "stop"  # of the opening hours that are written along


@dataclass(frozen=True, slots=True)
class StopRow:
    """Where and when a van stands once; ``services`` empty for all it has."""

    on: date
    opens: time
    closes: time
    location: str
    area_code: str = ""
    services: tuple[str, ...] = ()
    is_example: bool = False


@transaction.atomic
def put_stops(*, site_code: str, rows: Sequence[StopRow], by: Actor, at: datetime) -> int:
    """The stops of a van from today on; what it did before stays. Its opening hours follow. Returns how many there are
    now, 0 when nothing was new.

    Raises ``NotFound`` for an unknown site, ``Refused`` for one that is no van, for an unknown village and for two stops
    at one time.
    """
    policies.require_configurer(by)
    site = Site.objects.select_for_update().filter(code=site_code).first()
    if site is None:
        raise NotFound
    if site.kind != SiteKind.VAN:
        raise Refused("van", _("Hanya layanan keliling yang punya jadwal singgah."))
    today = at.astimezone(ZoneInfo(site.zone)).date()
    wanted = sorted((row for row in rows if row.on >= today), key=lambda row: (row.on, row.opens))
    present = Stop.objects.filter(site=site, on__gte=today).select_related("area").order_by("on", "opens")
    if [_row(stop) for stop in present] == wanted:
        return 0
    areas = {area.code: area for area in regions.areas({row.area_code for row in wanted})}
    if unknown := {row.area_code for row in wanted} - set(areas) - {""}:
        raise Refused("area", _("Wilayah %(code)s belum tercatat.") % {"code": min(unknown)}, field="area")
    hours = _hours(wanted)
    present.delete()
    OpeningHours.objects.filter(site=site, label=LABEL, valid_from__gte=today).delete()
    Stop.objects.bulk_create(
        Stop(
            site=site, on=row.on, opens=row.opens, closes=row.closes, location=row.location, area=areas.get(row.area_code),
            services=list(row.services), is_example=row.is_example,
        )
        for row in wanted
    )  # fmt: skip
    OpeningHours.objects.bulk_create(
        OpeningHours(
            site=site, label=LABEL, valid_from=on, valid_to=on, weekday=one.weekday, opens=one.opens, closes=one.closes
        )
        for on, day in hours.items()
        for one in day
    )
    record("agencies.stops-put", on=site, by=by, at=at)
    transaction.on_commit(forget_all)
    return len(wanted)


def _hours(rows: Sequence[StopRow]) -> dict[date, list[DayHours]]:
    """The opening hours of each day. Raises ``Refused`` where two overlap: a van is at one place."""
    days: dict[date, list[DayHours]] = defaultdict(list)
    for row in rows:
        days[row.on].append(DayHours(row.on.weekday(), row.opens, row.closes))
    for day in days.values():
        rules.require_hours(day)
    return days


def _row(stop: Stop) -> StopRow:
    code = stop.area.code if stop.area else ""
    return StopRow(stop.on, stop.opens, stop.closes, stop.location, code, tuple(stop.services), stop.is_example)
