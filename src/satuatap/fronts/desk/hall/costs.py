"""What letting some go first costs the others, for whoever runs the hall."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render

from .figures import day_asked
from .opening import hall_of


@open_to("staff")
@require_GET
def costs(request: Request) -> HttpResponse:
    """One day of one hall; today's as it stands."""
    places = visits.halls()
    hall = hall_of(request, request.GET.get("tempat", ""), places)
    day = day_asked(request)
    found = visits.priority_costs(actor=request.actor, site_id=hall.id, day=day, at=request.now)
    return render(request, "desk/hall/costs.html", {"places": places, "hall": hall, "found": found})
