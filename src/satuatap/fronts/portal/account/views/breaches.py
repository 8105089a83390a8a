"""Breaches of data that reach oneself or those for whom one speaks."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.breaches import field_words
from satuatap.fronts.shared.http import Request, render


@open_to("resident")
@require_safe
def breaches(request: Request) -> HttpResponse:
    """What happened, which data, when and how, and what is done: all that the law wants told."""
    context = {"rows": residents.own_breaches(request.actor), "fields": field_words()}
    return render(request, "portal/account/breaches.html", context)
