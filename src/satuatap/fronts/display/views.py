"""A screen of the hall. Its address is its only key; what it shows are numbers and counters, never a name."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, is_part, render
from satuatap.kernel import live
from satuatap.kernel.actors import system

from .spoken import Again, again, sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """A call with the words that are spoken for it, and those in the visitor's own language."""

    call: visits.CallNow
    say: str
    again: Again | None


@open_to("public")
@require_GET
def screen(request: Request, secret: str) -> HttpResponse:
    """The calls of the screen's zones. Asked for as a part, only what changes is answered."""
    device = visits.device("display", secret)
    if device.is_news(request.now):
        actions.note_seen(device_id=device.id, by=system(f"display-{device.id}"), at=request.now)
    calls = visits.last_calls(device, request.now)
    context = {
        "device": device,
        "rows": [_shown(call) for call in calls],
        "detours": visits.detours(device.site_id, request.now),
        "emergency": agencies.emergency_at(device.site_id),
        "outages": agencies.hall_outages_now(device.site_id),
        "waits": _wait(visits.hall_wait(device, request.now)),
        "base": reverse("display:screen", args=[secret]),
        "live": live.address([visits.topic(visits.ZONE, zone_id) for zone_id in device.zone_ids], at=request.now),
    }
    answer = render(request, "display/_screen.html" if is_part(request) else "display/screen.html", context)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _shown(call: visits.CallNow) -> Shown:
    said = call.letter, call.number, call.counter
    return Shown(call, sentence(*said), again(*said, call.language))


def _wait(told: visits.Forecast | None) -> str:
    """The line under the calls."""
    if told is None:
        return _("Belum ada loket yang buka")
    if not told.has_range:
        return _("Waktu tunggu: belum cukup data")
    return _("Tunggu %(range)s menit, biasanya %(median)s menit") % {"range": told.minutes, "median": told.median}
