"""Screens and kiosks: whoever runs the hall lets one work and sees its address once."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import Refused

ADDRESS = {"display": "display:screen", "kiosk": "kiosk:home"}


@open_to("staff")
@require_http_methods(["GET", "POST"])
def devices(request: Request) -> HttpResponse:
    """The machines that work, and the form for another."""
    rows = visits.devices(request.actor, request.now)
    problem, address = "", ""
    if request.method == "POST":
        place = visits.hall(request.POST.get("tempat", ""))
        kind = request.POST.get("jenis", "")
        zones = [zone for zone in request.POST.getlist("sayap") if zone in dict(visits.zones_of(place.id))]
        name = request.POST.get("nama", "")
        try:
            _device, secret = actions.put_device(
                site_id=place.id, kind=kind, name=name, zones=zones, by=request.actor, at=request.now
            )
        except Refused as refusal:
            problem = refusal.message
        else:
            rows = visits.devices(request.actor, request.now)
            address = request.build_absolute_uri(reverse(ADDRESS[kind], args=[secret]))
    places = visits.halls()
    context = {
        "rows": rows,
        "places": places,
        "zones": {zone for place in places for zone in visits.zones_of(place.id)},
        "address": address,
        "problem": problem,
        "typed": request.POST,
        "base": reverse("desk:devices"),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/hall/devices.html", context, status=422 if problem else 200)


@open_to("staff")
@require_POST
def drop(request: Request, device_id: UUID) -> HttpResponse:
    """The machine is gone or lost."""
    actions.drop_device(device_id=device_id, by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:devices')}?selesai=dicabut")
