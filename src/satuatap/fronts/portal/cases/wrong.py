"""Saying that what the register filled into a form is wrong, without leaving the application."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from satuatap.domain.cases import actions
from satuatap.domain.cases.queries import Filling
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel import forms
from satuatap.kernel.errors import NotFound, Refused

from .stages import followed, of_number

PAGE = "halaman"  # parameter: the page of the form one came from
FIELDS = {"words": "keterangan", "should_be": "seharusnya"}


@open_to("resident")
@require_http_methods(["GET", "POST"])
def wrong(request: Request, number: str) -> HttpResponse:
    """Which fact, what is wrong, what it should be, and a proof if there is one; then back to the form."""
    filling = of_number(request, number)
    if not filling.is_open:
        return redirect(followed(filling))
    facts = _facts(filling)
    if not facts:
        raise NotFound
    problems: dict[str, str] = {}
    back = _back(request, filling)
    if request.method == "POST":
        try:
            _report(request, filling)
        except Refused as refusal:
            problems = {FIELDS.get(refusal.field or "", "bukti"): refusal.message}
        else:
            return redirect(f"{back}?keliru=1")
    context = {
        "filling": filling,
        "facts": facts,
        "chosen": request.POST.get("fakta", facts[0][0]),
        "typed": {name: request.POST.get(name, "") for name in FIELDS.values()},
        "problems": problems,
        "back": back,
    }
    return render(request, "portal/cases/wrong.html", context, status=422 if problems else 200)


def _facts(filling: Filling) -> list[tuple[str, str, str]]:
    """What the register filled in: pointer, question and answer."""
    sections = forms.present(filling.form, filling.answers, labels=filling.labels)
    return [
        (row.pointer, row.label, row.text)
        for section in sections
        for row in section.rows
        if row.pointer in filling.known - filling.from_letters
    ]


def _back(request: Request, filling: Filling) -> str:
    page = request.GET.get(PAGE, "")
    keys = [page.key for page in filling.form.pages]
    return reverse("portal:case_page", args=[filling.number, page if page in keys else keys[0]])


def _report(request: Request, filling: Filling) -> None:
    upload = request.FILES.get("bukti")
    actions.report_fact(
        case_id=filling.case_id,
        pointer=request.POST.get("fakta", ""),
        words=request.POST.get("keterangan", ""),
        should_be=request.POST.get("seharusnya", ""),
        upload=(upload.read(), upload.name or "") if upload else None,
        by=request.actor,
        at=request.now,
    )
