"""One case at the desk."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import CaseView, Standpoint
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.documents import actions as document_actions
from satuatap.domain.documents import queries as documents
from satuatap.domain.residents import policies as register
from satuatap.domain.residents import queries as residents
from satuatap.fronts.desk.inbox import narrowing
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment, shown
from satuatap.fronts.shared.facts import fact_words
from satuatap.fronts.shared.http import Request, is_part, prefix, render, status_of, uuid_of
from satuatap.fronts.shared.proof import require_fresh
from satuatap.kernel.errors import NotFound, Refused

from . import deciding
from .deciding import Problems, Unfit

VERDICTS = {"cocok": True, "beda": False}  # any other takes the mark away
PICTURES = ("image/jpeg", "image/png", "image/webp")


def found(request: Request, number: str) -> CaseView:
    """The case as this officer may see it. Raises ``NotFound``."""
    case = queries.get_case_by_number(actor=request.actor, number=number, now=request.now, lang=formats.lang())
    if case.is_applicant and not case.tasks:
        raise NotFound
    return case


@open_to("staff")
def case(request: Request, number: str) -> HttpResponse:
    """Compare, completeness, history; the decision and the applicant stay in view. A village that filed it elsewhere
    follows it from its own page."""
    try:
        view = found(request, number)
    except NotFound:
        if queries.follows(request.actor, number):
            return redirect("desk:filed_case", number=number)
        raise
    if view.state == "draft":
        return redirect("portal:case", number=number)
    return _show(request, view)


def purpose_of(view: CaseView) -> str:
    """Why the applicant's data were seen, in the words that the applicant will read."""
    return f"memeriksa berkas {view.number}"


def _show(
    request: Request,
    view: CaseView,
    problems: Problems | None = None,
    file_id: str = "",
    about: str = "",
    status: int = 422,
) -> HttpResponse:
    """The page, also after a refusal (with its ``status``): showing it is a look. ``about`` is what was marked just now."""
    looking = None
    if any(task.verbs for task in view.tasks):  # nobody else can get in each other's way
        looking = queries.looking(request.actor, view.party_id, purpose_of(view), now=request.now)
    record_look(
        by=request.actor, at=request.now, purpose=purpose_of(view), party_id=view.party_id, unit_id=view.unit_id,
        fields=["case", "name", "answers", "address", "phone"],
    )  # fmt: skip
    decision = deciding.of_case(view, request, problems, file_id)
    summary = problems if decision is None else decision.summary
    list_text = request.GET.get(narrowing.LIST, "")
    person = residents.profile(view.party_id)
    context = {
        "case": view,
        "decision": decision,
        "others": [task for task in view.tasks if task.verbs and (decision is None or task.step != decision.task.step)],
        "problems": summary or {},
        "about": about,
        "sheets": [(sheet, line.name) for line in view.requirements for sheet in line.sheets if sheet.current],
        "person": person,
        "sent_by": queries.representative(request.actor, view, timezone.localdate(request.now)),
        "shelf": view.shelf,
        "words": queries.words_of(request.actor, view),
        "today": timezone.localdate(request.now),
        "facts": fact_words(),
        "age": person.age(timezone.localdate(request.now)) if person.born_on else None,
        "may_unmask": register.serves_people(request.actor),
        "keeps_originals": documents.keeps_originals(request.actor) and view.unit_id in request.actor.unit_ids(),
        "spot": _spot(request, view, list_text),
        "list_text": narrowing.written(narrowing.read_text(list_text)) if list_text else "",
        "roles": catalog.role_names(formats.lang()),
        "together": queries.siblings(actor=request.actor, case=view, now=request.now, lang=formats.lang()),
        "base": prefix("desk:case"),
        "issued_base": prefix("desk:issued_document", uuid=True),
        "confirmed": queries.newest_confirmation(view.id, view.standard, request.now),
        **_said(request),
        "looking": looking,
        "pictures": PICTURES,
        "photos_base": f"{prefix('desk:case')}{view.number}/foto/",
    }
    return render(request, "desk/cases/case.html", context, status=status if problems else 200)


def _said(request: Request) -> dict[str, object]:
    """What was done just now, and the key of taking it back."""
    return {"undo_key": uuid4(), "done": request.GET.get("selesai", ""), "was_sent": "terkirim" in request.GET}


def _spot(request: Request, view: CaseView, list_text: str) -> Standpoint:
    """Where the case stands in the list it was opened from; without one, its neighbours in the team's inbox."""
    if list_text:
        return queries.standpoint(request.actor, view.number, narrowing.read_text(list_text), now=request.now)
    return Standpoint(0, 0, *queries.beside(request.actor, view, now=request.now))


