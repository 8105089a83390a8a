"""Questions to outside systems: opened with their step, answered by it, or by an officer instead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused
from satuatap.kernel.jobs import defer

from ..lifecycle import CallState
from ..models import Case, OutsideCall
from ..queries import calendars
from ..rules import calling
from ..rules.engine import Snapshot
from ..rules.flow import Span, Step

ALIVE = (CallState.ASKING, CallState.STUCK)
JOB = "cases.ask_outside"


def open_call(case: Case, step: Step, at: datetime) -> None:
    """Ask, as soon as the present transaction is committed; an older question of the step is dropped."""
    OutsideCall.objects.filter(case=case, step=step.key, state__in=ALIVE).update(state=CallState.DROPPED, ask_at=None)
    call = OutsideCall.objects.create(
        case=case, step=step.key, adapter=step.adapter, key=uuid5(case.pk, f"call:{step.key}:{case.version}"),
        asked=sorted(step.send), opened_at=at, ask_at=at + calling.LEASE,
        give_up_at=end_of_trying(case, step.give_up, at),
    )  # fmt: skip
    ask_soon(call)


def end_of_trying(case: Case, span: Span | None, at: datetime) -> datetime:
    return calendars.end_of(span or calling.GIVE_UP, case.unit_id, at) or at + calling.LEASE


def ask_soon(call: OutsideCall) -> None:
    defer(JOB, once=f"{JOB}:{call.pk}", call_id=str(call.pk))


def drop_calls(case: Case, now: Snapshot) -> None:
    """Questions whose step is neither open nor waiting any more need no answer."""
    alive = {*now.open, *now.waiting}
    OutsideCall.objects.filter(case=case, state__in=ALIVE).exclude(step__in=alive).update(
        state=CallState.DROPPED, ask_at=None
    )


def keep_answer(case: Case, step: Step, results: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Note that the outside has answered; what it said becomes the step's results."""
    OutsideCall.objects.filter(case=case, step=step.key, state__in=ALIVE).update(
        state=CallState.ANSWERED, answer=results, answered_at=at, ask_at=None, problem=""
    )
    return results


def keep_typed(
    case: Case, step: Step, results: dict[str, Any], body: Mapping[str, Any], by_id: str, at: datetime
) -> dict[str, Any]:
    """Note what an officer wrote instead, with the evidence. Raises ``Refused("note")`` without any."""
    note, file_id = " ".join(str(body.get("note", "")).split())[:300], body.get("file_id")
    if not note and not file_id:
        words = _("Tulis dari mana hasil ini Anda ketahui, atau lampirkan buktinya.")
        raise Refused("note", words, field="note")
    OutsideCall.objects.filter(case=case, step=step.key, state__in=ALIVE).update(
        state=CallState.BY_HAND, typed=results, note=note, file_id=UUID(str(file_id)) if file_id else None,
        typed_by=by_id, answered_at=at, tried=0, ask_at=calling.next_comparison(0, at),
        give_up_at=at + calling.RECONCILE_FOR,
    )  # fmt: skip
    return results
