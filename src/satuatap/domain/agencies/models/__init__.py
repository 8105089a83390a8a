"""Tables of offices, their sites and calendars, and of tenants at a site."""

from .places import (
    VILLAGE_KINDS,
    ClosedSpan,
    Counter,
    Holiday,
    HolidayKind,
    OpeningHours,
    Outage,
    OutageKind,
    Site,
    SiteKind,
    TenantLevel,
    Unit,
    UnitKind,
    Week,
)
from .presence import Absence, AbsenceKind, Emergency, OutsideRule, Tenant
from .stops import Stop

__all__ = [
    "VILLAGE_KINDS",
    "Absence",
    "AbsenceKind",
    "ClosedSpan",
    "Counter",
    "Emergency",
    "Holiday",
    "HolidayKind",
    "OpeningHours",
    "Outage",
    "OutageKind",
    "OutsideRule",
    "Site",
    "SiteKind",
    "Stop",
    "Tenant",
    "TenantLevel",
    "Unit",
    "UnitKind",
    "Week",
]
