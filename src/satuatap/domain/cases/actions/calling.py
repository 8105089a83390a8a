"""Questions to outside systems: what came back, what did not, and whether it agrees with what was typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.jobs import publish

from .. import events
from ..effects.calls import ALIVE, ask_soon, end_of_trying
from ..lifecycle import CallState, TaskState
from ..models import Case, OutsideCall, Task
from ..ports import Unusable
from ..queries import standards
from ..queries.calls import taken
from ..rules import calling
from .owning import locked_task, raise_task
from .steps import perform

AT_ONCE = 200
NEW_QUESTION = frozenset({"no-match", "refused"})
"""Answers after which asking again is a new question; after any other the same one is repeated under its key."""


def _locked(call_id: UUID) -> OutsideCall:
    """The call and, before it, its case: in the order in which every command locks them."""
    case_id = OutsideCall.objects.values_list("case_id", flat=True).get(pk=call_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    call = OutsideCall.objects.select_for_update().get(pk=call_id)
    call.case = case
    return call


@transaction.atomic
def ask_due(*, by: Actor, at: datetime) -> int:
    """Ask whatever is to be asked by now, for an answer or for a comparison; returns how many."""
    due = list(OutsideCall.objects.select_for_update(skip_locked=True).filter(ask_at__lte=at)[:AT_ONCE])
    for call in due:
        call.ask_at = at + calling.LEASE
        call.save(update_fields=["ask_at"])
        record("case.asked-outside", on=call, by=by, at=at, fields=call.asked)
        ask_soon(call)
    return len(due)


@transaction.atomic
def note_answer(*, call_id: UUID, answer: Mapping[str, Any], by: Actor, at: datetime) -> OutsideCall:
    """Go on with an answer, or compare it with what an officer has typed meanwhile. Told twice, it counts once."""
    call = _locked(call_id)
    step = standards.flow(call.case.revision_id).step(call.step)
    if call.state not in (*ALIVE, CallState.BY_HAND):
        return call
    try:
        results = taken(call.case, step, answer, at)
    except Unusable as problem:
        return note_problem(call_id=call_id, problem=problem.kind, by=by, at=at)
    if call.state == CallState.BY_HAND:
        return _compare(call, results, by, at)
    perform(
        case_id=call.case_id, step=call.step, verb="answered", key=uuid5(call.key, "answered"),
        body={"results": results}, by=by, at=at,
    )  # fmt: skip
    call.refresh_from_db()
    return call


def _compare(call: OutsideCall, results: Mapping[str, Any], by: Actor, at: datetime) -> OutsideCall:
    differs = calling.differences(call.typed, results)
    call.state = CallState.DIFFERS if differs else CallState.AGREED
    call.answer, call.differs, call.ask_at, call.tried = dict(results), list(differs), None, call.tried + 1
    call.save(update_fields=["state", "answer", "differs", "ask_at", "tried"])
    record("case.compared-outside", on=call, by=by, at=at, fields=differs, party_id=call.case.party_id)
    if differs:
        publish(events.CallDiffers(case_id=call.case_id, call_id=call.pk))
    return call


@transaction.atomic
def note_problem(*, call_id: UUID, problem: str, by: Actor, at: datetime) -> OutsideCall:
    """An answer that a person has to look at: the task of the step opens for its role.

    Where an officer has gone on by hand, a "no match" is a difference, and anything else is asked again later.
    """
    call = _locked(call_id)
    call.problem = problem
    if call.state in ALIVE:
        call.state, call.ask_at, call.tried = CallState.STUCK, None, call.tried + 1
        raise_task(case_id=call.case_id, step=call.step, by=by, at=at)
    elif call.state == CallState.BY_HAND and problem == "no-match":
        call.state, call.ask_at, call.differs = CallState.DIFFERS, None, sorted(call.typed)
        publish(events.CallDiffers(case_id=call.case_id, call_id=call.pk))
    elif call.state == CallState.BY_HAND:
        _later(call, at)
    call.save(update_fields=["state", "ask_at", "tried", "problem", "differs"])
    record("case.outside-unusable", on=call, by=by, at=at, party_id=call.case.party_id)
    return call


@transaction.atomic
def note_silence(*, call_id: UUID, by: Actor, at: datetime) -> OutsideCall:
    """Nobody answered: ask again later, and when the time of the step is over, open its task for its role."""
    call = _locked(call_id)
    if call.state == CallState.BY_HAND:
        _later(call, at)
    elif call.state == CallState.ASKING and at >= call.give_up_at:
        call.state, call.ask_at, call.tried = CallState.STUCK, None, call.tried + 1
        raise_task(case_id=call.case_id, step=call.step, by=by, at=at)
    elif call.state == CallState.ASKING:
        call.tried += 1
        call.ask_at = calling.next_try(call.tried, at)
    call.problem = "down"
    call.save(update_fields=["state", "ask_at", "tried", "problem"])
    record("case.outside-silent", on=call, by=by, at=at, party_id=call.case.party_id)
    return call


def _later(call: OutsideCall, at: datetime) -> None:
    call.tried += 1
    call.ask_at = calling.next_comparison(call.tried, at)
    if at >= call.give_up_at:
        call.state, call.ask_at = CallState.UNCONFIRMED, None


@transaction.atomic
def ask_again(*, case_id: UUID, step: str, by: Actor, at: datetime) -> None:
    """An officer has the outside asked once more, e.g. because it is back. Raises ``NotFound`` where nothing is stuck."""
    task = Task.objects.filter(case=case_id, step=step, kind="call", state=TaskState.OPEN).first()
    call = OutsideCall.objects.filter(case=case_id, step=step, state=CallState.STUCK).first()
    if task is None or call is None:
        raise NotFound
    call = _locked(call.pk)
    task = locked_task(task.pk, by)
    task.state, task.opened_at = TaskState.WAITING, at
    task.save(update_fields=["state", "opened_at"])
    span = standards.flow(call.case.revision_id).step(step).give_up
    if call.problem in NEW_QUESTION:
        call.key = uuid5(call.key, at.isoformat())
    call.state, call.ask_at, call.tried = CallState.ASKING, at + calling.LEASE, 0
    call.give_up_at = end_of_trying(call.case, span, at)
    call.save(update_fields=["key", "state", "ask_at", "tried", "give_up_at"])
    ask_soon(call)
    record("case.asked-again", on=call, by=by, at=at, fields=call.asked, party_id=call.case.party_id)
