"""What letting some go first costs the others, for whoever runs the hall."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from satuatap.domain.visits import policies as halls
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound

from .figures import EARLIEST, date_typed


@open_to("staff")
@require_GET
def costs(request: Request) -> HttpResponse:
    """One day of one hall; today's as it stands."""
    halls.require(halls.runs_hall(request.actor))
    places = visits.halls()
    if not places:
        raise NotFound
    hall = visits.hall(request.GET.get("tempat") or places[0].code)
    typed = date_typed(request.GET.get("hari", ""))
    day = typed if typed and typed >= EARLIEST else None
    found = visits.priority_costs(actor=request.actor, site_id=hall.id, day=day, at=request.now)
    return render(request, "desk/hall/costs.html", {"places": places, "hall": hall, "found": found})
