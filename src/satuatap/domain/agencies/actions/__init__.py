"""Every write of offices, sites and tenants."""

from ..rules import DayHours, HolidayRow
from .places import (
    close_unit,
    correct_outage,
    declare_outage,
    drop_holiday,
    give_lead,
    lift_outage,
    put_counter,
    put_holidays,
    put_hours,
    put_site,
    put_unit,
    put_units,
)
from .presence import begin_emergency, lift_emergency, mark_away, mark_back, prolong_emergency, put_tenant
from .stops import StopRow, put_stops

__all__ = [
    "DayHours",
    "HolidayRow",
    "StopRow",
    "begin_emergency",
    "close_unit",
    "correct_outage",
    "declare_outage",
    "drop_holiday",
    "give_lead",
    "lift_emergency",
    "lift_outage",
    "mark_away",
    "mark_back",
    "prolong_emergency",
    "put_counter",
    "put_holidays",
    "put_hours",
    "put_site",
    "put_stops",
    "put_tenant",
    "put_unit",
    "put_units",
]
