"""The way through the merged form of a bundle: its pages, the papers, the review."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from satuatap.domain.cases import queries
from satuatap.domain.cases.queries import BundleFilling, BundlePart, SharedLine
from satuatap.fronts.portal.cases.stages import BACK_TO, REVIEW, Stage, is_on
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.http import Request
from satuatap.kernel import forms


def of_bundle(request: Request, bundle_id: UUID) -> BundleFilling:
    """The forms of a bundle as one. Raises ``NotFound`` when it is not the actor's."""
    return queries.bundle_filling(actor=request.actor, bundle_id=bundle_id, now=request.now, lang=formats.lang())


def page_of(filling: BundleFilling, part: BundlePart, page: str) -> str:
    return reverse("portal:bundle_page", args=[filling.id, part.service_code, page])


def papers_of(filling: BundleFilling) -> str:
    return reverse("portal:bundle_papers", args=[filling.id])


def review_of(filling: BundleFilling) -> str:
    return reverse("portal:bundle_review", args=[filling.id])


def stages(filling: BundleFilling, current: str) -> list[Stage]:
    """``current`` is the address of the page one is on."""
    steps = []
    for number, key in filling.pages:
        part = filling.parts[number]
        steps.append((part.form.page(key).title, page_of(filling, part, key)))
    steps += [(_("Berkas"), papers_of(filling)), (_("Periksa dan kirim"), review_of(filling))]
    place = next((n for n, (_title, href) in enumerate(steps) if href == current), 0)
    return [
        Stage(title, href, "now" if number == place else "done" if number < place else "")
        for number, (title, href) in enumerate(steps)
    ]


def called_from(request: Request, filling: BundleFilling) -> str:
    """The review, when it sent the person here to change one thing, or ""."""
    return review_of(filling) if request.GET.get(BACK_TO) == REVIEW else ""


def before(request: Request, filling: BundleFilling, rows: list[Stage]) -> str:
    """Where "Kembali" leads."""
    done = [row.href for row in rows if row.state == "done"]
    return called_from(request, filling) or (done[-1] if done else reverse("portal:cases"))


def where(filling: BundleFilling, part: BundlePart, about: str) -> str:
    """The page on which an answer or a paper can be mended."""
    if about == "papers":
        return papers_of(filling)
    for page in part.form.pages:
        if is_on(page, about):
            return f"{page_of(filling, part, page.key)}?{BACK_TO}={REVIEW}#{about[1:].replace('/', '-')}"
    return review_of(filling)


def unfinished(filling: BundleFilling, lines: tuple[SharedLine, ...], now: datetime) -> str:
    """The first page on which something is still to do; the review when nothing is."""
    problems = [one for one in queries.bundle_problems(filling, lines, now) if one.about != "papers"]
    for number, key in filling.pages:
        part = filling.parts[number]
        page = part.form.page(key)
        if key not in part.pages_done or any(
            one.part.case_id == part.case_id and is_on(page, one.about) for one in problems
        ):
            return page_of(filling, part, key)
    missing = any(row.line.state == "missing" for row in lines)
    return papers_of(filling) if missing else review_of(filling)


def of_service(filling: BundleFilling, code: str) -> BundlePart | None:
    return next((part for part in filling.parts if part.service_code == code), None)


def part_pages(filling: BundleFilling, part: BundlePart) -> list[str]:
    """The pages of one application on which something is asked."""
    return [key for number, key in filling.pages if filling.parts[number].case_id == part.case_id]


def sections(part: BundlePart) -> list[forms.Section]:
    """What one application asked, for the review: what is told elsewhere stands there."""
    labels = queries.bundle_labels(part)
    found = []
    for section in forms.present(part.form, part.answers, labels=labels):
        rows = tuple(row for row in section.rows if row.pointer not in part.silent)
        if rows:
            found.append(forms.Section(section.title, section.key, rows))
    return found
