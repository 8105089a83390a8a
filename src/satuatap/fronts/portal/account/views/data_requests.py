"""Asking for a copy of one's data, their restriction or erasure, or objecting to a use; and what was answered."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import copies
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.data_requests import request_words
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.facts import fact_words
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.fronts.shared.proof import require_fresh
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
                kind=request.POST.get("jenis", ""), words=request.POST.get("keterangan", ""),
                facts=request.POST.getlist("data"), by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems = {INPUTS[refusal.field or "kind"]: refusal.message}
        else:
            request.session[SAVED] = _("Permintaan tercatat. Jawabannya kami kabarkan.")
            return redirect("portal:data-requests")
    context = {
        "own": residents.own_data_requests(request.actor, request.now),
        "words": request_words(),
        "copy_base": prefix("portal:data-copy", uuid=True),
        "facts": {name: fact_words()[name] for name in residents.RESTRICTABLE},
        "ticked": request.POST.getlist("data"),
        "problems": problems,
        "typed": request.POST,
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/data_requests.html", context, status=422 if problems else 200)


@open_to("resident")
@require_safe
def copy(request: Request, granted_id: UUID) -> HttpResponse:
    """The copy of one's data: as it is kept, and as a page to read. Whoever takes it proves again who they are."""
    if (answer := require_fresh(request)) is not None:
        return answer
    found = actions.take_copy(request_id=granted_id, by=request.actor, at=request.now)
    page = render(request, "shared/data_copy.html", {"parts": copies.in_words(found.content)}).content
    return attachment(copies.zipped(found.content, page, found.paper), copies.NAME, "application/zip")


@open_to("resident")
@require_POST
def lift(request: Request) -> HttpResponse:
    """Let one's data be filled in again."""
    actions.lift_restriction(by=request.actor, at=request.now)
    request.session[SAVED] = _("Pembatasan dicabut.")
    return redirect("portal:data-requests")
