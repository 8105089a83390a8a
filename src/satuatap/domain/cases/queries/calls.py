"""What a call is told, and what is taken from its answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from satuatap.kernel import expressions, forms

from ..lifecycle import CallState
from ..models import Case, OutsideCall
from ..ports import CALLS, Question, Unusable
from ..rules import engine
from ..rules.flow import Step
from . import standards
from .place import snapshot_of
from .views import CallView


def question_of(call: OutsideCall, at: datetime) -> Question:
    """The question, from the answers as they stand. The call brings its case."""
    case = call.case
    step = standards.flow(case.revision_id).step(call.step)
    scope = engine.scope(snapshot_of(case), at, {"number": case.number, "area": case.area_code})
    fields = {name: standards.value(text, scope) for name, text in step.send.items()}
    return Question(key=call.key, purpose=case.service.code, fields=fields)


def taken(case: Case, step: Step, answer: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The results of the step in an answer. Raises ``Unusable("half")`` when it lacks what the step needs."""
    try:
        results = {name: standards.value(text, {"answer": dict(answer)}) for name, text in step.take.items()}
    except expressions.ExpressionProblem:
        raise Unusable("half") from None
    form = standards.step_form(case.revision_id, step.key)
    if form is not None and forms.validate(form, results, today=timezone.localdate(at)):
        raise Unusable("half")
    return results


def calls_of(case: Case, lang: str) -> tuple[CallView, ...]:
    """Every question of a case, the earliest first."""
    flow = standards.flow(case.revision_id, lang)
    return tuple(
        CallView(
            step=call.step,
            step_name=flow.step(call.step).name or call.step,
            system=CALLS[call.adapter].system,
            state=CallState(call.state),
            asked=tuple(call.asked),
            tried=call.tried,
            problem=call.problem,
            since=call.opened_at,
            ask_at=call.ask_at,
            differs=tuple(call.differs),
        )
        for call in case.outside_calls.order_by("opened_at")
        if call.state != CallState.DROPPED
    )
