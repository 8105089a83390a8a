"""Objections at the desk: written down for somebody who stands there, and answered by whoever leads the office."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import ObjectionView
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of
from satuatap.kernel.errors import NotFound, Refused

VERDICTS = {"terima": True, "tetap": False}


@open_to("staff")
@require_http_methods(["GET", "POST"])
def objection(request: Request, number: str) -> HttpResponse:
    """The refusal, what was said against it, and the answer."""
    row = queries.objection(request.actor, number, now=request.now, lang=formats.lang())
    if row.is_own:
        raise NotFound
    refused = None
    if request.method == "POST":
        try:
            _act(request, row)
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("desk:objection", number=number)
    record_look(
        by=request.actor, at=request.now, purpose=f"membaca keberatan berkas {row.number}", fields=["name"],
        party_id=row.party_id, unit_id=row.unit_id,
    )  # fmt: skip
    problems = {refused.field or "": refused.message} if refused else {}
    context = {"row": row, "problems": problems, "typed": request.POST}
    return render(request, "desk/cases/objection.html", context, status=status_of(refused))


def _act(request: Request, row: ObjectionView) -> None:
    post, who = request.POST, {"case_id": row.case_id, "by": request.actor, "at": request.now}
    if post.get("act") != "jawab":
        actions.object_to_refusal(words=post.get("kata", ""), **who)
        return
    if post.get("putusan") not in VERDICTS:
        raise Refused("verdict", _("Pilih jawabannya."), field="putusan")
    actions.answer_objection(is_upheld=VERDICTS[post["putusan"]], answer=post.get("jawaban", ""), **who)
