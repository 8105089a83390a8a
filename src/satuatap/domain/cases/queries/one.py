"""One case, whole, for those who may see it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Paper as PaperStandard
from satuatap.domain.documents import queries as documents
from satuatap.domain.payments import queries as payments
from satuatap.domain.regions import queries as regions
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import tidy_number

from .. import policies
from ..lifecycle import MOVES, State, TaskState
from ..models import EARLIER, Case, CaseQuerySet, Silence, Task
from ..rules import engine, referrals, undoing
from ..rules.flow import Flow
from . import standards
from .badges import badge_of
from .belongings import Belongings, Found, belongings_of, with_belongings
from .calls import calls_of
from .charges import charges
from .collecting import shelf_of
from .inspections import inspections_of
from .known import known_scope, labels_of, letters_say, with_known
from .marks import MarkView
from .naming import bundle_title
from .place import snapshot_of
from .promises import promise_view, rests_of
from .requirements import requirement_views
from .sealing import seals_of
from .timeline import step_views
from .views import CaseHead, CaseView, DefectView, Filling, HistoryRow, ReferralView, SilenceView, TaskView

SAME = (
    "id", "number", "channel", "version", "unit_id", "party_id", "applicant_name", "applicant_kind", "started_at",
    "submitted_at", "accept_due_at", "accepted_at", "decided_at", "ready_at", "closed_at", "waiting_for", "correct_by",
    "refusal_law", "place", "bundle_id",
)  # fmt: skip
"""What a view takes over from the row as it is."""

MAKING = frozenset({"sign", "seal", "issue"})
"""Kinds of steps at which documents begin to exist."""

HEAD = (
    "number", "state", "place", "party_id", "filed_by", "channel", "revision_id", "service__code", "unit_id",
    "title", "applicant_name", "waiting_for", "bundle__sent_at",
)  # fmt: skip


def case_id_of(number: str) -> UUID:
    """The id behind a number as a person typed it. Raises ``NotFound``."""
    tidy = tidy_number(number)
    found = Case.objects.filter(number=tidy).values_list("pk", flat=True).first() if tidy else None
    if found is None:
        raise NotFound
    return found


def head(*, actor: Actor, number: str) -> CaseHead:
    """The least of a case, in one query, for whoever may see it. Raises ``NotFound``."""
    tidy = tidy_number(number)
    rows = Case.objects.visible_to(actor).select_related("service", "bundle").only(*HEAD)
    case = rows.filter(number=tidy).first() if tidy else None
    if case is None:
        raise NotFound
    return head_of(case, actor)


def head_of(case: Case, actor: Actor) -> CaseHead:
    """The least of a case that is at hand."""
    return CaseHead(
        id=case.pk,
        number=case.number,
        state=State(case.state),
        service_code=case.service.code,
        revision_id=case.revision_id,
        may_fill=policies.may(actor, "fill", case),
        is_open=is_open(case),
        is_own=policies.is_applicant(actor, case),
        unit_id=case.unit_id,
        party_id=case.party_id,
        title=case.title,
        applicant_name=case.applicant_name,
        bundle_id=bundled(case),
    )


def bundled(case: Case) -> UUID | None:
    """The bundle with which the case is filled in and sent, as long as it cannot go its own way; it brings its bundle."""
    if case.state != State.DRAFT or case.bundle is None:
        return None
    return case.bundle_id if case.bundle.sent_at is None or case.waiting_for == EARLIER else None


def is_open(case: Case) -> bool:
    """Whether the case waits to be filled in and sent, for the first time or corrected; it brings its bundle."""
    if bundled(case):
        return False
    return case.state in (State.DRAFT, State.RETURNED) or bool(case.place.get("waiting"))


def get_case(*, actor: Actor, case_id: UUID, now: datetime, lang: str = "id") -> CaseView:
    """The case for its applicant, an officer of a unit that works on it, or the system. Raises ``NotFound``."""
    return _one(Case.objects.filter(pk=case_id), actor, now, lang)


def get_case_by_number(*, actor: Actor, number: str, now: datetime, lang: str = "id") -> CaseView:
    """The same by the number as a person typed it. Raises ``NotFound``."""
    tidy = tidy_number(number)
    return _one(Case.objects.filter(number=tidy) if tidy else Case.objects.none(), actor, now, lang)


def _one(cases: CaseQuerySet, actor: Actor, now: datetime, lang: str) -> CaseView:
    case = with_belongings(
        cases.visible_to(actor).select_related("unit", "service", "site", "silence", "bundle", "filed_unit")
    ).first()
    if case is None:
        raise NotFound
    return _view(case, actor, now, lang)


def _view(case: Case, actor: Actor, now: datetime, lang: str) -> CaseView:
    standard, snapshot = standards.standard(case.revision_id, lang), snapshot_of(case)
    flow, form = standards.flow(case.revision_id, lang), standards.form(case.revision_id, lang)
    tasks = list(case.tasks.select_related("unit", "assignee").order_by("opened_at", "id"))
    kinds, belongings = {task.kind for task in tasks}, belongings_of(case)
    answers = case.answers if case.draft is None or not policies.may(actor, "fill", case) else case.draft
    is_applicant, issued = policies.is_applicant(actor, case), documents.of_about(case.pk) if kinds & MAKING else ()
    unit_names = {task.unit_id: task.unit.short_name for task in tasks} | {case.unit_id: case.unit.short_name}
    shown_tasks = _tasks(case, tasks, snapshot, actor, lang)
    decreed = decreed_words(case, lang) if belongings.defects or case.refusal else {}
    return CaseView(
        **{name: getattr(case, name) for name in SAME},
        title=standard.name,
        service_code=case.service.code,
        state=State(case.state),
        badge=badge_of(case, now),
        unit_name=case.unit.name,
        unit_short_name=case.unit.short_name,
        area_label=regions.village_label(case.area_code) if case.area_code else "",
        is_draft_changed=case.draft is not None,
        is_applicant=is_applicant,
        may_fill=policies.may(actor, "fill", case) and is_open(case),
        may_withdraw=policies.may(actor, "withdraw", case) and case.state in MOVES["withdraw"].sources,
        promise=promise_view(case, rests_of(case, belongings.rests), now),
        standard=standard,
        sections=_sections(case, form, answers, actor),
        results=_results(case, snapshot, lang),
        requirements=requirement_views(case, standard, answers, belongings.sheets, now),
        steps=step_views(flow, snapshot, case, tasks, unit_names),
        tasks=shown_tasks,
        shelf=shelf_of(case, shown_tasks, belongings.keepings, now),
        refusal=worded(case.refusal, decreed),
        defects=defect_views(belongings.defects, form, standard.papers, decreed),
        silence=_silence(case),
        history=_history(case, belongings, flow, issued, staff=not is_applicant),
        may_undo=_may_undo(case, actor, belongings, now),
        charges=charges(case, belongings.happened, case.unit.short_name, now),
        bills=_bills(case, lang) if "pay" in kinds else (),
        documents=issued,
        outside=belongings.outside,
        referrals=_referrals(flow, snapshot),
        seals=seals_of(case, lang) if "seal" in kinds else (),
        calls=calls_of(case, lang) if "call" in kinds and not is_applicant else (),
        copy_strip=_copy_strip(case, snapshot, now) if not is_applicant else (),
        new_posts=sum(said.is_from_applicant is not is_applicant and said.read_at is None for said in belongings.said),
        advice=() if is_applicant else _advice(belongings),
        inspections=inspections_of(case, tasks, now, lang, as_applicant=is_applicant) if "inspect" in kinds else (),
        bundle_title=bundle_title(case.bundle, lang),
        marks={m.about: MarkView(m.fits, m.note) for m in belongings.marks if m.account_id == actor.account_id},
    )


def _results(case: Case, snapshot: engine.Snapshot, lang: str) -> tuple[tuple[str, tuple[forms.Section, ...]], ...]:
    """What officers found at their steps, step by step."""
    found = []
    for step in standards.flow(case.revision_id, lang).steps():
        form = standards.step_form(case.revision_id, step.key, lang)
        if form is not None and step.key in snapshot.results:
            found.append((step.name or step.key, forms.present(form, snapshot.results[step.key])))
    return tuple(found)


def _tasks(case: Case, tasks: list[Task], snapshot: engine.Snapshot, actor: Actor, lang: str) -> tuple[TaskView, ...]:
    flow = standards.flow(case.revision_id, lang)
    return tuple(
        TaskView(
            id=task.pk,
            step=task.step,
            kind=task.kind,
            name=flow.step(task.step).name or task.name,
            role=task.role,
            unit_id=task.unit_id,
            unit_name=task.unit.short_name,
            assignee_id=task.assignee_id,
            assignee_name=task.assignee.name if task.assignee else "",
            opened_at=task.opened_at,
            due_at=task.due_at,
            rank_at=task.rank_at,
            verbs=tuple(
                verb for verb in engine.verbs(flow, snapshot, task.step) if policies.may(actor, verb, case, task)
            ),
            is_mine=task.assignee_id is not None and task.assignee_id == actor.account_id,
            may_move=policies.may_move(actor, task),
            handed_by=task.handed_by,
            handed_why=task.handed_why,
            told_late_at=task.told_late_at,
            told_role=flow.step(task.step).late or task.role,
        )
        for task in tasks
        if task.state == TaskState.OPEN
    )


def _bills(case: Case, lang: str) -> tuple[payments.BillRow, ...]:
    names = standards.bill_labels(case.revision_id, lang) if lang != "id" else {}
    return tuple(replace(row, label=names.get(row.label, row.label)) for row in payments.bills_about(case.pk))


def decreed_words(case: Case, lang: str) -> dict[str, str]:
    """The library's wordings in another language, by the Indonesian ones that cases keep."""
    if lang == "id":
        return {}
    words = {row.code: row.text for row in catalog.reasons(service=case.service.code, lang=lang)}
    return {row.text: words[row.code] for row in catalog.reasons(service=case.service.code)}


