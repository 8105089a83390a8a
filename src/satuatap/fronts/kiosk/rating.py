"""How was it? Asked at a kiosk by the number of today's slip."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.rating import rating_of
from satuatap.fronts.shared.throttle import Rate, client, require
from satuatap.kernel.errors import NotFound, Refused

from .machine import KioskRequest, at_kiosk, machine, page

NUMBERS = Rate(tries=30, seconds=600)
LONGEST = 12  # characters of a number


@at_kiosk
@require_http_methods(["GET", "POST"])
def rate(request: KioskRequest) -> HttpResponse:
    """The number, then the question about what is done and was not answered yet; nothing that was said is shown."""
    number = request.POST.get("nomor", "").strip()[:LONGEST]
    asked, problem, is_said = None, "", False
    if request.method == "POST":
        try:
            require("rating-number", client(request), NUMBERS, field="nomor")
            visit_id = visits.visit_numbered(request.device.site_id, number, request.now)
            if "urusan" in request.POST:
                by = {"by": machine(request), "at": request.now}
                actions.rate(visit_id=visit_id, **rating_of(request), changes=False, **by)
                is_said = True
            asked = [row for row in visits.may_rate(visit_id, request.now) if row.value is None]
        except NotFound:
            problem = _("Nomor ini tidak ada hari ini. Periksa lagi kertasnya.")
        except Refused as refusal:
            problem = refusal.message
    number_kept = Markup('<input type="hidden" name="nomor" value="{}">').format(number)
    return page(
        request, "kiosk/rate.html", number=number, number_kept=number_kept, asked=asked, is_said=is_said, problem=problem
    )  # fmt: skip
