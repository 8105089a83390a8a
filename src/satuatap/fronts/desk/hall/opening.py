"""The hall at its opening, for whoever runs it: counters without an officer, tenants that are away, machines and paper."""

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies import queries as offices
from satuatap.domain.visits import actions
from satuatap.domain.visits import policies as rights
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused

INPUTS = {"until": "jam", "reason": "sebab"}
"""What the room calls an input, and its name on the page."""


@open_to("staff")
@require_GET
def opening(request: Request) -> HttpResponse:
    """Everything to look at before the door opens, on one page."""
    return _page(request, request.GET.get("tempat", ""), {})


def hall_of(request: Request, code: str, places: tuple[visits.HallRow, ...] | None = None) -> visits.HallRow:
    """The hall that was chosen, else the first; for whoever runs halls. Raises ``NotFound`` for others."""
    rights.require(rights.runs_hall(request.actor))
    return chosen(code, visits.halls() if places is None else places)


def chosen(code: str, places: tuple[visits.HallRow, ...]) -> visits.HallRow:
    """The hall with this code, the first without one. Raises ``NotFound``."""
    found = next((row for row in places if code in ("", row.code)), None)
    if found is None:
        raise NotFound
    return found


def _page(request: Request, code: str, problems: dict[str, str]) -> HttpResponse:
    places = visits.halls()
    hall = hall_of(request, code, places)
    counters = visits.manned(actor=request.actor, site_id=hall.id)
    tenants = offices.tenants(request.actor, site_id=hall.id, at=request.now)
    context = {
        "places": places,
        "hall": hall,
        "counters": counters,
        "empty": sum(1 for row in counters if not row.state),
        "tenants": tenants,
        "units": [(row.unit_id, row.unit) for row in tenants],
        "printers": [row for row in visits.printers(request.actor) if row.site == hall.short_name],
        "machines": [row for row in visits.devices(request.actor, request.now) if row.site_id == hall.id],
        "checks": visits.checks(actor=request.actor, site_id=hall.id, day=timezone.localdate(request.now)),
        "emergency": offices.emergency_at(hall.id),
        "typed": request.POST,
        "problems": problems,
        "base": reverse("desk:opening"),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/hall/opening.html", context, status=422 if problems else 200)


def _back(code: str, done: str) -> HttpResponse:
    return redirect(f"{reverse('desk:opening')}?tempat={code}&selesai={done}")


@open_to("staff")
@require_POST
def tick(request: Request) -> HttpResponse:
    """One thing was looked at."""
    hall = hall_of(request, request.POST.get("tempat", ""))
    actions.tick(
        site_id=hall.id, item=request.POST.get("hal", ""), note=request.POST.get("catatan", ""), by=request.actor,
        at=request.now,
    )  # fmt: skip
    return _back(hall.code, "dicatat")


@open_to("staff")
@require_POST
def away(request: Request) -> HttpResponse:
    """A tenant is not there, or comes later: whoever waits or booked is told."""
    hall = hall_of(request, request.POST.get("tempat", ""))
    try:
        agencies.mark_away(
            site_id=hall.id, unit_id=uuid_of(request.POST.get("instansi", "")), reason=request.POST.get("sebab", ""),
            back_at=_hour(request.POST.get("jam", "")), by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, hall.code, {INPUTS.get(refusal.field or "", "sebab"): refusal.message})
    return _back(hall.code, "tidak-hadir")


@open_to("staff")
@require_POST
def back(request: Request) -> HttpResponse:
    """The tenant is here after all."""
    hall = hall_of(request, request.POST.get("tempat", ""))
    agencies.mark_back(absence_id=uuid_of(request.POST.get("absen", "")), by=request.actor, at=request.now)
    return _back(hall.code, "hadir")


def _hour(text: str) -> time | None:
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip().replace(".", ":"), "%H:%M").time()  # noqa: DTZ007 (an hour, no moment)
    except ValueError:
        raise Refused("hour", _("Tulis jamnya, misalnya 10.00."), field="until") from None
