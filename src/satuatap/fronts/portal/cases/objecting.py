"""What the applicant has against a refusal."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from satuatap.domain.cases import actions, queries
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of
from satuatap.kernel.errors import NotFound, Refused


@open_to("resident")
@require_http_methods(["GET", "POST"])
def objection(request: Request, number: str) -> HttpResponse:
    """The refusal, and the place to object to it; later the answer."""
    row = queries.objection(request.actor, number, now=request.now, lang=formats.lang())
    if not row.is_own:
        raise NotFound
    refused = None
    if request.method == "POST":
        try:
            actions.object_to_refusal(
                case_id=row.case_id, words=request.POST.get("kata", ""), by=request.actor, at=request.now
            )
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("portal:objection", number=number)
    problems = {refused.field or "": refused.message} if refused else {}
    context = {"row": row, "problems": problems, "typed": request.POST}
    return render(request, "portal/cases/objection.html", context, status=status_of(refused))
