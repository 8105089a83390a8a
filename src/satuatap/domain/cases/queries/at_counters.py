"""A case as an officer needs it while its applicant, or who came for the applicant, stands at the counter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from satuatap.domain.payments import queries as payments
from satuatap.kernel.actors import Actor

from ..lifecycle import State, TaskState
from ..models import Case, Task
from .badges import badge_of
from .belongings import belongings_of, with_belongings
from .representatives import Representative, on_whose_behalf
from .requirements import requirement_views
from .standards import standard, title

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class CounterCase:
    """``missing`` are papers still to hand in, ``bills`` those to pay, ``is_ready`` whether a document can be handed
    over by the actor, ``is_draft`` whether it is still to be filled in and sent."""

    id: UUID
    number: str
    title: str
    applicant_name: str
    badge: str
    is_draft: bool
    missing: tuple[str, ...]
    sent_by: Representative | None
    bills: tuple[payments.BillRow, ...]
    is_ready: bool


@dataclass(frozen=True, slots=True)
class OfferedCase:
    """A case that may be what somebody came for."""

    number: str
    title: str
    badge: str


def at_counter(*, actor: Actor, case_id: UUID, now: datetime, lang: str = "id") -> CounterCase | None:
    """The case behind an errand; None for who may not see it. The caller has written down the look."""
    rows = Case.objects.visible_to(actor).filter(pk=case_id)
    tasks = Task.objects.filter(case=OuterRef("pk")).exclude(state=TaskState.CLOSED)
    brought = rows.select_related("unit", "service", "mandate__agent", "mandate__given_by").annotate(
        open_kinds=ArraySubquery(tasks.values_list("kind")),
        to_hand=ArraySubquery(tasks.filter(kind="hand-over").values(row=JSONObject(role="role", unit="unit_id"))),
    )
    case: Any = with_belongings(brought).first()
    if case is None:
        return None
    answers = case.answers if case.draft is None else case.draft
    lines = requirement_views(case, standard(case.revision_id, lang), answers, belongings_of(case).sheets, now)
    bills = payments.bills_about(case.pk) if "pay" in case.open_kinds else ()
    return CounterCase(
        case.pk, case.number, title(case, lang), case.applicant_name, badge_of(case, now), case.state == State.DRAFT,
        tuple(line.name for line in lines if line.state == "missing"),
        on_whose_behalf(case, timezone.localdate(now)),
        tuple(bill for bill in bills if bill.state == "open"),
        any(actor.holds(task["role"], UUID(task["unit"])) for task in case.to_hand),
    )  # fmt: skip


def offered(*, actor: Actor, party_id: UUID, now: datetime, lang: str = "id") -> tuple[OfferedCase, ...]:
    """The unfinished cases of somebody on which the actor's office works, and the actor's drafts for them; newest first."""
    rows = Case.objects.visible_to(actor).filter(party_id=party_id, closed_at=None).order_by("-started_at", "-id")
    return tuple(OfferedCase(case.number, title(case, lang), badge_of(case, now)) for case in rows[:MOST_OFFERED])


def party_of(*, actor: Actor, case_id: UUID) -> UUID | None:
    """Whose case it is; None for who may not see it."""
    return Case.objects.visible_to(actor).filter(pk=case_id).values_list("party_id", flat=True).first()
