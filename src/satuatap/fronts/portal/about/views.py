"""Statements about the site itself."""

from django.http import HttpResponse

from satuatap.fronts.portal.cache import kept
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render


@open_to("public")
@kept
def privacy(request: Request) -> HttpResponse:
    return render(request, "portal/about/privacy.html")


@open_to("public")
@kept
def accessibility(request: Request) -> HttpResponse:
    return render(request, "portal/about/accessibility.html")
