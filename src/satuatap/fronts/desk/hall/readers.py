"""Readers of identity cards and QR codes at kiosks: whoever runs the hall enters, tries and withdraws them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import Refused


@open_to("staff")
@require_http_methods(["GET", "POST"])
def readers(request: Request) -> HttpResponse:
    """The readers and how each is, and the form for another."""
    rows = visits.readers(request.actor)
    refusal = None
    if request.method == "POST":
        try:
            reader = actions.put_reader(
                device_id=uuid_of(request.POST.get("anjungan", "")), kind=request.POST.get("jenis", ""),
                address=request.POST.get("alamat", ""), by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as problem:
            refusal = problem
        else:
            return _done("menyala" if reader.ready else "diam")
    context = {
        "rows": rows, "kiosks": visits.kiosks(request.actor), "refusal": refusal, "typed": request.POST,
        "base": reverse("desk:readers"), "done": request.GET.get("selesai", ""),
    }  # fmt: skip
    return render(request, "desk/hall/readers.html", context, status=422 if refusal else 200)


@open_to("staff")
@require_POST
def trial(request: Request, reader_id: UUID) -> HttpResponse:
    """Ask the reader how it is."""
    reader = actions.try_reader(reader_id=reader_id, by=request.actor, at=request.now)
    return _done("menyala" if reader.ready else "diam")


@open_to("staff")
@require_POST
def drop(request: Request, reader_id: UUID) -> HttpResponse:
    """The kiosk offers this way no more."""
    actions.drop_reader(reader_id=reader_id, by=request.actor, at=request.now)
    return _done("dicabut")


def _done(what: str) -> HttpResponse:
    return redirect(f"{reverse('desk:readers')}?selesai={what}")
