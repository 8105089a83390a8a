"""Consents of whoever stands at the counter: given and taken back, with how it was said and what was shown."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.consents import agreed_words
from satuatap.fronts.shared.data_requests import came_words
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import Refused

from .views import require_counter

FOR_CONSENT = "mencatat persetujuan warga di loket"
INPUTS = {
    "purpose": "guna", "came": "datang", "agreed": "cara", "shown": "bukti", "witness1": "saksi1", "witness2": "saksi2",
}  # fmt: skip
BROWSERS = "push"  # a browser is asked itself


@open_to("staff")
@require_http_methods(["GET", "POST"])
def consents(request: Request, party_id: UUID) -> HttpResponse:
    """What holds for the person now, and the form for the next line."""
    require_counter(request)
    person = residents.get_person(request.actor, party_id, FOR_CONSENT, at=request.now)
    problems: dict[str, str] = {}
    found = residents.agreed_by(party_id, request.now.date(), formats.lang())
    choices = [choice for choice in found.choices if choice.purpose != BROWSERS]
    if request.method == "POST":
        try:
            _note(request, party_id, {choice.purpose: choice.words.version for choice in choices})
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", "guna"): refusal.message}
        else:
            return redirect("desk:consents", party_id=party_id)
    context = {
        "person": person,
        "choices": choices,
        "came": came_words(),
        "agreed": agreed_words(),
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/people/consents.html", context, status=422 if problems else 200)


def _note(request: Request, party_id: UUID, versions: dict[str, int]) -> None:
    posted = request.POST
    purpose, _dash, act = posted.get("guna", "").rpartition(":")
    actions.note_consent(
        party_id=party_id, purpose=purpose, version=versions.get(purpose, 0), given=act == "setuju",
        came=posted.get("datang", ""), agreed=posted.get("cara", ""), shown=posted.get("bukti", ""),
        witness1=posted.get("saksi1", ""), witness2=posted.get("saksi2", ""), language=formats.lang(),
        by=request.actor, at=request.now,
    )  # fmt: skip
