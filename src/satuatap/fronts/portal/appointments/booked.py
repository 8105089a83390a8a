"""A booking that was made: its page, its file for a calendar, moving it and giving it back.

The address is the proof: it stands in the message to the person who booked.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from satuatap.domain.appointments import actions, queries
from satuatap.fronts.shared import icalendar
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of
from satuatap.fronts.shared.qr import code_of
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused

from .times import choice, moment

HOLDER = system("appointment-page")


@open_to("public")
@never_cache
@require_GET
def booking(request: Request, booking: str) -> HttpResponse:
    """When and where, the code for checking in, and what can still be changed."""
    return _page(request, booking)


def _page(request: Request, token: str, refusal: Refused | None = None) -> HttpResponse:
    context = {
        "booking": queries.booking_by_token(token),
        "problem": refusal.message if refusal else "",
        "base": reverse("portal:appointment", args=[token]),
    }
    return render(request, "portal/appointments/booking.html", context, status=status_of(refusal) if refusal else 200)


@open_to("public")
@require_GET
def calendar(request: Request, booking: str) -> HttpResponse:
    """The appointment as a file that every calendar reads."""
    found = queries.booking_by_token(booking)
    return icalendar.event(
        uid=str(found.id), when=icalendar.between(found.starts_at, found.ends_at),
        title=_("Janji: %(lane)s") % {"lane": found.lane}, place=f"{found.site}, {found.address}".rstrip(", "),
        about=_("Kode lapor %(code)s") % {"code": found.code}, now=request.now, name=f"janji-{found.code}",
    )  # fmt: skip


@open_to("public")
@require_GET
def picture(request: Request, booking: str) -> HttpResponse:
    """The QR that is held before the reader of a kiosk."""
    queries.booking_by_token(booking)
    return code_of(request.build_absolute_uri(reverse("portal:appointment", args=[booking])))


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def move(request: Request, booking: str) -> HttpResponse:
    """Another time in the same lane."""
    found = queries.booking_by_token(booking)
    problem = None
    if request.method == "POST":
        try:
            actions.move_to(token=booking, starts_at=moment(request.POST.get("jam", "")), by=HOLDER, at=request.now)
        except Refused as refusal:
            problem = refusal
        else:
            return redirect("portal:appointment", booking=booking)
    context = choice(request, found.site_code, found.lane_code) | {
        "booking": found,
        "problems": {problem.field or "": problem.message} if problem else {},
    }
    return render(request, "portal/appointments/move.html", context, status=status_of(problem) if problem else 200)


@open_to("public")
@require_POST
def cancel(request: Request, booking: str) -> HttpResponse:
    """Give the place back to others."""
    try:
        actions.cancel(token=booking, by=HOLDER, at=request.now)
    except Refused as refusal:
        return _page(request, booking, refusal)
    return redirect("portal:appointment", booking=booking)
