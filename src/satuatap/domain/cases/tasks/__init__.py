"""What cases do in the background: going on after a payment or a signature, telling applicants, minding the clock."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.utils import timezone

from satuatap.domain.agencies.events import CalendarChanged, OutageChanged
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.events import DocumentFailed, DocumentIssued, DocumentRevoked
from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.notifications import queries as messages
from satuatap.domain.notifications.events import ReplyCame
from satuatap.domain.payments import queries as payments
from satuatap.domain.payments.events import BillOpened, BillSettled
from satuatap.kernel.jobs import defer

from .. import actions, events, ports
from ..lifecycle import State, TaskState
from ..models import Case, Inspection, Opinion, OutsideCall, Paper, Silence, Task
from ..queries import calls, standards
from ..queries.confirming import paper_to_confirm
from ..queries.place import snapshot_of
from ..rules import referrals
from ..rules.flow import AFTER_DECISION
from .telling import ENGINE
from .telling import tell as _tell


def continue_after_payment(event: BillSettled) -> None:
    """The bill of a ``pay`` step is settled: the step is done. Told twice, it is done once."""
    case = Case.objects.filter(pk=event.about).first()
    if case is None:
        return
    bill = next(b for b in payments.bills_about(case.pk) if b.id == event.bill_id)
    step = _open_step(case, "pay")
    if step is None:
        return
    actions.perform(
        case_id=case.pk,
        step=step,
        verb="settle",
        key=uuid5(event.bill_id, "settled"),
        body={"amount": int(bill.total), "bill": str(bill.id)},
        by=ENGINE,
        at=timezone.now(),
    )


def ask_neighbour(event: events.CaseSubmitted) -> None:
    """A letter that the head of an RT or RW confirms: where the village names one, they are asked at once."""
    case = Case.objects.filter(pk=event.case_id).first()
    if case is not None and case.state == State.SUBMITTED and paper_to_confirm(case):
        actions.ask_neighbour(case_id=case.pk, by=ENGINE, at=timezone.now())


def continue_after_issue(event: DocumentIssued) -> None:
    """A document of the case was issued: its ``issue`` step is done."""
    case = Case.objects.filter(pk=event.about).first()
    if case is not None and _open_step(case, "sign"):
        actions.signed_on_paper(case_id=case.pk, document_id=event.document_id, by=ENGINE, at=timezone.now())
        case.refresh_from_db()
    step = _open_step(case, "issue") if case else None
    if case is None or step is None:
        return
    actions.perform(
        case_id=case.pk,
        step=step,
        verb="issued",
        key=uuid5(event.document_id, "issued"),
        body={"document": str(event.document_id)},
        by=ENGINE,
        at=timezone.now(),
    )


def raise_after_failure(event: DocumentFailed) -> None:
    """A document could not be made: its step becomes an officer's task, so that nobody waits for nothing."""
    case = Case.objects.filter(pk=event.about).first()
    step = _open_step(case, "issue") if case else None
    if case is not None and step is not None:
        actions.raise_task(case_id=case.pk, step=step, by=ENGINE, at=timezone.now())


def _open_step(case: Case, kind: str) -> str | None:
    flow = standards.flow(case.revision_id)
    return next((key for key in snapshot_of(case).open if flow.step(key).do == kind), None)


def begin_followers(event: events.CaseReady | events.CaseClosed) -> None:
    """What was sent together with the case and needs its product begins, or goes back to its applicant."""
    actions.begin_followers(case_id=event.case_id, by=ENGINE, at=timezone.now())


def count_asked(event: events.CaseSubmitted) -> None:
    actions.count_asked(case_id=event.case_id, by=ENGINE, at=timezone.now())


# -- telling people ------------------------------------------------------------------------------------------------


def tell_submitted(event: events.CaseSubmitted) -> None:
    _tell(event.case_id, "application-received")


def tell_returned(event: events.CaseReturned) -> None:
    _tell(event.case_id, "returned", path="/berkas/{number}/perbaiki")


