"""The inbox of the present officer."""

from django.http import HttpResponse

from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render


@open_to("staff")
def inbox(request: Request) -> HttpResponse:
    return render(request, "desk/inbox/inbox.html")
