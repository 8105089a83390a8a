"""Writing a change of the engine down: the case, its tasks, its clock, the trace, and the events it causes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.events import Event
from satuatap.kernel.jobs import publish

from .. import effects, events
from ..lifecycle import ENDS, State, TaskState
from ..models import Case, Defect, DueChange, Pause, Task
from ..queries import calendars, standards
from ..queries.badges import running_limit
from ..queries.outages import outages_of
from ..queries.promises import pauses_of, rests_of
from ..rules import clock, engine
from ..rules.flow import BY_OTHERS, Flow, Span, Step
from .silence import count_silence

FAR_AWAY = timedelta(days=3650)
WRITTEN = (
    "state", "place", "answers", "facts", "results", "draft", "version", "uses_register", "submitted_at",
    "accept_due_at", "accepted_at", "due_at", "decided_at", "ready_at", "closed_at", "waiting_for", "correct_by",
    "refusal", "refusal_law", "taken_up_at",
)  # fmt: skip
"""What a command may change of a case."""


def write(
    case: Case,
    flow: Flow,
    before: engine.Snapshot,
    change: engine.Change,
    command: engine.Command,
    *,
    body: Mapping[str, Any],
    by: Actor,
) -> None:
    """Store a change and everything that follows from it, in the caller's transaction."""
    after, at = change.snapshot, command.at
    case.state = after.state
    case.place = {"open": after.open, "waiting": after.waiting, "joined": after.joined}
    case.answers, case.facts, case.results = after.answers, after.facts, after.results
    case.version += 1
    if command.answers:
        case.draft = None
    if not case.place["waiting"] and after.state is not State.RETURNED:
        case.taken_up_at = None
    limit = running_limit(case)
    _note_times(case, flow, before, after, body, at)
    _close_tasks(case, change, command, by)
    _ask_for_correction(case, flow, command)
    _run_clock(case, flow, before, after, at)
    opened = _open_tasks(case, flow, before, change, at)
    if running_limit(case) != limit:
        rank_anew(case)
    case.save(update_fields=WRITTEN)
    trace(case, command, by)
    effects.after(case, flow, opened, after, command)
    for event in told(case, flow, before, after, command):
        publish(event)


def _note_times(
    case: Case,
    flow: Flow,
    before: engine.Snapshot,
    after: engine.Snapshot,
    body: Mapping[str, Any],
    at: datetime,
) -> None:
    if before.state is State.DRAFT and after.state is not State.WITHDRAWN and case.submitted_at is None:
        case.submitted_at = at
        case.accept_due_at = calendars.end_of(clock.ACCEPT_WITHIN, case.unit_id, at)
    if case.accepted_at is None and after.state in (State.ACCEPTED, State.APPROVED, State.COMPLETED):
        case.accepted_at = at
    if after.state in (State.APPROVED, State.COMPLETED) and case.decided_at is None:
        case.decided_at = at
    if after.state is State.ACCEPTED and before.state is State.APPROVED:
        case.decided_at = None
    if after.state is State.REFUSED:
        case.decided_at = at
        case.refusal, case.refusal_law = body.get("reason", ""), body.get("law", "")
    if case.ready_at is None and engine.is_ready(flow, after):
        case.ready_at = at
    if after.state in ENDS:
        case.closed_at = at
    case.waiting_for = engine.pause_cause(flow, after) or ("applicant" if after.state is State.RETURNED else "")


def _close_tasks(case: Case, change: engine.Change, command: engine.Command, by: Actor) -> None:
    if change.closed:
        case.tasks.filter(step__in=change.closed).exclude(state=TaskState.CLOSED).update(
            state=TaskState.CLOSED, closed_at=command.at, closed_by=by.id, outcome=command.verb
        )


