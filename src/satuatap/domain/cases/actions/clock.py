"""What the clock brings about by itself: telling that something is late, letting go what nobody corrects, reminders."""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused
from satuatap.kernel.jobs import publish

from .. import events
from ..lifecycle import ALIVE, TaskState
from ..models import Case, Reminder, Task
from ..queries import standards
from ..queries.outages import hit_by
from ..rules import engine
from ..rules.charging import OUTAGE
from .steps import carry_out
from .writing import count_acceptance, count_promises, count_steps, promised_at, rank_anew

AT_ONCE = 200


@transaction.atomic
def tell_late(*, by: Actor, at: datetime) -> int:
    """Tell the role above of each open task that has passed its own limit, once; returns how many."""
    rows = Task.objects.select_for_update(skip_locked=True, of=("self",)).select_related("case")
    late = list(rows.filter(state=TaskState.OPEN, told_late_at=None, due_at__lt=at)[:AT_ONCE])
    for task in late:
        task.told_late_at = at
        task.save(update_fields=["told_late_at"])
        step = standards.flow(task.case.revision_id).step(task.step)
        record("task.late", on=task, by=by, at=at, unit_id=task.unit_id)
        publish(events.TaskLate(case_id=task.case_id, task_id=task.pk, role=step.late or task.role))
    return len(late)


def lapse_overdue(*, by: Actor, at: datetime) -> int:
    """End the cases whose applicant did not correct them in the time that the service gives; returns how many."""
    overdue = Case.objects.filter(correct_by__lt=at, state__in=ALIVE).values_list("pk", flat=True)[:AT_ONCE]
    return sum(_lapse(case_id=case_id, by=by, at=at) for case_id in list(overdue))


@transaction.atomic
def _lapse(*, case_id: UUID, by: Actor, at: datetime) -> bool:
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.correct_by is None or case.correct_by >= at:
        return False
    command = engine.Command(verb="lapse", at=at)
    key = uuid5(case.pk, f"lapse:{case.correct_by.isoformat()}")
    try:
        carry_out(case, command, key=key, seq=case.commands.count() + 1, body={}, by=by)
    except Refused:
        return False
    return True


def recompute_due(*, unit_id: UUID | None, by: Actor, at: datetime) -> int:
    """Count every running limit of a unit anew (promises, limits for accepting and of steps), or of all units where none
    is named, after a calendar has changed.

    Returns how many have moved. Each case is a transaction of its own: nobody waits for all of them.
    """
    running = Case.objects.filter(submitted_at__isnull=False, ready_at=None, state__in=ALIVE)
    if unit_id is not None:
        works_on = Task.objects.filter(case=OuterRef("pk"), unit=unit_id, state=TaskState.OPEN, due_at__isnull=False)
        running = running.filter(Q(unit_id=unit_id) | Exists(works_on))
    return sum(_recompute(case_id=case_id, by=by, at=at) for case_id in list(running.values_list("pk", flat=True)))


@transaction.atomic
def _recompute(*, case_id: UUID, by: Actor, at: datetime, known_at: datetime | None = None) -> bool:
    """``known_at`` is when an outage changed; None: the calendar did, of which nobody is told."""
    case = Case.objects.select_for_update().get(pk=case_id)
    cause = "calendar" if known_at is None else OUTAGE
    old, steps_moved = (case.due_at, case.accept_due_at), False
    if case.ready_at is None and case.state in ALIVE:
        promised = promised_at(case, known_at or at)
        count_promises(case, at, cause)
        count_acceptance(case)
        steps_moved = count_steps(case)
        if cause == OUTAGE and case.due_at and (promised is None or _day(promised) != _day(case.due_at)):
            publish(events.PromiseMoved(case_id=case.pk, due_at=case.due_at))
    if (case.due_at, case.accept_due_at) == old and not steps_moved:
        return False
    rank_anew(case)
    case.save(update_fields=["due_at", "accept_due_at"])
    record("case.due-moved", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)
    return True


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def count_outage(*, outage_id: UUID, known_at: datetime, by: Actor, at: datetime) -> int:
    """Count the promises anew that an outage touches, after it was declared, corrected or lifted; returns how many
    have moved. Each case is a transaction of its own.

    Whoever was promised another day before ``known_at`` is told, even if a change of the calendar was counted in between
    and has brought the outage with it.
    """
    hit = hit_by(agencies.outage_span(outage_id))
    return sum(_recompute(case_id=case_id, by=by, at=at, known_at=known_at) for case_id in hit)


@transaction.atomic
def send_reminders(*, by: Actor, at: datetime) -> int:
    """Send the reminders whose day has come; returns how many."""
    rows = Reminder.objects.select_for_update(skip_locked=True)
    due = list(rows.filter(sent_at=None, due_on__lte=timezone.localdate(at))[:AT_ONCE])
    for reminder in due:
        reminder.sent_at = at
        reminder.save(update_fields=["sent_at"])
        record("case.reminded", on=reminder, by=by, at=at)
        publish(events.ReminderDue(case_id=reminder.case_id, template=reminder.template))
    return len(due)
