"""An officer takes back the last act: everything is again as it was before, and the log says that it was taken back.

What the act had begun ends (a bill, a draft, a rest of the clock), what it had ended begins anew. The applicant who
was told is told once more. Nothing irreversible may have followed: the engine, the next officer, the applicant and the
till are asked first.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.payments import queries as payments
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import effects, events, policies
from ..lifecycle import State, TaskState
from ..models import Case, DueChange, Pause, Silence, Task
from ..queries import calendars, standards
from ..queries.replaying import standing
from ..rules import engine
from ..rules.flow import BY_OTHERS, Flow
from ..rules.undoing import WINDOW, Times, last_standing, opened_at, times
from .steps import locked_case, log, place_in_log
from .writing import WRITTEN, count_promises, put_task, rank_anew, told, trace

LONGEST_REASON = 300


@transaction.atomic
def undo(*, case_id: UUID, reason: str, key: UUID, by: Actor, at: datetime) -> Case:
    """Take back the own last act on a case, within five minutes and with a reason. Raises ``Refused`` in words.

    A repeat under the same key changes nothing.
    """
    case = locked_case(case_id)
    if not policies.may_see(by, case):
        raise NotFound
    body = {"reason": " ".join(reason.split())[:LONGEST_REASON]}
    if (seq := place_in_log(case, key, engine.UNDO, "", body)) is None:
        return case
    if not body["reason"]:
        raise Refused("reason", _("Tulis alasannya. Alasan ini tersimpan di riwayat berkas."), field="alasan")
    flow = standards.flow(case.revision_id)
    rows = list(case.commands.order_by("seq").values_list("at", "verb", "step", "payload", "by"))
    done = standing(case, [row[:4] for row in rows])
    place = last_standing(row[1] for row in rows)
    _require_own(case, done[-1][0] if done else None, rows[place][4], by, at)
    change = engine.undo(flow, done)
    _require_nothing_followed(case, flow, done[-1][0], change, by)
    log(case, engine.Command(verb=engine.UNDO, at=at), key=key, seq=seq, body=body, by=by)
    _restore(case, flow, done, change, by, at)
    trace(case, engine.Command(verb=engine.UNDO, at=at, step=done[-1][0].step), by)
    if told(case, flow, change.snapshot, done[-1][1], done[-1][0]) or _kinds(flow, change) & {"pay"}:
        publish(events.CaseUndone(case_id=case.pk))
    return case


def _require_own(case: Case, last: engine.Command | None, its_by: str, by: Actor, at: datetime) -> None:
    if last is None or its_by != by.id:
        raise Refused("not-yours", _("Tindakan terakhir pada berkas ini bukan tindakan Anda."))
    if at - last.at > WINDOW:
        raise Refused(
            "too-late", _("Sudah lewat 5 menit, jadi tidak dapat ditarik kembali. Teruskan dari langkah sekarang.")
        )
    task = case.tasks.filter(step=last.step).order_by("-opened_at").first()
    if task is None or not by.holds(task.role, task.unit_id):
        raise Refused("not-your-task", _("Langkah ini dikerjakan oleh peran lain."))


def _kinds(flow: Flow, change: engine.Change) -> set[str]:
    return {flow.step(key).do for key in change.closed}


def _require_nothing_followed(case: Case, flow: Flow, last: engine.Command, change: engine.Change, by: Actor) -> None:
    taken = case.tasks.filter(step__in=change.closed, assignee__isnull=False).exclude(state=TaskState.CLOSED)
    if taken.exclude(assignee=by.account_id).exists():
        raise Refused("taken", _("Rekan Anda sudah memegang berkas ini. Minta ia mengembalikannya."))
    if last.verb == "return" and (case.draft is not None or case.papers.filter(attached_at__gt=last.at).exists()):
        raise Refused("mended", _("Pemohon sudah mulai memperbaiki. Tunggu kirimannya."))
    bills = payments.bills_about(case.pk) if "pay" in _kinds(flow, change) else ()
    if bills and not any(bill.state == "open" for bill in bills):
        raise Refused("paid", _("Tagihannya sudah dibayar, jadi tindakan ini tidak dapat ditarik kembali."))


def _restore(case: Case, flow: Flow, done: engine.Standing, change: engine.Change, by: Actor, at: datetime) -> None:
    (last, old), before, after = done[-1], done[:-1], change.snapshot
    case.state, case.answers, case.facts, case.results = after.state, after.answers, after.facts, after.results
    case.place = {"open": after.open, "waiting": after.waiting, "joined": after.joined}
    case.version += 1
    _restore_times(case, times(flow, before), flow, before)
    _restore_tasks(case, flow, before, last, change, by)
    if last.verb == "return":
        case.defects.filter(found_at=last.at, step=last.step).delete()
    _restore_clock(case, flow, old, after, last, at)
    rank_anew(case)
    case.save(update_fields=WRITTEN)
    effects.taken_back(case, flow, change.closed, change.opened, after, at)


def _restore_times(case: Case, were: Times, flow: Flow, before: engine.Standing) -> None:
    case.accepted_at, case.decided_at, case.ready_at, case.closed_at = were.accepted, were.decided, were.ready, None
    case.refusal, case.refusal_law = "", ""
    after = before[-1][1]
    case.waiting_for = engine.pause_cause(flow, after) or ("applicant" if after.state is State.RETURNED else "")
    asked = [command for command, _snapshot in before if command.verb == "return"]
    span = flow.step(asked[-1].step).correct_within if asked and after.waiting else None
    case.correct_by = calendars.end_of(span, case.unit_id, asked[-1].at) if span else None


def _restore_tasks(
    case: Case, flow: Flow, before: engine.Standing, last: engine.Command, change: engine.Change, by: Actor
) -> None:
    case.tasks.filter(step__in=change.closed).exclude(state=TaskState.CLOSED).delete()
    old: Mapping[str, Task] = {
        task.step: task
        for task in case.tasks.filter(step__in=(*change.opened, *change.waiting)).order_by("opened_at", "id")
    }
    for key in (*change.opened, *change.waiting):
        step = flow.step(key)
        waits = key in change.waiting or step.do in BY_OTHERS
        state = TaskState.WAITING if waits else TaskState.OPEN
        task = put_task(case, step, old, state, opened_at(before, key))
        task.closed_at, task.closed_by, task.outcome = None, "", ""
        if key == last.step:
            task.assignee_id = by.account_id
        task.save()


def _restore_clock(
    case: Case, flow: Flow, old: engine.Snapshot, after: engine.Snapshot, last: engine.Command, at: datetime
) -> None:
    """A rest that the act began is none; one that it ended goes on."""
    was, now = engine.pause_cause(flow, old), engine.pause_cause(flow, after)
    if was != now:
        Pause.objects.filter(case=case, ends_at=None).update(ends_at=last.at)
        Pause.objects.filter(case=case, cause=now, ends_at=last.at, begins_at__lt=last.at).update(ends_at=None)
    if case.accepted_at is not None:
        count_promises(case, at, engine.UNDO)
    elif case.due_at is not None:
        DueChange.objects.create(case=case, old=case.due_at, new=None, cause=engine.UNDO, at=at)
        case.due_at = None
    if case.accepted_at is None:
        Silence.objects.filter(case=case, took_effect_at=None).delete()  # its day counts from acceptance