def _open_tasks(case: Case, flow: Flow, before: engine.Snapshot, change: engine.Change, at: datetime) -> list[Step]:
    opened, waiting = ([flow.step(key) for key in keys] for keys in (change.opened, change.waiting))
    old = _tasks_of(case, {step.key for step in (*opened, *waiting)} & {*before.open, *before.waiting})
    new = [
        *(
            put_task(case, step, old, TaskState.WAITING if step.do in BY_OTHERS else TaskState.OPEN, at)
            for step in opened
        ),
        *(put_task(case, step, old, TaskState.WAITING, at) for step in waiting),
    ]
    Task.objects.bulk_create(task for task in new if task.step not in old)
    for task in old.values():
        task.save()
    return opened


def _tasks_of(case: Case, keys: set[str]) -> dict[str, Task]:
    """The tasks that go on with the case from open to waiting or back."""
    if not keys:
        return {}
    return {task.step: task for task in case.tasks.filter(step__in=keys).exclude(state=TaskState.CLOSED)}


def put_task(case: Case, step: Step, old: Mapping[str, Task], state: TaskState, at: datetime) -> Task:
    """The task of a step that opens or waits since ``at``: one of the old ones, or a new one."""
    unit_id = agencies.office_id(step.at, case.area_code) if step.at else case.unit_id
    due = calendars.end_of(step.within, unit_id, at) if step.within and state is TaskState.OPEN else None
    task = old.get(step.key) or Task(
        case=case, step=step.key, kind=step.do, name=step.name or step.key, unit_id=unit_id
    )
    task.role = step.by or owner_role(standards.flow(case.revision_id), step)
    task.state, task.opened_at, task.due_at = state, at, due
    task.rank_at = _rank(task, running_limit(case))
    task.received_at, task.service_name = case.submitted_at or at, case.title
    task.told_late_at = None
    if task.assignee_id and not _still_holds(task, at):
        task.assignee_id = None  # an absent or transferred person never holds a case
    return task


def _rank(task: Task, limit: datetime | None) -> datetime:
    """The earlier of the step's own limit and the case's; far away where nothing is due."""
    return min((at for at in (task.due_at, limit) if at), default=task.opened_at + FAR_AWAY)


def rank_anew(case: Case) -> None:
    """Put the tasks of a case where they belong in inboxes, after its limit has moved."""
    limit = running_limit(case)
    for task in case.tasks.exclude(state=TaskState.CLOSED):
        rank = _rank(task, limit)
        if rank != task.rank_at:
            task.rank_at = rank
            task.save(update_fields=["rank_at"])


def _still_holds(task: Task, at: datetime) -> bool:
    holders = identity.holders(task.unit_id, task.role, timezone.localdate(at))
    return any(holder.account_id == task.assignee_id for holder in holders)


def owner_role(flow: Flow, step: Step) -> str:
    """The role that owns a step which nobody does by hand: the last person's before it, so a signer for an issue; for a
    seal that of whoever goes on without it."""
    if step.otherwise:
        return flow.step(step.otherwise).by
    before = list(flow.steps())[: list(flow.steps()).index(step)]
    return next((earlier.by for earlier in reversed(before) if earlier.by), "front-officer")


def _ask_for_correction(case: Case, flow: Flow, command: engine.Command) -> None:
    """Until when the applicant may mend a return; what was mended is marked when the correction arrives."""
    if command.verb == "correct":
        Defect.objects.filter(case=case, mended_at=None).update(mended_at=command.at)
    if command.verb == "return" and (span := flow.step(command.step).correct_within):
        case.correct_by = calendars.end_of(span, case.unit_id, command.at)
    elif command.verb == "correct" or case.state in ENDS:
        case.correct_by = None


def promise_of(case: Case) -> Span | None:
    promise = standards.standard(case.revision_id).promise
    return Span(promise.amount, promise.unit) if promise else None


def count_promises(case: Case, at: datetime, cause: str) -> None:
    """Count anew what runs: the promise, and the day on which silence would mean something.

    An outage moves the promise. It does not move the day that a law sets for an answer: no office can put that off.
    """
    pauses = pauses_of(case)
    _set_due(case, rests_of(case, pauses), at, cause)
    count_silence(case, pauses)


