"""One case at the desk."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import CaseView
from satuatap.domain.documents import queries as documents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment, shown
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.fronts.shared.proof import require_fresh
from satuatap.kernel.errors import NotFound, Refused

from . import deciding


def found(request: Request, number: str) -> CaseView:
    """The case as this officer may see it. Raises ``NotFound``."""
    case_id = queries.case_id_of(number)
    case = queries.get_case(actor=request.actor, case_id=case_id, now=request.now)
    if case.is_applicant and not case.tasks:
        raise NotFound
    return case


@open_to("staff")
def case(request: Request, number: str) -> HttpResponse:
    """Compare, completeness, history; the decision and the applicant stay in view."""
    return _show(request, found(request, number))


def _show(request: Request, view: CaseView, refusal: Refused | None = None) -> HttpResponse:
    """The page, also after a refusal: showing it is a look."""
    record_look(
        by=request.actor, at=request.now, purpose=f"memeriksa berkas {view.number}", party_id=view.party_id, unit_id=view.unit_id,
        fields=["case", "name", "answers"],
    )  # fmt: skip
    context = {
        "case": view,
        "decisions": [deciding.of_task(view, task, request, refusal) for task in view.tasks if task.verbs],
        "refusal": refusal,
    }
    return render(request, "desk/cases/case.html", context, status=422 if refusal else 200)


@open_to("staff")
@require_POST
def act(request: Request, number: str, step: str) -> HttpResponse:
    """Do one verb at one step."""
    view = found(request, number)
    verb = request.POST.get("verb", "")
    if verb == "sign" and (answer := require_fresh(request)) is not None:
        return answer
    try:
        body = deciding.body_of(request, view, step, verb)
        actions.perform(
            case_id=view.id, step=step, verb=verb, key=uuid_of(request.POST.get("key", "")), body=body, by=request.actor,
            at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _show(request, view, refusal)
    return redirect("desk:case", number=number)


@open_to("staff")
@require_POST
def claim(request: Request, number: str, task_id: UUID) -> HttpResponse:
    """Take a task, or give it back."""
    view = found(request, number)
    change = actions.release if "lepas" in request.POST else actions.claim
    try:
        change(task_id=task_id, by=request.actor, at=request.now)
    except Refused as refusal:
        return _show(request, view, refusal)
    return redirect("desk:case", number=number)


@open_to("staff")
@require_POST
def order_again(request: Request, number: str, step: str) -> HttpResponse:
    """Sign once more what could not be issued."""
    view = found(request, number)
    if (answer := require_fresh(request)) is not None:
        return answer
    try:
        actions.order_again(
            case_id=view.id, step=step, key=uuid_of(request.POST.get("key", "")), by=request.actor, at=request.now
        )
    except Refused as refusal:
        return _show(request, view, refusal)
    return redirect("desk:case", number=number)


@open_to("staff")
def sheet(request: Request, number: str, paper_id: UUID) -> HttpResponse:
    """One paper of the applicant: pictures are shown beside the answers, everything else is a download."""
    file, data = queries.sheet(
        actor=request.actor, case_id=queries.case_id_of(number), paper_id=paper_id, at=request.now
    )
    if file.media_type in ("image/jpeg", "image/png", "image/webp"):
        return shown(data, file.name, file.media_type)
    return attachment(data, file.name, file.media_type)


@open_to("staff")
def draft(request: Request, number: str, document_id: UUID) -> HttpResponse:
    """The draft of a document, to be read before it is signed."""
    found(request, number)
    return shown(documents.preview(request.actor, document_id, at=request.now), "draf.pdf", "application/pdf")
