"""Days as letters write them. Letters are Indonesian whatever the language of the page that asked for them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def long_date(day: date) -> str:
    """``22 November 2026``"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock(at: datetime, zone: str) -> str:
    """``10.14 WIB``"""
    local = at.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset is not None else 0
    return f"{local:%H.%M} {ZONES.get(hours, f'UTC{hours:+d}')}"


def local_day(at: datetime, zone: str) -> date:
    """The day it is at a place."""
    return at.astimezone(ZoneInfo(zone)).date()


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day (31 January → 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError("unreachable")  # every month has 28 days