def count_acceptance(case: Case) -> None:
    """Until when a case that was sent must be accepted: later by the outages that are over."""
    if case.submitted_at is not None and case.accepted_at is None:
        over = [rest for rest in outages_of(case) if rest.ends_at]
        case.accept_due_at = calendars.due_at(clock.ACCEPT_WITHIN, case.unit_id, case.submitted_at, over)


def count_steps(case: Case) -> bool:
    """Until when open steps are to be done, by the calendar as it is now and later by the outages that are over; whether
    any has moved."""
    flow, moved = standards.flow(case.revision_id), False
    over = [rest for rest in outages_of(case) if rest.ends_at]
    for task in case.tasks.filter(state=TaskState.OPEN):
        if not (span := flow.step(task.step).within):
            continue
        since = task.opened_at
        rests = [
            clock.Rest(max(r.begins_at, since), r.ends_at, r.cause) for r in over if r.ends_at and r.ends_at > since
        ]
        due = calendars.due_at(span, task.unit_id, since, rests)
        if due != task.due_at:
            task.due_at, moved = due, True
            task.save(update_fields=["due_at"])
    return moved


def promised_at(case: Case, moment: datetime) -> datetime | None:
    """What had been promised last at a moment, also if it rested then; what is promised now, for a case accepted later."""
    if case.accepted_at is not None and case.accepted_at > moment:
        return case.due_at
    found = case.due_changes.filter(new__isnull=False, at__lte=moment)
    return found.order_by("at").values_list("new", flat=True).last()


def _run_clock(case: Case, flow: Flow, before: engine.Snapshot, after: engine.Snapshot, at: datetime) -> None:
    was, now = engine.pause_cause(flow, before), engine.pause_cause(flow, after)
    stops = case.ready_at is not None or after.state in ENDS
    if was and (was != now or stops):
        Pause.objects.filter(case=case, ends_at=None).update(ends_at=at)
    if now and was != now and not stops:
        Pause.objects.create(case=case, cause=now, begins_at=at)
    began = before.state in (State.DRAFT, State.SUBMITTED, State.RETURNED) and case.accepted_at is not None
    if case.accepted_at and (began or was != now) and not stops:
        count_promises(case, at, "accepted" if began else now or was)


def _set_due(case: Case, rests: Sequence[clock.Rest], at: datetime, cause: str) -> None:
    """Count the promise anew from what is recorded, and keep the old and the new moment when they differ."""
    promise = promise_of(case)
    if promise is None or case.accepted_at is None:
        return
    new = calendars.due_at(promise, case.unit_id, case.accepted_at, rests)
    if new != case.due_at:
        DueChange.objects.create(case=case, old=case.due_at, new=new, cause=cause, at=at)
        case.due_at = new


def trace(case: Case, command: engine.Command, by: Actor) -> None:
    """Write the command into the record."""
    record(
        f"case.{command.verb}",
        on=case,
        by=by,
        at=command.at,
        fields=[command.step] if command.step else sorted(command.answers),
        party_id=case.party_id,
        unit_id=case.unit_id,
    )


def told(
    case: Case,
    flow: Flow,
    before: engine.Snapshot,
    after: engine.Snapshot,
    command: engine.Command,
) -> list[Event]:
    """What others hear of a change."""
    found: list[Event] = []
    if command.verb in ("submit", "correct"):
        found.append(events.CaseSubmitted(case_id=case.pk))
    if command.verb == "return":
        found.append(events.CaseReturned(case_id=case.pk, step=command.step))
    if command.verb == "refer":
        found.append(events.CaseReferred(case_id=case.pk, step=command.step))
    if before.state is not after.state:
        if after.state in (State.ACCEPTED, State.APPROVED) and before.state in (State.SUBMITTED, State.DRAFT):
            found.append(events.CaseAccepted(case_id=case.pk))
        if after.state in (State.APPROVED, State.REFUSED):
            found.append(events.CaseDecided(case_id=case.pk, approved=after.state is State.APPROVED))
        if after.state in ENDS:
            found.append(events.CaseClosed(case_id=case.pk, state=after.state.value))
    if engine.is_ready(flow, after) and not engine.is_ready(flow, before):
        found.append(events.CaseReady(case_id=case.pk))
    return found
