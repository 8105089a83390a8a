"""Filling an application: one page at a time, the papers, and the review before it is sent."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import Filling
from satuatap.domain.regions import queries as regions
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.forms import bind
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel import forms
from satuatap.kernel.errors import Conflict, NotFound, Refused

PAPERS, REVIEW = "lampiran", "periksa"


@dataclass(frozen=True, slots=True)
class Stage:
    """One dash of the progress bar: a page of the form, the papers, or the review."""

    title: str
    href: str
    state: str


def of_number(request: Request, number: str) -> Filling:
    """The form being filled. Raises ``NotFound`` when it is not the actor's, or not open to be filled now."""
    filling = queries.filling(actor=request.actor, case_id=queries.case_id_of(number), lang=formats.lang())
    if not filling.is_open:
        raise NotFound
    return filling


def stages(filling: Filling, current: str) -> list[Stage]:
    pages = forms.visible_pages(filling.form, filling.answers)
    steps = [(page.key, page.title, reverse("portal:case_page", args=[filling.number, page.key])) for page in pages]
    steps.append((PAPERS, _("Berkas"), reverse("portal:case_papers", args=[filling.number])))
    steps.append((REVIEW, _("Periksa dan kirim"), reverse("portal:case_review", args=[filling.number])))
    place = next((n for n, (key, *_rest) in enumerate(steps) if key == current), 0)
    return [
        Stage(title, href, "now" if number == place else "done" if number < place else "")
        for number, (_key, title, href) in enumerate(steps)
    ]


@open_to("resident")
def case_page(request: Request, number: str, page: str) -> HttpResponse:
    """One page of the form. Whatever was typed is kept, right or wrong; only right answers lead on."""
    filling = of_number(request, number)
    if page not in {p.key for p in filling.form.pages}:
        raise NotFound
    villages = regions.villages_grouped(regions.home().code)
    if request.method != "POST":
        return _show(request, filling, page, villages=villages)
    if (inputs := forms.restructure(filling.form, page, request.POST)) is not None:
        return _show(request, filling, page, villages=villages, typed=inputs)
    parsed = forms.fill(
        filling.form,
        page,
        request.POST,
        filling.answers,
        known=filling.known,
        offers=_offers(filling, villages),
        today=request.now.date(),
    )
    try:
        saved = actions.save_answers(
            case_id=filling.case_id,
            page=page,
            answers=parsed.answers,
            by=request.actor,
            at=request.now,
            version=_version(request),
        )
    except Conflict as conflict:
        return _show(request, filling, page, villages=villages, typed=parsed.typed, problems={"": conflict.message})
    if parsed.problems and not _may_wait(request, filling, page):
        filling = of_number(request, number)  # as it was saved: another version, and other questions may apply
        return _show(request, filling, page, villages=villages, typed=parsed.typed, problems=parsed.problems)
    return redirect(_onward(request, filling, parsed.answers, page))


def _may_wait(request: Request, filling: Filling, page: str) -> bool:
    """Somebody who goes on later may leave questions open, but nothing typed that could not be read and kept."""
    return "nanti" in request.POST and not forms.parse(filling.form, page, request.POST).problems


def _offers(filling: Filling, villages: Any) -> dict[str, list[str]]:
    """The values that a page may send back: villages of the region, and the people a question offers."""
    offers = {pointer: [value for value, _name in choices] for pointer, choices in filling.offered.items()}
    return offers | {"area": [code for _district, group in villages for code, _name in group]}


def _version(request: Request) -> int | None:
    text = request.POST.get("versi", "")
    return int(text) if text.isascii() and text.isdigit() else None


def _onward(request: Request, filling: Filling, answers: dict[str, object], page: str) -> str:
    if "nanti" in request.POST:
        return reverse("portal:cases")
    if request.GET.get("kembali") == REVIEW:
        return reverse("portal:case_review", args=[filling.number])
    keys = [p.key for p in forms.visible_pages(filling.form, answers)]
    later = keys[keys.index(page) + 1 :] if page in keys else []
    if later:
        return reverse("portal:case_page", args=[filling.number, later[0]])
    return reverse("portal:case_papers", args=[filling.number])


