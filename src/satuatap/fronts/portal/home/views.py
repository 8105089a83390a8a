"""The first page."""

from django.http import HttpResponse

from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render


@open_to("public")
def home(request: Request) -> HttpResponse:
    return render(request, "portal/home/home.html")
