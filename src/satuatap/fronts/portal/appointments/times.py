"""Choosing a day and a time, for a new booking and for one that moves."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from satuatap.domain.appointments import queries
from satuatap.fronts.shared.http import Request
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7


def choice(request: Request, hall: str, lane: str) -> dict[str, Any]:
    """What the page of days and times shows: the chosen day, else the first with a place left."""
    plan = queries.plan(hall, lane)
    slots = queries.slots(plan, request.now)
    days = queries.days(slots)
    chosen = _day(request.GET.get("hari", "")) or next((row.day for row in days if row.free), None)
    return {
        "plan": plan,
        "days": days,
        "day": chosen,
        "slots": [slot for slot in slots if slot.starts_at.date() == chosen],
        "chosen": request.POST.get("jam", ""),
        "key": request.POST.get("key") or uuid7(),
    }


def moment(text: str) -> datetime:
    """The time of a button that was pressed. Raises ``Refused`` when none was chosen."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Refused("nothing", _("Pilih dulu jamnya."), field="jam")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotFound from None