def worded(text: str, decreed: dict[str, str]) -> str:
    """What an officer wrote, its decreed beginning in the reader's language."""
    return next((theirs + text[len(ours) :] for ours, theirs in decreed.items() if text.startswith(ours)), text)


def defect_views(
    defects: tuple[Found, ...], form: forms.Form, papers: tuple[PaperStandard, ...], decreed: dict[str, str]
) -> tuple[DefectView, ...]:
    """What was found wrong, each with the name of the paper or question it is about."""
    names = {f"paper:{paper.key}": paper.name for paper in papers}
    names |= {f"field:{field.path}": field.title for top in form.fields for field in top.tree()}
    return tuple(
        DefectView(
            d.about, names.get(d.about, ""), worded(d.text, decreed), d.found_at, d.was_there, d.mended_at is None
        )
        for d in defects
    )


def _may_undo(case: Case, actor: Actor, belongings: Belongings, now: datetime) -> bool:
    """Whether the last act that stands is the actor's and still fresh. Whether something followed is asked on trying."""
    done = belongings.happened[::-1]
    place = undoing.last_standing(row.verb for row in done)
    if place < 0 or case.state == State.COMPLETED:
        return False
    last = done[place]
    return last.by == actor.id and last.verb in engine.UNDOABLE and now - last.at <= undoing.WINDOW