def tell_accepted(event: events.CaseAccepted) -> None:
    _tell(event.case_id, "accepted")


def tell_decided(event: events.CaseDecided) -> None:
    """An approval that is nothing but an appointment elsewhere is told with the appointment."""
    if not event.approved or _has_step(event.case_id, AFTER_DECISION | {"decide", "seal"}):
        _tell(event.case_id, "approved" if event.approved else "refused")


def tell_referred(event: events.CaseReferred) -> None:
    case = Case.objects.get(pk=event.case_id)
    step = standards.flow(case.revision_id).step(event.step)
    found = referrals.read(step.system, case.results[event.step])
    hour = f"{found.at:%H.%M}" if found.at else ""
    template = "referred" if hour else "referred-no-hour"
    _tell(event.case_id, template, place=f"{found.place}, {found.system}", until=found.on, when=hour)


def tell_moved(event: events.PromiseMoved) -> None:
    """Tell the applicant which day is promised after an outage."""
    _tell(event.case_id, "promise-moved", once=event.due_at.isoformat(), until=event.due_at)


def tell_inspection(event: events.InspectionPlanned) -> None:
    """The day of the visit, for whoever lets the inspectors in. Told late, the day is that of now."""
    found = Inspection.objects.get(pk=event.inspection_id)
    if found.planned_on is None:
        return
    when = f"{found.planned_time:%H.%M}" if found.planned_time else ""
    template = "inspection-moved" if event.is_moved else "inspection-planned"
    once = f"{found.pk}:{found.planned_on}:{when}"
    _tell(event.case_id, template if when else f"{template}-no-hour", once=once, until=found.planned_on, when=when)


def write_report(event: events.InspectionReported) -> None:
    """The sheet of a visit, once its report was sent. Taken back meanwhile, there is nothing to write."""
    actions.write_report(inspection_id=event.inspection_id, by=ENGINE, at=timezone.now())


def tell_undone(event: events.CaseUndone) -> None:
    _tell(event.case_id, "undone")


def tell_ready(event: events.CaseReady) -> None:
    if _has_step(event.case_id, AFTER_DECISION):
        _tell(event.case_id, "document-ready")


def _has_step(case_id: UUID, kinds: Collection[str]) -> bool:
    flow = standards.flow(Case.objects.values_list("revision_id", flat=True).get(pk=case_id))
    return any(step.do in kinds for step in flow.steps())


def tell_closed(event: events.CaseClosed) -> None:
    if event.state in ("withdrawn", "lapsed"):
        _tell(event.case_id, event.state)


def tell_released(event: events.CaseReleased) -> None:
    """Tell the applicant that it has to be sent by hand now, if it is still wanted."""
    _tell(event.case_id, "released")


def tell_bill(event: BillOpened) -> None:
    if Case.objects.filter(pk=event.about).exists():
        bill = next(b for b in payments.bills_about(event.about) if b.id == event.bill_id)
        path = f"/tagihan/{event.bill_id}"
        _tell(event.about, "bill-opened-no-date", path=path, amount=bill.total, number=bill.number)


def tell_forgotten(event: events.DraftGoes) -> None:
    """Whoever fills a draft is told once on which day it goes."""
    goes_at = Case.objects.filter(pk=event.case_id).values_list("goes_at", flat=True).first()
    if goes_at:
        _tell(event.case_id, "draft-goes", once=goes_at.isoformat(), until=goes_at)


def tell_reminder(event: events.ReminderDue) -> None:
    """A document of the case will expire: its name and day stand in the message."""
    for document in documents.of_about(event.case_id):
        if document.valid_until and document.state == "issued":
            _tell(event.case_id, event.template, document=document.title, until=document.valid_until)


def tell_late(event: events.TaskLate) -> None:
    """Tell the role above, at the unit of the task, in the list of their account."""
    _tell_role(Task.objects.select_related("case").get(pk=event.task_id), event.role, "task-late")


def tell_silence_near(event: events.SilenceNear) -> None:
    """Tell whoever stands above those who have the case now."""
    _tell_above(event.case_id, "silence-near")


