"""Asking for a copy of one's data, their restriction or erasure, or objecting to a use; and what was answered."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.data_requests import request_words
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import Refused

from .security import SAVED

INPUTS = {"kind": "jenis", "words": "keterangan"}


@open_to("resident")
@require_http_methods(["GET", "POST"])
def requests(request: Request) -> HttpResponse:
    """One's requests with their limits, and the form for another."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.ask_about_data(
                kind=request.POST.get("jenis", ""), words=request.POST.get("keterangan", ""), by=request.actor,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems = {INPUTS[refusal.field or "kind"]: refusal.message}
        else:
            request.session[SAVED] = _("Permintaan tercatat. Jawabannya kami kabarkan.")
            return redirect("portal:data-requests")
    context = {
        "own": residents.own_data_requests(request.actor, request.now),
        "words": request_words(),
        "problems": problems,
        "typed": request.POST,
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/data_requests.html", context, status=422 if problems else 200)


@open_to("resident")
@require_POST
def lift(request: Request) -> HttpResponse:
    """Let one's data be filled in again."""
    actions.lift_restriction(by=request.actor, at=request.now)
    request.session[SAVED] = _("Pembatasan dicabut.")
    return redirect("portal:data-requests")