def _history(
    case: Case, belongings: Belongings, flow: Flow, issued: Iterable[documents.DocumentRow], *, staff: bool
) -> tuple[HistoryRow, ...]:
    """What happened, newest first. Residents read which step acted, officers also who."""
    rows = [
        HistoryRow(
            at=row.at,
            who=row.by_name
            if not row.by.startswith("system:") and (staff or not (row.step or row.verb == engine.UNDO))
            else "",
            verb=row.verb,
            step_name=(flow.step(row.step).name or row.step) if row.step else "",
            note=row.words if staff or row.verb == "refuse" else "",
        )
        for row in belongings.happened
    ]
    silence = _silence(case)
    if silence and silence.took_effect_at:
        rows.append(HistoryRow(silence.took_effect_at, "", silence.rule, "", silence.law))
    rows += [
        HistoryRow(
            at=document.revoked_at, who=document.revoked_by_name if staff else "", verb=f"document-{document.state}",
            step_name=document.number, note=document.reason,
        )
        for document in issued
        if document.revoked_at
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _silence(case: Case) -> SilenceView | None:
    """What silence would mean while there is no decision, and what it has meant."""
    silence: Silence | None = getattr(case, "silence", None)
    if silence is None or (case.decided_at and not silence.took_effect_at):
        return None
    return SilenceView(silence.rule, silence.law, silence.ends_at, silence.took_effect_at)


def _advice(belongings: Belongings) -> tuple[tuple[str, str, datetime], ...]:
    """The opinions that were given: who, what, when."""
    return tuple((one.answered_by_name, one.answer, one.answered_at) for one in belongings.advice if one.answered_at)


def _referrals(flow: Flow, snapshot: engine.Snapshot) -> tuple[ReferralView, ...]:
    found = []
    for step in flow.steps():
        if step.do == "refer" and step.key in snapshot.results:
            read = referrals.read(step.system, snapshot.results[step.key])
            found.append(
                ReferralView(step.key, step.name or step.key, read.system, read.on, read.at, read.place, read.number)
            )
    return tuple(found)


def _copy_strip(case: Case, snapshot: engine.Snapshot, now: datetime) -> tuple[tuple[str, str], ...]:
    """Our fields in the order of the outside screen, so that nobody types them twice."""
    flow = standards.flow(case.revision_id)
    scope = engine.scope(snapshot, now, {"number": case.number})
    return tuple(
        line
        for key in snapshot.open
        for label, text in flow.step(key).copy.items()
        for line in _copy_lines(label, standards.value(text, scope))
    )


def _copy_lines(label: str, value: Any) -> list[tuple[str, str]]:
    """A field of the outside screen; of a list, each entry is a field of its own."""
    if isinstance(value, list):
        return [(f"{label} {number}", str(entry)) for number, entry in enumerate(value, start=1)]
    return [(label, str(value or ""))]


def _sections(case: Case, form: forms.Form, answers: dict[str, Any], actor: Actor) -> tuple[forms.Section, ...]:
    has_people = any(field.kind == "party" for field in form.index.values())
    scope = known_scope(case, actor) if has_people else {}
    return forms.present(form, answers, labels=labels_of(form, answers, scope))


def numbers_of(case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The numbers people know cases by; one query for many."""
    return dict(Case.objects.filter(pk__in=set(case_ids)).values_list("pk", "number"))


def first_page(case: Case) -> str:
    """The page on which filling in begins."""
    return str(standards.form(case.revision_id).pages[0].key)


def filling(*, actor: Actor, case_id: UUID, lang: str = "id") -> Filling:
    """For the pages of the form: the case, its answers on the way, and what the register knows. Raises ``NotFound``."""
    case = Case.objects.visible_to(actor).select_related("service", "unit", "bundle").filter(pk=case_id).first()
    if case is None or not policies.may(actor, "fill", case):
        raise NotFound
    form = standards.form(case.revision_id, lang)
    scope = known_scope(case, actor)
    letters = letters_say(case, form, scope)
    answers = with_known(form, case.answers if case.draft is None else case.draft, scope, letters)
    return Filling(
        case_id=case.pk,
        number=case.number,
        state=State(case.state),
        version=case.version,
        title=standards.standard(case.revision_id, lang).name,
        service_code=case.service.code,
        applicant_name=case.applicant_name,
        form=form,
        answers=answers,
        known=frozenset(forms.prefill(form, scope)) | letters.keys(),
        from_letters=frozenset(letters),
        offered=forms.offered(form, scope),
        labels=labels_of(form, answers, scope),
        pages_done=frozenset(case.pages_done),
        bundle_id=bundled(case),
        is_open=is_open(case),
        is_own=policies.is_applicant(actor, case),
    )
