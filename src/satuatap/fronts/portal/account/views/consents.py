"""What one agreed to, in which words, and one press to take it back; also for one's children."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.consents import how_words
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound, Refused

from .security import SAVED

AGREE, WITHDRAW = "setuju", "tarik"


@open_to("resident")
@require_http_methods(["GET", "POST"])
def consents(request: Request) -> HttpResponse:
    """The register for oneself and the children for whom one speaks."""
    problem = ""
    if request.method == "POST":
        try:
            return _choose(request)
        except Refused as refusal:
            problem = refusal.message
    context = {
        "people": residents.agreed(request.actor, request.now.date(), formats.lang()),
        "how": how_words(),
        "problem": problem,
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/consents.html", context, status=422 if problem else 200)


def _choose(request: Request) -> HttpResponse:
    posted = request.POST
    try:
        party_id = UUID(posted["bagi"]) if posted.get("bagi") else None
        version = int(posted.get("versi", "0")[:4])
    except ValueError:
        raise NotFound from None
    said = {
        "purpose": posted.get("guna", "")[:40], "party_id": party_id, "language": formats.lang(), "by": request.actor,
        "at": request.now,
    }  # fmt: skip
    if posted.get("tindakan") == AGREE:
        actions.agree(version=version, **said)
        request.session[SAVED] = _("Persetujuan Anda tercatat.")
    elif posted.get("tindakan") == WITHDRAW:
        actions.withdraw_consent(**said)
        request.session[SAVED] = _("Persetujuan ditarik. Mulai sekarang tidak kami pakai lagi.")
    return redirect("portal:account-consents")
