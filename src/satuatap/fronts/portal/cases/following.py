"""Following an application: the list, the page of one case, its papers, withdrawing, and tracking by number."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import CaseView
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render
from satuatap.fronts.shared.throttle import Rate, client, require
from satuatap.kernel.errors import NotFound, Refused

TRACKING = Rate(tries=10, seconds=600)


@open_to("resident")
def cases(request: Request) -> HttpResponse:
    """Own applications and those of people one acts for, drafts included."""
    page = queries.my_cases(request.actor, now=request.now, cursor=request.GET.get("cursor", ""))
    return render(request, "portal/cases/cases.html", {"page": page})


def _mine(request: Request, number: str) -> CaseView:
    """The case, for its applicant only: officers read it at the desk. Raises ``NotFound``."""
    case = queries.get_case(
        actor=request.actor, case_id=queries.case_id_of(number), now=request.now, lang=formats.lang()
    )
    if not case.is_applicant:
        raise NotFound
    return case


@open_to("resident")
def case(request: Request, number: str) -> HttpResponse:
    """Where the application stands, whose turn it is, what was promised, and what to do."""
    found = _mine(request, number)
    if found.state == "draft":
        return redirect("portal:case_page", number=number, page=found.sections[0].key if found.sections else "mulai")
    context = {"case": found, "was_sent": "terkirim" in request.GET}
    return render(request, "portal/cases/case.html", context)


@open_to("resident")
def correct(request: Request, number: str) -> HttpResponse:
    """Everything that has to be mended, with the way to each."""
    found = _mine(request, number)
    if not found.may_fill:
        return redirect("portal:case", number=number)
    filling = queries.filling(actor=request.actor, case_id=found.id, lang=formats.lang())
    pages = {f"field:{field.path}": page.key for page in filling.form.pages for field in page.fields}
    rows = [(defect, _mend(found, defect.about, pages)) for defect in found.defects if defect.is_open]
    return render(request, "portal/cases/correct.html", {"case": found, "rows": rows})


def _mend(found: CaseView, about: str, pages: dict[str, str]) -> str:
    if about in pages:
        return reverse("portal:case_page", args=[found.number, pages[about]]) + "?kembali=periksa"
    if about.startswith("paper:"):
        return reverse("portal:case_papers", args=[found.number])
    return reverse("portal:case_review", args=[found.number])


@open_to("resident")
def withdraw(request: Request, number: str) -> HttpResponse:
    """Take the application back: asked once more, because it cannot be undone."""
    found = _mine(request, number)
    refusal = None
    if request.method == "POST":
        try:
            if found.state == "draft":
                actions.discard_draft(case_id=found.id, by=request.actor, at=request.now)
                return redirect("portal:cases")
            actions.withdraw(
                case_id=found.id,
                key=UUID(request.POST.get("key", "")),
                reason=request.POST.get("alasan", "")[:300],
                by=request.actor,
                at=request.now,
            )
            return redirect("portal:case", number=number)
        except (Refused, ValueError) as problem:
            refusal = problem if isinstance(problem, Refused) else None
    context = {"case": found, "refusal": refusal, "key": uuid4()}
    return render(request, "portal/cases/withdraw.html", context, status=422 if refusal else 200)


@open_to("resident")
def sheet(request: Request, number: str, paper_id: UUID) -> HttpResponse:
    """One of the papers that were handed in, as a download."""
    file, data = queries.sheet(
        actor=request.actor, case_id=queries.case_id_of(number), paper_id=paper_id, at=request.now
    )
    return attachment(data, file.name, file.media_type)


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
        require("track", client(request), TRACKING)
        context["found"] = queries.track(
            number=context["number"], last_digits=context["digits"], now=request.now, lang=formats.lang()
        )
        if context["found"] is None:
            raise Refused(
                "unknown",
                _("Nomor berkas atau angka terakhir telepon tidak cocok. Periksa lagi keduanya."),
                field="nomor",
            )
    except Refused as problem:
        context["refusal"] = problem
    return render(request, "portal/cases/track.html", context, status=422 if context["refusal"] else 200)
