"""Who has spent the working time of a case, as its page shows it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from satuatap.domain.agencies import queries as agencies
from satuatap.kernel.calendars import Interval, NotEnoughCalendar

from ..models import Case
from ..rules import charging
from . import calendars, standards
from .belongings import Happened
from .outages import outages_of
from .replaying import trail
from .views import ChargeView


def charges(case: Case, happened: Sequence[Happened], unit_name: str, now: datetime) -> tuple[ChargeView, ...]:
    """The parts of the working time from sending to the product, the longest first; the deciding agency's calendar.

    ``happened`` are the commands of the case, the newest first; ``unit_name`` is the deciding agency's.
    """
    if case.submitted_at is None:
        return ()
    flow = standards.flow(case.revision_id)
    rows = [(command.at, command.verb, command.step, command.payload) for command in reversed(happened)]
    until = case.ready_at or case.closed_at or now
    spells = charging.spells(flow, trail(case, rows), until)
    if not spells:
        return ()
    outages = [Interval(rest.begins_at, rest.ends_at or until) for rest in outages_of(case, until)]

    def count(calendar: Sequence[Interval], _zone: ZoneInfo) -> dict[str, timedelta]:
        return charging.charged(spells, outages, calendar)

    try:
        parts = calendars.with_calendar(case.unit_id, spells[0].begins_at, count, until=spells[-1].ends_at)
    except NotEnoughCalendar:
        return ()
    names = _names([who.removeprefix(charging.UNIT) for who in parts if who.startswith(charging.UNIT)], case, unit_name)
    return tuple(
        ChargeView(
            who="unit" if who.startswith(charging.UNIT) else who,
            name=names.get(who.removeprefix(charging.UNIT), "") if who.startswith(charging.UNIT) else "",
            spent=spent,
        )
        for who, spent in parts.items()
    )


def _names(codes: Sequence[str], case: Case, own: str) -> dict[str, str]:
    others = [code for code in codes if code]
    found = agencies.offices(others, case.area_code) if others else {}
    return {"": own} | {code: unit.short_name for code, unit in found.items()}