@open_to("staff")
@require_POST
def act(request: Request, number: str, step: str) -> HttpResponse:
    """Do one verb at one step. The whole case is read only where something of it is asked for or shown."""
    head = queries.head(actor=request.actor, number=number)
    verb = request.POST.get("verb", "")
    if verb == "sign" and (answer := require_fresh(request)) is not None:
        return answer
    body = {}
    try:
        body = deciding.body_of(request, head, step, verb, lambda: found(request, number))
        actions.perform(
            case_id=head.id, step=step, verb=verb, key=uuid_of(request.POST.get("key", "")), body=body,
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Unfit as unfit:
        return _show(request, found(request, number), unfit.problems)
    except Refused as refusal:
        return _show(
            request,
            found(request, number),
            deciding.problems_of(refusal),
            body.get("file_id", ""),
            status=status_of(refusal),
        )
    return redirect(f"{reverse('desk:case', args=[number])}?selesai={verb}")


@open_to("staff")
@require_POST
def undo(request: Request, number: str) -> HttpResponse:
    """Take back the own last act."""
    head = queries.head(actor=request.actor, number=number)
    try:
        actions.undo(
            case_id=head.id, reason=request.POST.get("alasan", ""), key=uuid_of(request.POST.get("key", "")),
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _show(request, found(request, number), {refusal.field or "": refusal.message}, status=status_of(refusal))
    return redirect(f"{reverse('desk:case', args=[number])}?selesai=undo")


@open_to("staff")
@require_POST
def mark(request: Request, number: str) -> HttpResponse:
    """Tick off one answer or paper as compared; nothing that was typed beside it is lost."""
    view = found(request, number)
    clicked = request.POST.get("tanda")
    sent = clicked or request.GET.get("tanda", "")  # a button, or a remark that was changed
    verdict, about, reason, *_rest = (*sent.split("|"), "", "")
    try:
        actions.mark(
            case_id=view.id, about=about, fits=VERDICTS.get(verdict),
            note=deciding.note_on(request, view, about, reason), by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused:
        if clicked:
            raise
        return HttpResponse(status=204)  # the remark went along with the decision that overtook it
    view = replace(view, marks=queries.marks_of(request.actor, view.id))
    if not is_part(request):
        return _show(request, view, about=about)
    decision = deciding.of_case(view, request)
    return render(request, "desk/cases/_marked.html", {"decision": decision, "case": view, "about": about})


@open_to("staff")
@require_POST
def claim(request: Request, number: str, task_id: UUID) -> HttpResponse:
    """Take a task, or give it back."""
    view = found(request, number)
    change = actions.release if "lepas" in request.POST else actions.claim
    try:
        change(task_id=task_id, by=request.actor, at=request.now)
    except Refused as refusal:
        return _show(request, view, {"": refusal.message}, status=status_of(refusal))
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
        return _show(request, view, {"": refusal.message}, status=status_of(refusal))
    return redirect("desk:case", number=number)


@open_to("staff")
@require_POST
def ask_again(request: Request, number: str, step: str) -> HttpResponse:
    """Ask an outside system once more."""
    view = found(request, number)
    try:
        actions.ask_again(case_id=view.id, step=step, by=request.actor, at=request.now)
    except Refused as refusal:
        return _show(request, view, {"": refusal.message}, status=status_of(refusal))
    return redirect("desk:case", number=number)


@open_to("staff")
@require_safe
def nik(request: Request, number: str) -> HttpResponse:
    """The applicant's NIK in full, for who serves people; asking for it is written down for the applicant to read."""
    view = found(request, number)
    person = residents.get_person(request.actor, view.party_id, purpose_of(view), at=request.now)
    template = "desk/cases/_nik.html" if is_part(request) else "desk/cases/nik.html"
    return render(request, template, {"case": view, "person": person})


@open_to("staff")
def sheet(request: Request, number: str, paper_id: UUID) -> HttpResponse:
    """One paper of the applicant: pictures are shown beside the answers, everything else is a download."""
    paper = queries.sheet(actor=request.actor, case_id=queries.case_id_of(number), paper_id=paper_id, at=request.now)
    answer = shown if paper.media_type in PICTURES else attachment
    return answer(paper.data, paper.name, paper.media_type)


@open_to("staff")
@require_POST
def put_by(request: Request, number: str) -> HttpResponse:
    """Where the finished paper lies, or that the courier of the village has it."""
    view = found(request, number)
    try:
        actions.put_by(
            case_id=view.id, place=request.POST.get("letak", ""), note=request.POST.get("tempat", ""),
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _show(request, view, {refusal.field or "": refusal.message}, status=status_of(refusal))
    return redirect("desk:case", number=number)


@open_to("staff")
@require_safe
def word_paper(request: Request, number: str, mandate_id: UUID) -> HttpResponse:
    """What the applicant signed or thumb-printed so that an officer could file for them."""
    about = queries.case_id_of(number)
    paper = queries.word_paper(actor=request.actor, case_id=about, mandate_id=mandate_id, at=request.now)
    return shown(paper.data, paper.name, paper.media_type)


@open_to("staff")
def draft(request: Request, number: str, document_id: UUID) -> HttpResponse:
    """The draft of a document, to be read before it is signed."""
    about = queries.case_id_of(number)
    pdf = document_actions.open_draft(document_id=document_id, about=about, by=request.actor, at=request.now)
    return shown(pdf, "draf.pdf", "application/pdf")
