"""Bookings at the door: whoever has one is checked in, and the day of a hall is seen."""

from contextlib import suppress
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from satuatap.domain.appointments import queries as appointments
from satuatap.domain.visits import actions
from satuatap.domain.visits import policies as halls
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound, Refused

from .opening import chosen

LONGEST = 200


@open_to("staff")
@require_http_methods(["GET", "POST"])
def check_in(request: Request) -> HttpResponse:
    """A code of eight letters and digits, or the QR before a reader; the number counts at once."""
    halls.require(halls.guides(request.actor))
    typed, problem = request.POST.get("kode", "").strip()[:LONGEST], ""
    if request.method == "POST":
        try:
            return _give(request, typed)
        except NotFound:
            problem = _("Kode ini tidak ada. Periksa lagi pesannya.")
        except Refused as refusal:
            problem = refusal.message
    return render(
        request, "desk/hall/check_in.html", {"typed": typed, "problem": problem}, status=422 if problem else 200
    )


def _give(request: Request, typed: str) -> HttpResponse:
    by = {"by": request.actor, "at": request.now}
    with suppress(NotFound):  # then it is the code of a booking
        visit_id, site_id = visits.remote_by_text(typed)
        visit, in_time = actions.report(visit_id=visit_id, site_id=site_id, **by)
        return redirect(reverse("desk:number", args=[visit.pk]) + ("" if in_time else "?telat"))
    booking = appointments.booking_by_code(typed)
    visit, in_time = actions.check_in(booking_id=booking.id, site_id=booking.site_id, **by)
    actions.hand_out(visit_id=visit.pk, **by)
    return redirect(reverse("desk:number", args=[visit.pk]) + ("" if in_time else "?telat"))


@open_to("staff")
@require_GET
def bookings(request: Request) -> HttpResponse:
    """Who booked which time at a hall on a day."""
    halls.require(halls.guides(request.actor))
    places = visits.halls()
    hall = chosen(request.GET.get("tempat", ""), places)
    day = _day(request)
    context = {
        "places": places,
        "hall": hall,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "rows": appointments.day_of(actor=request.actor, site_code=hall.code, day=day),
    }
    return render(request, "desk/hall/bookings.html", context)


def _day(request: Request) -> date:
    try:
        return date.fromisoformat(request.GET["hari"]) if request.GET.get("hari") else timezone.localdate(request.now)
    except ValueError:
        raise NotFound from None