def _show(
    request: Request,
    filling: Filling,
    page: str,
    *,
    villages: Any,
    typed: Any = None,
    problems: dict[str, str] | None = None,
    version: int | None = None,
) -> HttpResponse:
    bound = bind(
        filling.form,
        page,
        filling.answers,
        typed=typed,
        problems=problems,
        known=filling.known,
        offers=filling.offered,
        areas=villages,
        labels=filling.labels,
        known_url=reverse("portal:account"),
    )
    context = {
        "filling": filling,
        "bound": bound,
        "stages": stages(filling, page),
        "problems": problems or {},
        "version": filling.version if version is None else version,
    }
    return render(request, "portal/cases/page.html", context, status=422 if problems else 200)


@open_to("resident")
def case_papers(request: Request, number: str) -> HttpResponse:
    """What has to be handed in, and the place to do so: a photo or a file for each."""
    filling = of_number(request, number)
    refusal = None
    if request.method == "POST":
        try:
            if _hand_in_sheets(request, filling):
                return redirect("portal:case_papers", number=number)
            return redirect(reverse("portal:case_review", args=[number]))
        except Refused as problem:
            refusal = problem
    case = queries.get_case(actor=request.actor, case_id=filling.case_id, now=request.now, lang=formats.lang())
    context = {"filling": filling, "case": case, "stages": stages(filling, PAPERS), "refusal": refusal}
    return render(request, "portal/cases/papers.html", context, status=422 if refusal else 200)


def _hand_in_sheets(request: Request, filling: Filling) -> bool:
    """Store what was chosen and remove what was taken back; whether there was anything of the kind."""
    if gone := request.POST.get("hapus"):
        actions.remove_paper(case_id=filling.case_id, paper_id=_uuid(gone), by=request.actor, at=request.now)
        return True
    given = False
    for name, files in request.FILES.lists():
        for file in files:
            actions.attach_paper(
                case_id=filling.case_id,
                paper=name.removeprefix("berkas."),
                instead=request.POST.get(f"pengganti.{name.removeprefix('berkas.')}", ""),
                data=file.read(),
                name=file.name or "berkas",
                by=request.actor,
                at=request.now,
            )
            given = True
    return given


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


@open_to("resident")
def case_review(request: Request, number: str) -> HttpResponse:
    """Everything once more, and the button that sends it."""
    filling = of_number(request, number)
    refusal = None
    if request.method == "POST":
        if "benar" not in request.POST:
            refusal = Refused("statement", _("Centang pernyataan bahwa isian ini benar."), field="benar")
        else:
            try:
                return _send(request, filling)
            except Refused as problem:
                refusal = problem
    case = queries.get_case(actor=request.actor, case_id=filling.case_id, now=request.now, lang=formats.lang())
    sections = forms.present(filling.form, filling.answers, labels=filling.labels)
    context = {
        "filling": filling,
        "case": case,
        "sections": sections,
        "stages": stages(filling, REVIEW),
        "refusal": refusal,
        "mend": _where(filling, refusal),
        "key": uuid4(),
    }
    return render(request, "portal/cases/review.html", context, status=422 if refusal else 200)


def _send(request: Request, filling: Filling) -> HttpResponse:
    send = actions.hand_in if filling.state == "draft" else actions.correct
    send(case_id=filling.case_id, key=_uuid(request.POST.get("key", "")), by=request.actor, at=request.now)
    return redirect(f"{reverse('portal:case', args=[filling.number])}?terkirim=1")


def _where(filling: Filling, refusal: Refused | None) -> str:
    """The page on which a refused answer or missing paper can be mended."""
    if refusal is None or refusal.code == "statement":
        return ""
    if refusal.field == "papers":
        return reverse("portal:case_papers", args=[filling.number])
    for page in filling.form.pages:
        if any((refusal.field or "").startswith(field.pointer) for field in page.fields):
            return reverse("portal:case_page", args=[filling.number, page.key])
    return ""
