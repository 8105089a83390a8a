"""Rights over their data of whoever stands at the counter, without an account: asked for, and the copy handed over."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import copies
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.data_requests import came_words, request_words
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused

from .views import require_counter

FOR_RIGHTS = "mencatat permintaan hak atas data di loket"
FOR_COPY = "menyerahkan salinan data di loket"
INPUTS = {"kind": "jenis", "words": "keterangan", "came": "datang", "shown": "bukti"}


@open_to("staff")
@require_http_methods(["GET", "POST"])
def rights(request: Request, party_id: UUID) -> HttpResponse:
    """What this counter wrote down for the person, and the form for another request."""
    require_counter(request)
    person = residents.get_person(request.actor, party_id, FOR_RIGHTS, at=request.now)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.ask_at_counter(
                party_id=party_id, kind=request.POST.get("jenis", ""), came=request.POST.get("datang", ""),
                shown=request.POST.get("bukti", ""), words=request.POST.get("keterangan", ""), by=request.actor,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", "jenis"): refusal.message}
        else:
            return redirect("desk:rights", party_id=party_id)
    context = {
        "person": person,
        "rows": residents.asked_at_counter(request.actor, party_id, request.now),
        "words": request_words(),
        "came": came_words(),
        "copy_base": prefix("desk:rights_copy", uuid=True),
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/people/rights.html", context, status=422 if problems else 200)


@open_to("staff")
@require_safe
def copy(request: Request, granted_id: UUID) -> HttpResponse:
    """The copy, to be printed and handed over by the counter where it was asked for."""
    found = actions.hand_copy(request_id=granted_id, purpose=FOR_COPY, by=request.actor, at=request.now)
    return render(request, "desk/people/rights_copy.html", {"parts": copies.in_words(found.content)})
