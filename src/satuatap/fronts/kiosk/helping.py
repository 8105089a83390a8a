"""A visitor calls an officer to the kiosk. Nothing of the visitor is kept or shown."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.http import is_part
from satuatap.fronts.shared.throttle import Rate, require
from satuatap.kernel.errors import Refused

from .machine import KioskRequest, at_kiosk, machine, page

PER_MACHINE = Rate(tries=12, seconds=10 * 60)
LOOKS_AGAIN = 5  # seconds, for a kiosk without script


@at_kiosk
@require_http_methods(["GET", "POST"])
def call(request: KioskRequest) -> HttpResponse:
    """Call somebody, and see who is coming. Asked for as a part, it appears over what the visitor was filling in."""
    if request.method == "GET":
        return _show(request)
    try:
        require("kiosk-help", str(request.device.id), PER_MACHINE)
        actions.ask_officer(device_id=request.device.id, by=machine(request), at=request.now)
    except Refused as refusal:
        return _show(request, refusal.message)
    return _show(request) if is_part(request) else redirect("kiosk:help", kiosk=request.secret)


@at_kiosk
@require_POST
def let_go(request: KioskRequest) -> HttpResponse:
    """Helped, or not needed any more."""
    try:
        actions.let_officer_go(device_id=request.device.id, by=machine(request), at=request.now)
    except Refused as refusal:
        return _show(request, refusal.message)
    return _show(request) if is_part(request) else redirect("kiosk:home", kiosk=request.secret)


def _show(request: KioskRequest, problem: str = "") -> HttpResponse:
    asked = visits.officer_asked(request.device.id, request.now)
    if is_part(request):
        return page(request, "kiosk/_help.html", asked=asked, problem=problem)
    return page(request, "kiosk/help.html", asked=asked, problem=problem, refresh=LOOKS_AGAIN if asked else 0)
