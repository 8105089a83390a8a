"""Objections against refusals: one, and those that an office has not answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from satuatap.domain.residents import policies as register
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import PAGE_ROWS

from .. import policies
from ..lifecycle import State
from ..models import Case, Objection
from . import standards


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """The refusal of a case and what was said against it. ``days`` since it was filed, until the answer;
    ``taken_again`` is the number of the case in which the application was taken again."""

    case_id: UUID
    party_id: UUID
    unit_id: UUID
    number: str
    title: str
    applicant_name: str
    refusal: str
    refusal_law: str
    words: str
    filed_at: datetime | None
    days: int
    answered_at: datetime | None
    is_upheld: bool | None
    answer: str
    is_own: bool
    may_file: bool
    may_answer: bool
    taken_again: str = ""


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """One that waits for its answer."""

    number: str
    title: str
    applicant_name: str
    filed_at: datetime
    days: int


def objection(actor: Actor, number: str, *, now: datetime, lang: str = "id") -> ObjectionView:
    """The refusal and its objection, for the applicant and the office. Raises ``NotFound`` to others, and for a case
    that was not refused."""
    case = Case.objects.visible_to(actor).filter(number=number, state=State.REFUSED).first()
    if case is None:
        raise NotFound
    is_own = policies.is_applicant(actor, case)
    if not (is_own or policies.works_on(actor, case) or policies.may_answer_objection(actor, case)):
        raise NotFound
    found = Objection.objects.filter(case=case).first()
    return ObjectionView(
        case_id=case.pk, party_id=case.party_id, unit_id=case.unit_id, number=case.number,
        title=standards.title(case, lang), applicant_name=case.applicant_name, refusal=case.refusal,
        refusal_law=case.refusal_law, words=found.words if found else "", filed_at=found.filed_at if found else None,
        days=_days(found.filed_at, found.answered_at or now) if found else 0,
        answered_at=found.answered_at if found else None, is_upheld=found.is_upheld if found else None,
        answer=found.answer if found else "", is_own=is_own, may_file=found is None,
        may_answer=bool(found and not found.answered_at) and policies.may_answer_objection(actor, case),
        taken_again=Case.objects.filter(retakes=case).values_list("number", flat=True).first() or "",
    )  # fmt: skip


def open_objections(actor: Actor, *, now: datetime, lang: str = "id") -> tuple[OpenObjection, ...]:
    """What the actor's village offices have not answered, the oldest first; one question."""
    units = actor.unit_ids(*register.VILLAGE_ROLES)
    rows = Objection.objects.filter(answered_at=None, case__unit__in=units).select_related("case").order_by("filed_at")
    return tuple(
        OpenObjection(
            row.case.number, standards.title(row.case, lang), row.case.applicant_name, row.filed_at,
            _days(row.filed_at, now),
        )
        for row in rows[:PAGE_ROWS]
    )  # fmt: skip


def _days(since: datetime, until: datetime) -> int:
    return (timezone.localdate(until) - timezone.localdate(since)).days
