"""The reports of people who find a look at their data suspicious, and the answer to each."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused


@open_to("staff")
@require_safe
def reports(request: Request) -> HttpResponse:
    """What waits for an answer, the oldest first; it says who looked, and names nobody who was looked at."""
    policies.require(policies.protects_data(request.actor))
    context = {
        "page": residents.open_look_reports(request.actor, request.GET.get("cursor", "")),
        "roles": catalog.role_names(formats.lang()),
        "base": prefix("desk:look_report", uuid=True),
    }
    return render(request, "desk/protection/reports.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def report(request: Request, report_id: UUID) -> HttpResponse:
    """One report: the look, what the person says, and the answer. Opening it is a look of its own."""
    problems: dict[str, str] = {}
    found, look = residents.look_report(request.actor, report_id)
    if request.method == "POST":
        try:
            actions.answer_look_report(
                report_id=report_id, answer=request.POST.get("jawaban", ""), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problems = {"jawaban": refusal.message}
        else:
            return redirect("desk:look_reports")
    record_look(
        by=request.actor, at=request.now, purpose="menjawab laporan tentang akses data", party_id=found.party_id,
        unit_id=min(request.actor.unit_ids(policies.PROTECTOR_ROLE)), fields=["name", "report"],
    )  # fmt: skip
    context = {
        "report": found,
        "look": look,
        "name": residents.names([found.party_id]).get(found.party_id, ""),
        "roles": catalog.role_names(formats.lang()),
        "problems": problems,
        "typed": request.POST.get("jawaban", ""),
    }
    return render(request, "desk/protection/report.html", context, status=422 if problems else 200)
