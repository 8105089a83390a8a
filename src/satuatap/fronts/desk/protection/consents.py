"""How many agreed to what, in which words: for those who protect the region's data. It names nobody."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from satuatap.domain.consents import queries as consents
from satuatap.domain.residents import policies
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render


@open_to("staff")
@require_safe
def register(request: Request) -> HttpResponse:
    """Counts by purpose and version of the words."""
    policies.require(policies.protects_data(request.actor))
    context = {"rows": consents.counts(request.now.date(), formats.lang())}
    return render(request, "desk/protection/consents.html", context)
