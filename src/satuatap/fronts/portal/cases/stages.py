"""The way through an application: its pages, the papers, the review; where one stands and what is still to do."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.cases import queries
from satuatap.domain.cases.queries import CaseHead, CaseView, Filling
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.http import Request
from satuatap.kernel import forms
from satuatap.kernel.forms import Page

PAPERS, REVIEW, CORRECT = "lampiran", "periksa", "perbaiki"
BACK_TO = "kembali"  # parameter: the page from which one thing only was to be changed
LATER = "nanti"  # button: save and leave


@dataclass(frozen=True, slots=True)
class Stage:
    """One dash of the progress bar: a page of the form, the papers, or the review."""

    title: str
    href: str
    state: str


def of_number(request: Request, number: str) -> Filling:
    """The form of a case. Raises ``NotFound`` when it is not the actor's to fill."""
    return queries.filling(actor=request.actor, case_id=queries.case_id_of(number), lang=formats.lang())


def followed(filling: Filling | CaseHead) -> str:
    """Where whoever fills the form follows the case; what was sent already, perhaps by a double click, leads there."""
    if filling.bundle_id:
        return reverse("portal:bundle", args=[filling.bundle_id])
    return reverse("portal:case" if filling.is_own else "desk:case", args=[filling.number])


def stages(filling: Filling, current: str) -> list[Stage]:
    pages = forms.visible_pages(filling.form, filling.answers)
    steps = [(page.key, page.title, reverse("portal:case_page", args=[filling.number, page.key])) for page in pages]
    steps.append((PAPERS, _("Berkas"), papers_of(filling.number)))
    steps.append((REVIEW, _("Periksa dan kirim"), reverse("portal:case_review", args=[filling.number])))
    place = next((n for n, (key, *_rest) in enumerate(steps) if key == current), 0)
    return [
        Stage(title, href, "now" if number == place else "done" if number < place else "")
        for number, (_key, title, href) in enumerate(steps)
    ]


def papers_of(number: str) -> str:
    return reverse("portal:case_papers", args=[number])


def home_of(filling: Filling) -> str:
    """Where whoever fills the form goes when leaving it."""
    return reverse("portal:cases") if filling.is_own else reverse("desk:new")


def called_from(request: Request, number: str) -> str:
    """The page that sent the person here to change one thing, or ""."""
    known = {REVIEW: "portal:case_review", CORRECT: "portal:case_correct"}
    name = known.get(request.GET.get(BACK_TO, ""))
    return reverse(name, args=[number]) if name else ""


def before(request: Request, filling: Filling, rows: list[Stage]) -> str:
    """Where "Kembali" leads."""
    done = [row.href for row in rows if row.state == "done"]
    return called_from(request, filling.number) or (done[-1] if done else home_of(filling))


def is_on(page: Page, pointer: str) -> bool:
    """Whether an answer is asked for on a page."""
    return any(pointer == field.pointer or pointer.startswith(f"{field.pointer}/") for field in page.fields)


def unfinished(filling: Filling, case: CaseView, now: datetime) -> str:
    """The first page on which something is still to do; the review when nothing is."""
    problems = forms.validate(filling.form, filling.answers, today=timezone.localdate(now))
    for page in forms.visible_pages(filling.form, filling.answers):
        if page.key not in filling.pages_done or any(is_on(page, pointer) for pointer in problems):
            return reverse("portal:case_page", args=[filling.number, page.key])
    if any(line.state == "missing" for line in case.requirements):
        return papers_of(filling.number)
    return reverse("portal:case_review", args=[filling.number])
