"""The steps of a case as its applicant follows them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from satuatap.domain.agencies import queries as agencies

from ..lifecycle import ENDS, State, TaskState
from ..models import Case, Task
from ..rules import engine
from ..rules.flow import Flow, Span, Step
from .views import StepView


def step_views(
    flow: Flow,
    snapshot: engine.Snapshot,
    case: Case,
    tasks: list[Task],
    unit_names: Mapping[UUID, str],
) -> tuple[StepView, ...]:
    """Every step in order with its condition. A step behind the present one is still to come, one before it that never
    opened was skipped."""
    latest = {task.step: task for task in tasks}
    places = [flow.place(key) for key in (*snapshot.open, *snapshot.waiting)]
    front = min(places)[0] if places else (len(flow.items) if snapshot.state is State.COMPLETED else -1)
    codes = {step.at for step in flow.steps() if step.at and step.key not in latest}
    leapt = _leapt(flow, snapshot, front)
    elsewhere = (
        {code: unit.short_name for code, unit in agencies.offices(codes, case.area_code).items()} if codes else {}
    )
    return tuple(
        _view(
            step,
            _state(step, flow, snapshot, latest.get(step.key), front, leapt),
            latest.get(step.key),
            case,
            unit_names,
            elsewhere,
        )
        for step in flow.steps()
    )


def _view(
    step: Step,
    state: str,
    task: Task | None,
    case: Case,
    unit_names: Mapping[UUID, str],
    elsewhere: Mapping[str, str],
) -> StepView:
    unit_name = unit_names[task.unit_id] if task else elsewhere.get(step.at, unit_names[case.unit_id])
    return StepView(
        key=step.key,
        kind=step.do,
        name=step.name or step.key,
        hint=step.hint,
        state=state,
        role=step.by,
        unit_name=unit_name,
        since=task.opened_at if task else None,
        done_at=task.closed_at if task else None,
        within=span_text(step.within),
        due_at=task.due_at if task else None,
    )


def _leapt(flow: Flow, snapshot: engine.Snapshot, front: int) -> set[str]:
    """What a seal makes needless, and the seal that could not be put: neither is a step of this case for anybody."""
    found: set[str] = set()
    for seal in (step for step in flow.steps() if step.do == "seal"):
        place, result = flow.place(seal.key)[0], snapshot.results.get(seal.key)
        if result and result.get("reason"):
            found.add(seal.key)
        elif result or front <= place:
            found |= {
                step.key for step in flow.steps() if place < flow.place(step.key)[0] < flow.issue_behind(seal.key)
            }
    return found


def _state(
    step: Step, flow: Flow, snapshot: engine.Snapshot, task: Task | None, front: int, leapt: Collection[str]
) -> str:
    if step.key in snapshot.open:
        return "now"
    if step.key in snapshot.waiting:
        return "waiting"
    index = flow.place(step.key)[0]
    if step.key in leapt:
        return "skipped"
    if task and task.state == TaskState.CLOSED and (front < 0 or index <= front):
        return "done"
    if snapshot.state in ENDS - {State.COMPLETED} or (0 <= index < front):
        return "skipped"
    return "todo"


def span_text(span: Span | None) -> str:
    """The span as the pack wrote it, for a page to put into words; "" for none."""
    return f"{span.amount} {span.unit}" if span else ""
