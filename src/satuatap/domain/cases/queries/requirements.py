"""The checklist of a case: every paper of the standard with its condition, and the sheets handed in for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from satuatap.domain.catalog.queries import Paper as PaperStandard
from satuatap.domain.catalog.queries import Standard
from satuatap.kernel.expressions import ExpressionProblem

from ..models import Case
from ..rules.papers import is_from_agency, is_known
from . import standards
from .views import PaperView, RequirementView


def paper_scope(answers: Mapping[str, Any], results: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What the condition of a paper may look at."""
    return {"form": answers, "party": {}, "family": {}, "case": {"results": results}, "today": timezone.localdate(at)}


def requirement_views(
    case: Case, standard: Standard, answers: Mapping[str, Any], handed_in: Sequence[PaperView], now: datetime
) -> tuple[RequirementView, ...]:
    """One line a paper, in the order of the standard."""
    sheets: dict[str, list[PaperView]] = {}
    for sheet in handed_in:
        sheets.setdefault(sheet.key, []).append(sheet)
    scope = paper_scope(answers, case.results, now)
    return tuple(
        RequirementView(
            key=paper.key,
            name=paper.name,
            hint=paper.hint,
            law=paper.law,
            meterai=paper.meterai,
            state=_state(paper, sheets.get(paper.key, []), scope, uses_register=case.uses_register),
            substitutes=tuple((key, found.name) for key in paper.instead if (found := standard.paper(key))),
            sheets=tuple(sheets.get(paper.key, ())),
        )
        for paper in standard.papers
    )


def _state(paper: PaperStandard, sheets: list[PaperView], scope: Mapping[str, Any], *, uses_register: bool) -> str:
    if any(sheet.current for sheet in sheets):
        return "given"
    if paper.source == "form":
        return "form"
    if is_known(paper, uses_register):
        return "register"
    if is_from_agency(paper):
        return "agency"
    if not paper.required:
        return "optional"
    return "missing" if not paper.required_when or _holds(paper.required_when, scope) else "not-needed"


def _holds(text: str, scope: Mapping[str, Any]) -> bool:
    """Whether a condition holds; one that looks at an answer not yet given does not."""
    try:
        return bool(standards.value(text, scope))
    except ExpressionProblem:
        return False
