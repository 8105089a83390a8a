"""From the decision form to the body of a command, and from a task to what its form shows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from satuatap.domain.cases.queries import CaseView, TaskView, standards
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import ReasonRow
from satuatap.domain.files import actions as files
from satuatap.fronts.shared.forms import BoundPage, bind
from satuatap.fronts.shared.http import Request
from satuatap.kernel import forms
from satuatap.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Subject:
    """Something a return can name: ``about`` as cases know it, the reason chosen and the words typed."""

    about: str
    label: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the decision card of one task shows."""

    task: TaskView
    key: UUID
    bound: BoundPage | None
    subjects: tuple[Subject, ...]
    return_reasons: tuple[ReasonRow, ...]
    refuse_reasons: tuple[ReasonRow, ...]
    refuse_options: tuple[tuple[str, str], ...]
    number_label: str
    system: str
    typed: dict[str, str]
    after: str


def of_task(case: CaseView, task: TaskView, request: Request, refusal: Refused | None) -> Decision:
    """The card for one task; after a refusal it shows what was typed."""
    posted = request.POST if request.POST.get("langkah") == task.step else {}
    typed = {name: str(posted.get(name, "")) for name in ("reason", "law", "note", "number", "collector", "relation")}
    step = standards.flow(case.standard.revision_id).step(task.step)
    reasons = catalog.reasons(service=case.service_code)
    return Decision(
        task=task,
        key=uuid4(),
        bound=_bound(case, task.step, posted, refusal),
        subjects=_subjects(case, posted) if "return" in task.verbs else (),
        return_reasons=tuple(row for row in reasons if row.kind == "return"),
        refuse_reasons=tuple(row for row in reasons if row.kind == "refuse"),
        refuse_options=tuple((row.code, row.text) for row in reasons if row.kind == "refuse"),
        number_label=step.number_label,
        system=step.system,
        typed=typed,
        after=_after(case, task.step),
    )


def _bound(case: CaseView, step: str, posted: Any, refusal: Refused | None) -> BoundPage | None:
    form = standards.step_form(case.standard.revision_id, step)
    if form is None:
        return None
    page = form.pages[0].key
    problems = {refusal.field: refusal.message} if refusal and refusal.code == "results" and refusal.field else None
    typed = forms.parse(form, page, posted).typed if posted else None
    return bind(form, page, {}, typed=typed, problems=problems, prefix=f"{step}-")


def _subjects(case: CaseView, posted: Any) -> tuple[Subject, ...]:
    named = [(f"paper:{line.key}", line.name) for line in case.requirements]
    named += [(f"field:{row.name}", row.label) for section in case.sections for row in section.rows]
    return tuple(
        Subject(about, label, str(posted.get(f"alasan.{about}", "")), str(posted.get(f"catatan.{about}", "")))
        for about, label in [*named, ("other", "")]
    )


def _after(case: CaseView, step: str) -> str:
    keys = [s.key for s in case.steps]
    later = [s.name for s in case.steps[keys.index(step) + 1 :] if s.state == "todo"]
    return later[0] if later else ""


def body_of(request: Request, case: CaseView, step: str, verb: str) -> dict[str, Any]:
    """What the verb needs of the form. Raises ``Refused`` where something cannot be read."""
    post = request.POST
    body: dict[str, Any] = {"note": post.get("note", "").strip()[:1000]}
    if verb == "return":
        body["defects"] = _defects(case, post)
    elif verb == "refuse":
        body |= _ground(case, post)
    elif verb == "record":
        body |= {"number": post.get("number", ""), "file_id": _stored(request, case)}
    elif verb == "hand-over":
        body |= {"collector": post.get("collector", ""), "relation": post.get("relation", "self"), "how": "counter"}
    elif form := standards.step_form(case.standard.revision_id, step):
        parsed = forms.parse(form, form.pages[0].key, post)
        if parsed.problems:
            pointer, words = next(iter(parsed.problems.items()))
            raise Refused("results", words, field=pointer)
        body["results"] = parsed.answers
    return {name: value for name, value in body.items() if value not in ("", None)}


def _defects(case: CaseView, post: Any) -> list[dict[str, str]]:
    texts = {row.code: row.text for row in catalog.reasons("return", case.service_code)}
    found = []
    for subject in _subjects(case, post):
        words = " ".join(part for part in (texts.get(subject.reason, ""), subject.text.strip()) if part)
        if words:
            found.append({"about": subject.about, "reason": subject.reason, "text": words[:1000]})
    return found


def _ground(case: CaseView, post: Any) -> dict[str, str]:
    chosen = next((r for r in catalog.reasons("refuse", case.service_code) if r.code == post.get("dasar")), None)
    words = " ".join(part for part in (chosen.text if chosen else "", post.get("reason", "").strip()) if part)
    return {"reason": words[:1000], "law": (post.get("law", "").strip() or (chosen.law if chosen else ""))[:200]}


def _stored(request: Request, case: CaseView) -> str | None:
    """The outside document, stored as the case's; its signature is checked when the number is recorded."""
    file = request.FILES.get("dokumen")
    if file is None:
        return None
    stored = files.store(
        data=file.read(), name=file.name or "dokumen.pdf", owner_kind="cases.case", owner_id=case.id, by=request.actor,
        at=request.now,
    )  # fmt: skip
    return str(stored.pk)
