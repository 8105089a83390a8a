"""Seals: the system looks up what replaces the officer's checks, and seals or gives the case to an officer."""

from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from django.db import transaction

from satuatap.kernel import expressions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ..effects.sealing import try_soon
from ..lifecycle import TaskState
from ..models import Case, Task
from ..queries import standards
from ..queries.place import snapshot_of
from ..queries.sealing import ground_of
from ..rules import engine, sealing
from .steps import locked_case, perform

AT_ONCE = 200


@transaction.atomic
def seal_step(*, case_id: UUID, step: str, by: Actor, at: datetime) -> Case:
    """Seal, or fall back with the reason. Told twice, it is done once; nothing becomes of a step that is not open."""
    case = locked_case(case_id)
    if step not in snapshot_of(case).open:
        return case
    ground = ground_of(case, standards.flow(case.revision_id).step(step), at)
    if ground.reason:
        return _decide(case, step, ground, by, at)
    try:
        with transaction.atomic():
            return _decide(case, step, ground, by, at)
    except (Refused, expressions.ExpressionProblem):
        return _decide(case, step, msgspec.structs.replace(ground, reason="not-made"), by, at)


def _decide(case: Case, step: str, ground: sealing.Ground, by: Actor, at: datetime) -> Case:
    verb = engine.FALL_BACK if ground.reason else "seal"
    key = uuid5(case.pk, f"{verb}:{step}:{case.version}")
    return perform(case_id=case.pk, step=step, verb=verb, key=key, body={"results": ground.results()}, by=by, at=at)


@transaction.atomic
def seal_waiting(*, by: Actor, at: datetime) -> int:
    """Try the seals again whose job was lost, and give those to an officer that do not get on; returns how many."""
    waiting = Task.objects.filter(kind="seal", state=TaskState.WAITING, opened_at__lte=at - sealing.LEASE)
    rows = list(waiting.order_by("opened_at").values_list("case_id", "step", "opened_at")[:AT_ONCE])
    for case_id, step, opened_at in rows:
        if opened_at <= at - sealing.GIVE_UP:
            _give_up(case_id, step, by, at)
        else:
            try_soon(case_id, step)
    return len(rows)


def _give_up(case_id: UUID, step: str, by: Actor, at: datetime) -> None:
    case = locked_case(case_id)
    if step in snapshot_of(case).open:
        _decide(case, step, sealing.Ground(reason="late"), by, at)
