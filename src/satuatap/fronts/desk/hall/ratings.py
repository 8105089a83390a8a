"""How it was, said by visitors: for whoever runs the hall, and of their own office for who leads one."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.visits import policies as halls
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound

from .figures import EARLIEST, date_typed
from .opening import chosen


@open_to("staff")
@require_GET
def ratings(request: Request) -> HttpResponse:
    """A month of a hall by service; with a service chosen, its days and what was written."""
    halls.require(halls.supervises(request.actor))
    places = visits.halls()
    hall = chosen(request.GET.get("tempat", ""), places)
    first = _month(request)
    rows = visits.rated(
        actor=request.actor, site_id=hall.id, first=first, after=_next(first), at=request.now
    )  # fmt: skip
    names = {card.code: card.name for card in catalog.cards(request.LANGUAGE_CODE)}
    base = {"tempat": hall.code, "bulan": f"{first:%Y-%m}"}
    listed = [
        (row, names.get(row.service, row.service) or row.lane, urlencode(base | {"antrean": row.lane_id, "layanan": row.service}))
        for row in rows
    ]  # fmt: skip
    row, name = _asked(request, listed)
    context = {
        "places": places, "hall": hall, "month": base["bulan"], "rows": listed, "row": row, "name": name,
        "comments": visits.comments(actor=request.actor, site_id=hall.id, row=row, at=request.now) if row else (),
        "all": f"{reverse('desk:ratings')}?{urlencode(base)}",
    }  # fmt: skip
    return render(request, "desk/hall/ratings.html", context)


def _asked(
    request: Request, listed: list[tuple[visits.Rated, str, str]]
) -> tuple[visits.Rated | None, str]:  # fmt: skip
    lane, service = request.GET.get("antrean", ""), request.GET.get("layanan", "")
    if not lane:
        return None, ""
    for row, name, _address in listed:
        if (str(row.lane_id), row.service) == (lane, service):
            return row, name
    raise NotFound


def _month(request: Request) -> date:
    """The first day of the month asked for, else of this one."""
    typed = date_typed(request.GET.get("bulan", "") + "-01")
    return typed if typed and typed >= EARLIEST else request.now.date().replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
