"""From a task to what its decision card shows, and from the card to the body of a command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from satuatap.domain.cases.queries import CaseHead, CaseView, MarkView, StepView, TaskView, standards
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import ReasonRow
from satuatap.domain.files import actions as files
from satuatap.domain.files import queries as stored_files
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.forms import BoundPage, bind
from satuatap.fronts.shared.http import Request
from satuatap.kernel import forms
from satuatap.kernel.errors import NotFound, Refused

FLAG = "catatan."  # the name of an input: what has to be mended, by what it is about
NOTE = f"{FLAG}other"
TYPED = ("reason", "law", "note", "number", "collector", "relation", "dasar")
OWNER = "cases.case"
Problems = dict[str, str]


class Unfit(Exception):
    """The card cannot be sent like this; ``problems`` are sentences by the name or pointer of the input."""

    def __init__(self, problems: Problems) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Decision:
    """What the decision card of one task shows.

    ``is_visit``: the step is done on its own page, in the field. ``marks`` is what the officer has compared so far, ``flags`` the remarks typed so far, both by what they are about;
    ``labels`` names everything that can be compared; ``chosen`` are the decreed wordings that were ticked.
    """

    task: TaskView
    key: UUID
    bound: BoundPage | None
    marks: Mapping[str, MarkView]
    flags: dict[str, str]
    labels: dict[str, str]
    chosen: tuple[str, ...]
    return_reasons: tuple[ReasonRow, ...]
    refuse_reasons: tuple[ReasonRow, ...]
    number_label: str
    system: str
    is_visit: bool
    typed: dict[str, str]
    kept: tuple[str, str]
    after: StepView | None
    problems: Problems

    @property
    def may_return(self) -> bool:
        return "return" in self.task.verbs

    @property
    def fitting(self) -> int:
        """How many answers and papers fit."""
        return sum(mark.fits for about, mark in self.marks.items() if about in self.labels)

    @property
    def differing(self) -> tuple[str, ...]:
        """The names of what differs: it is what the return will name."""
        return tuple(
            label for about, label in self.labels.items() if about in self.marks and not self.marks[about].fits
        )

    def remark(self, about: str) -> str:
        """The words for the applicant about one answer or paper: those being typed, else those that were kept."""
        mark = self.marks.get(about)
        return self.flags.get(about, "") or (mark.note if mark else "")

    @property
    def summary(self) -> Problems:
        """The problems by the ids of their inputs, for the summary above the page."""
        return {**(self.bound.problems if self.bound else {}), **self.problems}


def of_case(case: CaseView, request: Request, problems: Problems | None = None, file_id: str = "") -> Decision | None:
    """The card of the step that was chosen or sent, else of the officer's own, else of the first one that is open.

    ``file_id`` is the outside document that came with a refused try.
    """
    able = [task for task in case.tasks if task.verbs]
    asked = request.POST.get("langkah") or request.GET.get("langkah", "")
    chosen = [task for task in able if task.step == asked] or [task for task in able if task.is_mine] or able
    return _of_task(case, chosen[0], request, problems or {}, file_id) if chosen else None


def _of_task(case: CaseView, task: TaskView, request: Request, problems: Problems, file_id: str) -> Decision:
    posted = request.POST if request.POST.get("langkah") == task.step else {}
    step = standards.flow(case.standard.revision_id, formats.lang()).step(task.step)
    reasons = [r for r in catalog.reasons(service=case.service_code) if not step.legal or r.code in step.legal]
    bound = _bound(case, task.step, posted, problems)
    return Decision(
        task=task,
        key=uuid4(),
        bound=bound,
        marks={**ours_fit(case, timezone.localdate(request.now)), **case.marks},
        flags={name.removeprefix(FLAG): str(posted[name]) for name in posted if name.startswith(FLAG)},
        labels=comparable(case),
        chosen=tuple(request.POST.getlist("baku")) if posted else (),
        return_reasons=tuple(row for row in reasons if row.kind == "return"),
        refuse_reasons=tuple(row for row in reasons if row.kind == "refuse"),
        number_label=step.number_label,
        is_visit=bool(step.checklist),
        system=step.system,
        typed={name: str(posted.get(name, "")) for name in TYPED},
        kept=_kept(case, request, file_id),
        after=_after(case, task.step),
        problems={name: words for name, words in problems.items() if not name.startswith("/")},
    )


def _bound(case: CaseView, step: str, posted: Any, problems: Problems) -> BoundPage | None:
    form = standards.step_form(case.standard.revision_id, step, formats.lang())
    if form is None:
        return None
    page = form.pages[0].key
    typed = forms.parse(form, page, posted).typed if posted else None
    return bind(form, page, {}, typed=typed, problems=problems, prefix=f"{step}-")


def _after(case: CaseView, step: str) -> StepView | None:
    keys = [s.key for s in case.steps]
    later = [s for s in case.steps[keys.index(step) + 1 :] if s.state == "todo"]
    return later[0] if later else None


def body_of(request: Request, head: CaseHead, step: str, verb: str, whole: Callable[[], CaseView]) -> dict[str, Any]:
    """What the verb needs of the card; ``whole`` reads the case where the head is not enough.

    Raises ``Unfit`` with everything that cannot be read or is missing, ``NotFound`` for a step the case does not have.
    """
    if step not in {known.key for known in standards.flow(head.revision_id, formats.lang()).steps()}:
        raise NotFound
    post = request.POST
    body: dict[str, Any] = {"note": post.get("note", "").strip()[:1000]}
    if verb == "return":
        body["defects"] = _defects(request, whole())
    elif verb == "refuse":
        body |= _ground(head, post)
    elif verb == "record":
        body |= {"number": post.get("number", ""), "file_id": _stored(request, whole())}
    elif verb == "hand-over":
        body |= {"collector": post.get("collector", ""), "relation": post.get("relation", "self"), "how": "counter"}
    elif form := standards.step_form(head.revision_id, step, formats.lang()):
        page = form.pages[0].key
        parsed = forms.fill(form, page, post, {}, today=timezone.localdate(request.now))
        if parsed.problems:
            raise Unfit(parsed.problems)
        body["results"] = parsed.answers
    if verb == "by-hand":
        body["file_id"] = _stored(request, whole())
    return {name: value for name, value in body.items() if value not in ("", None)}


def _defects(request: Request, case: CaseView) -> list[dict[str, str]]:
    """Everything that was marked or written, in the order of the page, then the decreed wordings that were ticked.

    Raises ``Unfit`` when there is nothing.
    """
    post = request.POST
    library = catalog.reasons("return", case.service_code)
    marks = case.marks
    found = []
    for about in (*comparable(case), "other"):
        words = " ".join(str(post.get(FLAG + about, "")).split())[:1000]
        if not words and about in marks and not marks[about].fits:
            words = marks[about].note or _unexplained(about)
        if words:
            reason = next((row.code for row in library if words.startswith(row.text)), "")
            found.append({"about": about, "reason": reason, "text": words})
    ticked = post.getlist("baku")
    found += [{"about": "other", "reason": row.code, "text": row.text} for row in library if row.code in ticked]
    if not found:
        raise Unfit({NOTE: _("Tulis apa yang kurang di sini, atau tandai isian dan berkas yang beda.")})
    return found


def note_on(request: Request, case: CaseView, about: str, reason: str) -> str:
    """The remark to be kept with a mark: a decreed wording that was chosen, else what is typed."""
    chosen = [row.text for row in catalog.reasons("return", case.service_code) if row.code == reason]
    return chosen[0] if chosen else request.POST.get(FLAG + about, "")


def _unexplained(about: str) -> str:
    """What the applicant reads about something that only was marked: like decreed wordings kept in Indonesian, in
    whatever language the officer works."""
    with translation.override("id"):
        if about.startswith("paper:"):
            return _("Berkas ini tidak cocok dengan isian. Periksa, lalu unggah yang benar.")
        return _("Isian ini tidak sama dengan berkasnya. Cocokkan huruf demi huruf, lalu perbaiki.")


def ours_fit(case: CaseView, today: date) -> dict[str, MarkView]:
    """The papers that are documents of ours and still hold: they fit by themselves, until the officer says otherwise."""
    found = {}
    for line in case.requirements:
        sheets = [sheet for sheet in line.sheets if sheet.current]
        if sheets and all(sheet.is_ours and sheet.is_in_force(today) for sheet in sheets):
            found[f"paper:{line.key}"] = MarkView(fits=True, note="")
    return found


def comparable(case: CaseView) -> dict[str, str]:
    """What an officer compares and a remark can be about, with its name: the answers, then the papers."""
    found = {f"field:{row.name}": row.label for section in case.sections for row in section.rows}
    lines = [line for line in case.requirements if line.state in ("given", "missing", "optional")]
    return found | {f"paper:{line.key}": line.name for line in lines}


def _ground(case: CaseHead, post: Any) -> dict[str, str]:
    chosen = next((r for r in catalog.reasons("refuse", case.service_code) if r.code == post.get("dasar")), None)
    words = " ".join(part for part in (chosen.text if chosen else "", post.get("reason", "").strip()) if part)
    law = (post.get("law", "").strip() or (chosen.law if chosen else ""))[:200]
    problems = (
        {} if words else {"reason": _("Pilih alasan baku, atau tulis alasan penolakan. Pemohon akan membacanya.")}
    )
    if not law:
        problems["law"] = _("Sebutkan dasar hukum penolakan.")
    if problems:
        raise Unfit(problems)
    return {"reason": words[:1000], "law": law}


def _stored(request: Request, case: CaseView) -> str | None:
    """The outside document, stored as the case's; its signature is checked when the number is recorded.

    One that came with an earlier, refused try is still there and need not be chosen again.
    """
    file = request.FILES.get("dokumen")
    if file is None:
        return _kept(case, request, request.POST.get("tersimpan", ""))[0] or None
    try:
        stored = files.store(
            data=file.read(), name=file.name or "dokumen.pdf", owner_kind=OWNER, owner_id=case.id, by=request.actor,
            at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        raise Unfit({"dokumen": refusal.message}) from None
    return str(stored.pk)


def _kept(case: CaseView, request: Request, wanted: str) -> tuple[str, str]:
    """Id and name of an outside document that this officer sent for this case; empty for any other."""
    if not wanted:
        return "", ""
    mine = [f for f in stored_files.of_owner(OWNER, case.id) if str(f.pk) == wanted and f.stored_by == request.actor.id]
    return (wanted, mine[0].name) if mine else ("", "")


def problems_of(refusal: Refused) -> Problems:
    """A refusal of the case itself, at the input it belongs to."""
    if refusal.code == "defects":
        return {NOTE: refusal.message}
    return {refusal.field or "": refusal.message}
