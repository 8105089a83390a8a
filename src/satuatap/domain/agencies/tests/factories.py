"""Offices, sites and their ordinary week for tests."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from satuatap.domain.agencies.actions import put_hours, put_site, put_unit
from satuatap.domain.agencies.models import Site, Unit
from satuatap.domain.agencies.rules import DayHours
from satuatap.domain.regions.tests.factories import TAMANSARI, make_area
from satuatap.kernel.actors import system

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 23, 12, tzinfo=WIB)  # a Monday
BY = system("test")
HOURS_FROM = date(2020, 1, 1)

# Monday to Thursday 07.30-12.00 and 12.30-15.30, Friday 07.00-11.30 and 13.00-15.00.
FIVE_DAYS = tuple(
    DayHours(weekday, time(*opens), time(*closes))
    for weekday in range(5)
    for opens, closes in (
        (((7, 0), (11, 30)), ((13, 0), (15, 0))) if weekday == 4 else (((7, 30), (12, 0)), ((12, 30), (15, 30)))
    )
)
# Monday to Saturday 08.00-14.00, Friday to 11.00.
SIX_DAYS = tuple(DayHours(weekday, time(8), time(11) if weekday == 4 else time(14)) for weekday in range(6))

VILLAGE_KINDS = ("desa", "kelurahan")


def make_unit(
    code: str = "dpmptsp",
    *,
    name: str = "",
    kind: str = "agency",
    area_code: str = "",
    hours: Iterable[DayHours] = FIVE_DAYS,
    **facts: object,
) -> Unit:
    """An office with ordinary hours; of a village where ``kind`` says so. Made anew with the same code it stays one."""
    if kind in VILLAGE_KINDS and not area_code:
        area_code = TAMANSARI
    if area_code:
        make_area(area_code)
    unit = put_unit(code=code, name=name or code.upper(), kind=kind, area_code=area_code, by=BY, at=NOON, **facts)
    rows = tuple(hours)
    if rows:
        put_hours(rows=rows, valid_from=HOURS_FROM, unit_code=code, by=BY, at=NOON)
    return unit


def make_village(area_code: str = TAMANSARI, code: str = "desa-tamansari", name: str = "Desa Tamansari") -> Unit:
    return make_unit(code, name=name, kind="desa", area_code=area_code, head_title="Kepala Desa")


def make_site(
    code: str = "mpp", *, name: str = "Mal Pelayanan Publik", kind: str = "mall",
    hours: Iterable[DayHours] = SIX_DAYS, **facts: object,
) -> Site:  # fmt: skip
    site = put_site(code=code, name=name, kind=kind, by=BY, at=NOON, **facts)
    rows = tuple(hours)
    if rows:
        put_hours(rows=rows, valid_from=HOURS_FROM, site_code=code, by=BY, at=NOON)
    return site


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """A moment in the last weeks of 2026, in WIB."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)
