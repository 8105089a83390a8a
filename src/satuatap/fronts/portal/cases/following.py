"""Following an application: the list, the page of one case, its papers, withdrawing, and tracking by number."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import CaseView
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.fronts.shared.tracking import look_up
from satuatap.kernel.errors import NotFound, Refused

from .rows import case_rows
from .stages import BACK_TO, CORRECT, followed, papers_of, unfinished


@open_to("resident")
def cases(request: Request) -> HttpResponse:
    """Own applications and those of people one acts for, drafts included."""
    page = queries.my_cases(request.actor, now=request.now, cursor=request.GET.get("cursor", ""), lang=formats.lang())
    return render(request, "portal/cases/cases.html", {"page": page, "rows": case_rows(page.rows)})


def mine(request: Request, number: str) -> CaseView:
    """The case, for its applicant and for the officer who filed it in the applicant's name. Raises ``NotFound``."""
    found = _case(request, number)
    if not (found.is_applicant or found.may_fill or found.may_withdraw):
        raise NotFound
    return found


def _page_of(found: CaseView) -> str:
    """The name of the page on which whoever asks follows the case."""
    return "portal:case" if found.is_applicant else "desk:case"


def _case(request: Request, number: str) -> CaseView:
    return queries.get_case_by_number(actor=request.actor, number=number, now=request.now, lang=formats.lang())


@open_to("resident")
def case(request: Request, number: str) -> HttpResponse:
    """Where the application stands, whose turn it is, what was promised, and what to do."""
    found = _case(request, number)
    if found.state == "draft":
        filling = queries.filling(actor=request.actor, case_id=found.id, lang=formats.lang())
        return redirect(unfinished(filling, found, request.now) if filling.is_open else followed(filling))
    if not found.is_applicant:
        return redirect(_page_of(found), number=number)
    today = timezone.localdate(request.now)
    context = {
        "case": found, "today": today, "was_sent": "terkirim" in request.GET,
        "outages": queries.running_for(found.standard) if not found.closed_at else (),
    }  # fmt: skip
    return render(request, "portal/cases/case.html", context)


@open_to("resident")
def correct(request: Request, number: str) -> HttpResponse:
    """Everything that has to be mended, with the way to each."""
    found = mine(request, number)
    if not found.may_fill:
        return redirect(_page_of(found), number=number)
    filling = queries.filling(actor=request.actor, case_id=found.id, lang=formats.lang())
    pages = {
        f"field:{one.path}": (page.key, one.path)
        for page in filling.form.pages
        for field in page.fields
        for one in field.tree()
    }
    rows = [(defect, _mend(found.number, defect.about, pages)) for defect in found.defects if defect.is_open]
    return render(request, "portal/cases/correct.html", {"case": found, "rows": rows})


def _mend(number: str, about: str, pages: dict[str, tuple[str, str]]) -> str:
    """Where a defect is mended; from there the way leads back to the list."""
    if about in pages:
        page, path = pages[about]
        address = reverse("portal:case_page", args=[number, page])
        return f"{address}?{BACK_TO}={CORRECT}#{path.replace('.', '-')}"
    if about.startswith("paper:"):
        return f"{papers_of(number)}?{BACK_TO}={CORRECT}#h-{about.removeprefix('paper:')}"
    return reverse("portal:case_review", args=[number])


@open_to("resident")
def withdraw(request: Request, number: str) -> HttpResponse:
    """Take the application back: asked once more, because it cannot be undone."""
    found = mine(request, number)
    home = "portal:cases" if found.is_applicant else "desk:new"
    refusal = None
    if request.method == "POST":
        try:
            if found.is_draft:
                actions.discard_draft(case_id=found.id, by=request.actor, at=request.now)
                return redirect(home)
            actions.withdraw(
                case_id=found.id,
                key=uuid_of(request.POST.get("key", "")),
                reason=request.POST.get("alasan", "")[:300],
                by=request.actor,
                at=request.now,
            )
            return redirect(_page_of(found), number=number)
        except Refused as problem:
            refusal = problem
    back = reverse(home) if found.is_draft else reverse(_page_of(found), args=[number])
    context = {"case": found, "refusal": refusal, "key": uuid4(), "back": back}
    return render(request, "portal/cases/withdraw.html", context, status=status_of(refusal))


@open_to("resident")
def sheet(request: Request, number: str, paper_id: UUID) -> HttpResponse:
    """One of the papers that were handed in, as a download."""
    paper = queries.sheet(actor=request.actor, case_id=queries.case_id_of(number), paper_id=paper_id, at=request.now)
    return attachment(paper.data, paper.name, paper.media_type)


@open_to("resident")
def outside_document(request: Request, number: str) -> HttpResponse:
    """The document of the outside system, as it was handed to us."""
    file, data = queries.outside_document(actor=request.actor, case_id=queries.case_id_of(number), at=request.now)
    return attachment(data, file.name, file.media_type)


@open_to("public")
def track(request: Request) -> HttpResponse:
    """State and dates for who knows the number and the last digits of the phone; the same answer for wrong and unknown."""
    context = {"number": request.GET.get("nomor", ""), "digits": "", "found": None, "refusal": None}
    if request.method != "POST":
        return render(request, "portal/cases/track.html", context)
    context |= {"number": request.POST.get("nomor", "")[:30], "digits": request.POST.get("angka", "")[:8]}
    try:
        context["found"] = look_up(request, context["number"], context["digits"])
    except Refused as problem:
        context["refusal"] = problem
    return render(request, "portal/cases/track.html", context, status=422 if context["refusal"] else 200)