def tell_silence(event: events.SilenceTookEffect) -> None:
    """Tell the applicant what the law makes of the silence, and those above that it came to it."""
    silence = Silence.objects.get(case=event.case_id)
    _tell(event.case_id, f"silence-{silence.rule}")
    _tell_above(event.case_id, "silence-passed")


def _tell_above(case_id: UUID, template: str) -> None:
    for task in Task.objects.select_related("case").filter(case=case_id).exclude(state=TaskState.CLOSED):
        step = standards.flow(task.case.revision_id).step(task.step)
        _tell_role(task, step.late or task.role, template)


def tell_handed(event: events.TaskHanded) -> None:
    """Tell a colleague who was given a task; given back and again, it is told again."""
    task = Task.objects.select_related("case").get(pk=event.task_id)
    if task.assignee_id == event.account_id:
        once = f"{task.pk}:{event.account_id}:{task.case.version}"
        _tell_officer("task-handed", once, event.account_id, task.case)


def _tell_role(task: Task, role: str, template: str) -> None:
    """A message to everybody who holds a role at the unit of a task, once each."""
    for holder in identity.holders(task.unit_id, role, timezone.localdate()):
        _tell_officer(template, f"{task.pk}:{holder.account_id}", holder.account_id, task.case)


def tell_dependents(event: DocumentRevoked) -> None:
    """A document that was handed in as a paper elsewhere holds no longer: whoever has that case now is told."""
    papers = Paper.objects.filter(document=event.document_id, current=True)
    for task in Task.objects.select_related("case").filter(case__papers__in=papers).exclude(state=TaskState.CLOSED):
        for holder in identity.holders(task.unit_id, task.role, timezone.localdate()):
            once = f"{event.document_id}:{task.pk}:{holder.account_id}"
            _tell_officer("paper-gone", once, holder.account_id, task.case)


def tell_post(event: events.PostWritten) -> None:
    """The office wrote: the applicant is told that there is something to read, not what."""
    _tell(event.case_id, "office-wrote", path="/berkas/{number}/pesan", once=str(event.post_id))


def tell_objection(event: events.ObjectionAnswered) -> None:
    """The objection is answered: the applicant is told where the answer stands, not what it says."""
    _tell(event.case_id, "objection-answered", path="/berkas/{number}/keberatan")


def tell_opinion(event: events.OpinionAsked) -> None:
    """Tell the colleague who was asked, or everybody who holds the role, in the list of their account."""
    opinion = Opinion.objects.select_related("case").get(pk=event.opinion_id)
    holders = identity.holders(opinion.unit_id, opinion.role, timezone.localdate()) if opinion.role else ()
    asked = {holder.account_id for holder in holders} if opinion.role else {opinion.account_id}
    for account_id in asked:
        if account_id and f"account:{account_id}" != opinion.asked_by:
            _tell_officer("opinion-asked", f"{opinion.pk}:{account_id}", account_id, opinion.case, "/pesan")


def place_reply(event: ReplyCame) -> None:
    """Somebody answered a message about a case: the words go into its thread, under the masked number they came from."""
    reply = messages.reply(event.reply_id)
    is_placed = Case.objects.filter(pk=event.about_id).exists() and actions.take_reply(
        case_id=event.about_id,
        key=reply.pk,
        channel=reply.channel,
        text=reply.text,
        sender=messages.masked(reply.address),
        by=ENGINE,
        at=reply.at,
    )
    notifications.settle_reply(reply_id=reply.pk, is_placed=is_placed, by=ENGINE, at=timezone.now())


# -- signing -------------------------------------------------------------------------------------------------------


def sign_line(batch_id: str, document_id: str, key: str) -> None:
    """Order one document of a batch."""
    actions.run_line(UUID(batch_id), UUID(document_id), UUID(key), timezone.now())


def _tell_officer(template: str, once: str, account_id: UUID, case: Case, page: str = "") -> None:
    notifications.notify(
        template=template,
        key=f"{template}:{once}",
        account_id=account_id,
        context={"service": case.title, "number": case.number},
        path=f"/meja/berkas/{case.number}{page}",
        about=case,
        by=ENGINE,
        at=timezone.now(),
    )


