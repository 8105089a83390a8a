"""Where service vans stand next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from satuatap.kernel.remembered import remembered

from ..models import Stop

AHEAD = 300  # stops that are looked through


@dataclass(frozen=True, slots=True)
class StopNow:
    """One stop of a van; ``village`` and ``district`` are "" where no area was told, ``services`` empty for all it has."""

    site_code: str
    van: str
    on: date
    opens: time
    closes: time
    location: str
    area_code: str
    village: str
    services: tuple[str, ...]
    is_example: bool
    ends_at: datetime


@remembered
def _ahead(since: date) -> tuple[StopNow, ...]:
    found = Stop.objects.filter(on__gte=since, site__active=True).select_related("site", "area")
    return tuple(
        StopNow(
            stop.site.code, stop.site.name, stop.on, stop.opens, stop.closes, stop.location,
            stop.area.code if stop.area else "", stop.area.name if stop.area else "", tuple(stop.services), stop.is_example,
            datetime.combine(stop.on, stop.closes, ZoneInfo(stop.site.zone)),
        )
        for stop in found.order_by("on", "opens", "site__code")[:AHEAD]
    )  # fmt: skip


def next_stops(
    at: datetime, *, site_codes: Collection[str] | None = None, text: str = "", service: str = ""
) -> list[StopNow]:
    """The stops that are not over, the next first: of some vans, at places or villages whose name holds ``text``, to which
    a service is taken along. A change shows within ``settings.REMEMBER_SECONDS``."""
    wanted = text.casefold()
    return [
        stop
        for stop in _ahead(at.date() - timedelta(days=1))
        if stop.ends_at > at
        and (site_codes is None or stop.site_code in site_codes)
        and (not service or not stop.services or service in stop.services)
        and wanted in f"{stop.location} {stop.village}".casefold()
    ]
