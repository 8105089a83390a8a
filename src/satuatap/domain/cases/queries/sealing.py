"""On what a seal would stand today: the decree, the official, the applicant's facts as the register has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.utils import timezone

from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import queries as residents
from satuatap.kernel import expressions

from ..models import Case
from ..rules import engine, sealing
from ..rules.flow import Flow, Step
from . import standards
from .known import with_known
from .place import snapshot_of

NOWHERE = residents.Recorded(is_known=False, origin="", origin_on=date.max, is_disputed=False)


@dataclass(frozen=True, slots=True)
class SealView:
    """What became of a seal, and on what: for the pages of a case."""

    step: str
    step_name: str
    is_put: bool
    ground: sealing.Ground


def issued_by(flow: Flow, step: Step) -> list[Step]:
    """The ``issue`` steps that a signature or seal serves: those behind it, up to the next signature or seal. What
    officers would have signed in place of a seal is no end for it."""
    steps = list(flow.steps())
    found: list[Step] = []
    for later in steps[steps.index(step) + 1 :]:
        if later.do in ("sign", "seal") and (step.do == "sign" or found):
            break
        if later.do == "issue":
            found.append(later)
    return found


def ground_of(case: Case, step: Step, at: datetime) -> sealing.Ground:
    """Everything that has to hold before the system seals. A number of small reads, for a job and not for a page."""
    flow = standards.flow(case.revision_id)
    today = timezone.localdate(at)
    fresh = residents.prefill_scope(case.party_id)
    kept = standards.pick(fresh, standards.names_in(flow))
    answers = with_known(standards.form(case.revision_id), case.answers, fresh)
    return sealing.weigh(
        step,
        tuple(_seen(case, step, fresh, at)),
        official=_official(case, [issue.document for issue in issued_by(flow, step)], step.official, today),
        today=today,
        has_key=documents.can_seal(),
        is_proven=case.uses_register,
        is_unchanged=kept == case.facts and answers == case.answers,
    )


def _official(case: Case, types: list[str], role: str, today: date) -> str:
    """The title of whoever holds the office today and may sign all these documents; "" for nobody."""
    seat = {holder.account_id for holder in identity.holders(case.unit_id, role, today)}
    title = ""
    for document_type in types:
        able = identity.able_to_sign(case.unit_id, document_type, today)
        title = next((row.printed_title.replace("\n", " ") for row in able if row.account_id in seat), "")
        if not title:
            break
    return title


def _seen(case: Case, step: Step, fresh: dict[str, Any], at: datetime) -> Iterator[sealing.Seen]:
    register = residents.recorded(case.party_id)
    about = {"number": case.number, "area": case.area_code, "title": case.title, "channel": case.channel}
    scope = engine.scope(snapshot_of(case), at, about) | fresh
    for wish in step.facts:
        row = register.get(wish.fact, NOWHERE)
        days = (timezone.localdate(at) - row.origin_on).days if row.is_known else 0
        wrong = sealing.fact_problem(
            is_known=row.is_known, is_verified=row.is_verified, is_disputed=row.is_disputed, days=days, most=wish.days
        )
        if not wrong and wish.holds and not _holds(wish.holds, scope):
            wrong = "unmet"
        yield sealing.Seen(wish.fact, wish.replaces, row.origin if row.is_known else "", days, wrong)


def _holds(text: str, scope: dict[str, Any]) -> bool:
    try:
        return standards.value(text, scope) is True
    except expressions.ExpressionProblem:
        return False  # the register lacks what is asked for: an officer looks


def seals_of(case: Case, lang: str) -> tuple[SealView, ...]:
    """What became of the seals of a case that is at hand, step by step."""
    flow, results = standards.flow(case.revision_id, lang), snapshot_of(case).results
    return tuple(_view(step, results[step.key]) for step in flow.steps() if step.do == "seal" and step.key in results)


def _view(step: Step, result: dict[str, Any]) -> SealView:
    ground = msgspec.convert(result, sealing.Ground)
    words = {fact.fact: fact.replaces for fact in step.facts}
    seen = tuple(msgspec.structs.replace(row, replaces=words.get(row.fact, row.replaces)) for row in ground.seen)
    return SealView(step.key, step.name or step.key, not ground.reason, msgspec.structs.replace(ground, seen=seen))