# -- asking outside systems ----------------------------------------------------------------------------------------


def ask_outside(call_id: str) -> None:
    """Ask one question, outside any transaction. Whatever comes back is written down; a dead worker is replaced."""
    call = OutsideCall.objects.select_related("case__service").get(pk=call_id)
    if call.ask_at is None:
        return
    try:
        answer = ports.systems[call.adapter].ask(calls.question_of(call, timezone.now()))
    except ports.Down:
        actions.note_silence(call_id=call.pk, by=ENGINE, at=timezone.now())
    except ports.Unusable as problem:
        actions.note_problem(call_id=call.pk, problem=problem.kind, by=ENGINE, at=timezone.now())
    else:
        actions.note_answer(call_id=call.pk, answer=answer, by=ENGINE, at=timezone.now())


def seal(case_id: str, step: str) -> None:
    """Seal a case, or give it to an officer. Safe to run again."""
    actions.seal_step(case_id=UUID(case_id), step=step, by=ENGINE, at=timezone.now())


def tell_difference(event: events.CallDiffers) -> None:
    """Tell the role that went on by hand: the outside says something else."""
    call = OutsideCall.objects.select_related("case").get(pk=event.call_id)
    task = call.case.tasks.filter(step=call.step).latest("opened_at")
    _tell_role(task, task.role, "outside-differs")


# -- the clock -----------------------------------------------------------------------------------------------------


def count_anew(event: CalendarChanged) -> None:
    """Hours or holidays have changed: promises are counted anew once no process remembers the old ones."""
    unit_id = str(event.unit_id or "")
    defer("cases.recompute_due", once=f"recompute-due:{unit_id}", wait=_until_forgotten(), unit_id=unit_id)


def _until_forgotten() -> timedelta | None:
    return timedelta(seconds=2 * settings.REMEMBER_SECONDS) or None


def recompute_due(unit_id: str) -> None:
    """The job behind ``count_anew``; "" is every unit."""
    actions.recompute_due(unit_id=UUID(unit_id) if unit_id else None, by=ENGINE, at=timezone.now())


def count_outage_anew(event: OutageChanged) -> None:
    """An outage was declared, corrected or lifted; as with calendars, what processes remember must be gone first."""
    defer(
        "cases.count_outage",
        once=f"count-outage:{event.outage_id}",
        wait=_until_forgotten(),
        outage_id=str(event.outage_id),
        known_at=event.at.isoformat(),
    )


def count_outage(outage_id: str, known_at: str) -> None:
    """The job behind ``count_outage_anew``. Of several changes in a row the first one's job counts them all: people know
    what was promised before it."""
    now = timezone.now()
    actions.count_outage(outage_id=UUID(outage_id), known_at=datetime.fromisoformat(known_at), by=ENGINE, at=now)


def make_export(export_id: str) -> None:
    """Write the spreadsheet that somebody asked for."""
    actions.make_export(export_id=UUID(export_id), by=ENGINE, at=timezone.now())


def mind_the_clock(now: datetime) -> None:
    """Once a minute: who is away lets go, late tasks and near silences are told, outside systems asked, what nobody
    corrects lapses, reminders go out."""
    actions.release_absent(by=ENGINE, at=now)
    actions.tell_late(by=ENGINE, at=now)
    actions.ask_due(by=ENGINE, at=now)
    actions.seal_waiting(by=ENGINE, at=now)
    actions.tell_silence(by=ENGINE, at=now)
    actions.note_silence_passed(by=ENGINE, at=now)
    actions.lapse_overdue(by=ENGINE, at=now)
    actions.send_reminders(by=ENGINE, at=now)


def forget_drafts(now: datetime) -> None:
    """Once an hour: say which drafts will go, and let those go whose day has come."""
    actions.tell_forgotten(by=ENGINE, at=now)
    actions.discard_forgotten(by=ENGINE, at=now)
