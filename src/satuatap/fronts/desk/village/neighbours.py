"""The heads of RT and RW: the village's list of them, and what they are asked about a letter."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import queries
from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.desk.cases.talking import head_of
from satuatap.fronts.desk.offices import asked_for
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, status_of, uuid_of
from satuatap.kernel.errors import NotFound, Refused

from .views import offices_of

INPUTS = {"name": "nama", "phone": "hp", "address": "hp"}


@open_to("staff")
@require_http_methods(["GET", "POST"])
def neighbours(request: Request) -> HttpResponse:
    """Who heads each RT and RW, and the telephone at which they are asked."""
    villages = offices_of(request)
    village = asked_for(request, villages) or villages[0]
    refused = None
    if request.method == "POST":
        try:
            _change(request, village.area_code)
        except Refused as refusal:
            refused = refusal
        else:
            return redirect(f"{reverse('desk:neighbours')}?kantor={village.code}&tersimpan=1")
    field = refused.field or "" if refused else ""
    context = {
        "villages": [(row.code, row.name) for row in villages],
        "village": village,
        "rows": residents.neighbours(request.actor, village.area_code),
        "typed": request.POST if refused else {},
        "problems": {INPUTS.get(field, field): refused.message} if refused else {},
        "saved": "tersimpan" in request.GET,
    }
    return render(request, "desk/village/neighbours.html", context, status=status_of(refused))


def _change(request: Request, area_code: str) -> None:
    post = request.POST
    if ended := post.get("akhiri"):
        actions.end_neighbour(head_id=uuid_of(ended), by=request.actor, at=request.now)
        return
    actions.name_neighbour(
        area_code=area_code, rw=post.get("rw", ""), rt=post.get("rt", ""), name=post.get("nama", ""),
        phone=post.get("hp", ""), by=request.actor, at=request.now,
    )  # fmt: skip


@open_to("staff")
@require_http_methods(["GET", "POST"])
def confirmation(request: Request, number: str) -> HttpResponse:
    """What the neighbourhood was asked about a letter: ask, ask again, or go on without and say why."""
    head = head_of(request, number)
    refused = None
    if request.method == "POST":
        try:
            if "tanya" in request.POST:
                cases.ask_neighbour(case_id=head.id, by=request.actor, at=request.now)
            else:
                cases.go_on_unconfirmed(
                    case_id=head.id, reason=request.POST.get("alasan", ""), by=request.actor, at=request.now
                )
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("desk:confirmation", number=number)
    found = queries.confirming(actor=request.actor, case_id=head.id, now=request.now, lang=formats.lang())
    if found is None:
        raise NotFound
    record_look(
        by=request.actor, at=request.now, purpose=f"membaca konfirmasi RT/RW berkas {head.number}", fields=["name"],
        party_id=head.party_id, unit_id=head.unit_id,
    )  # fmt: skip
    context = {
        "case": head,
        "found": found,
        "back": f"{prefix('desk:case')}{head.number}",
        "problems": {refused.field or "": refused.message} if refused else {},
        "reason": request.POST.get("alasan", ""),
    }
    return render(request, "desk/village/confirmation.html", context, status=status_of(refused))
