"""The report of a hall's day: what became of every number, who sat where, what was taken in; and whether it balances."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.payments import queries as payments
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render

from .figures import day_asked
from .opening import hall_of

NOTHING = (0, Decimal(0))


@dataclass(frozen=True, slots=True)
class Till:
    """What an officer of the hall took in cash that day, at whatever counter."""

    officer: str
    receipts: int
    rupiah: Decimal


@open_to("staff")
@require_GET
def report(request: Request) -> HttpResponse:
    """One day of one hall; today's as it stands."""
    places = visits.halls()
    hall = hall_of(request, request.GET.get("tempat", ""), places)
    day = day_asked(request)
    found = visits.day_report(actor=request.actor, site_id=hall.id, day=day, at=request.now)
    taken = payments.cash_taken({row.officer_id for row in found.sittings}, found.begins, found.ends)
    tills = _tills(found, taken)
    unusual = agencies.unusual_between(request.actor, site_id=hall.id, start=found.begins, end=found.ends)
    context = {
        "unusual": unusual,
        "places": places, "hall": hall, "found": found, "tills": tills, "is_over": found.ends <= request.now,
        "cash": sum((till.rupiah for till in tills), Decimal(0)),
    }  # fmt: skip
    return render(request, "desk/hall/report.html", context)


def _tills(found: visits.DayReport, taken: Mapping[str, tuple[int, Decimal]]) -> tuple[Till, ...]:
    """Each officer once, however often they sat down."""
    names = {row.officer_id: row.officer for row in found.sittings}
    rows = [Till(name, *taken.get(officer, NOTHING)) for officer, name in names.items()]
    return tuple(sorted((row for row in rows if row.receipts), key=lambda row: row.officer))
