"""What the desk of a village reads of cases: its own letters of today, what it filed elsewhere, and those of one household."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import policies as register
from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import PAGE_ROWS

from ..lifecycle import TaskState
from ..models import DESK, Case, Task
from . import standards
from .badges import badge_of
from .lists import file_row
from .views import CONTENT, FileRow

OF_HOUSEHOLD = 30


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that somebody in the village has to do something with. ``kind`` is the kind of the step it waits at."""

    number: str
    title: str
    applicant_name: str
    channel: str
    step_name: str
    kind: str
    badge: str


def village_letters(
    actor: Actor, *, now: datetime, lang: str = "id", unit_id: UUID | None = None
) -> tuple[LetterRow, ...]:
    """What waits in the actor's own offices, or in one of them, whoever of them has it now, the earliest due first; one
    question."""
    units = _own(actor, unit_id)
    tasks = Task.objects.filter(state=TaskState.OPEN, unit_id__in=units).select_related("case")
    tasks = tasks.defer(*(f"case__{name}" for name in CONTENT)).order_by("rank_at", "id")[:PAGE_ROWS]
    return tuple(
        LetterRow(
            number=task.case.number,
            title=standards.title(task.case, lang),
            applicant_name=task.case.applicant_name,
            channel=task.case.channel,
            step_name=standards.step_name(task, lang),
            kind=task.kind,
            badge=badge_of(task.case, now),
        )
        for task in tasks
    )


def _own(actor: Actor, unit_id: UUID | None) -> frozenset[UUID]:
    """The village offices of the actor, or that one of them."""
    units = actor.unit_ids(*register.VILLAGE_ROLES)
    return units & {unit_id} if unit_id else units


def filed_elsewhere(
    actor: Actor, *, now: datetime, lang: str = "id", unit_id: UUID | None = None
) -> tuple[FileRow, ...]:
    """What the village filed at other offices for its own people and what has not ended, newest first: where it stands,
    never what is in it. At most three questions.

    Of an officer who came from another village only what was filed for people of this one.
    """
    units = _own(actor, unit_id)
    areas = [unit.area.code for unit in agencies.units(units).values() if unit.area]
    if not areas:
        return ()
    staff = {f"account:{row.account_id}" for row in identity.staff_of(units, timezone.localdate(now))}
    cases = Case.objects.filter(channel=DESK, filed_by__in=staff, area_code__in=areas, closed_at=None)
    cases = cases.exclude(Q(unit_id__in=units) | Q(submitted_at=None)).select_related("unit", "bundle")
    rows = cases.defer(*CONTENT).order_by("-submitted_at", "-id")[:PAGE_ROWS]
    return tuple(file_row(case, now, lang) for case in rows)


def of_household(actor: Actor, party_ids: Iterable[UUID], *, now: datetime, lang: str = "id") -> tuple[FileRow, ...]:
    """Letters and applications of the people of one household that the actor may open, newest first; one question."""
    cases = Case.objects.visible_to(actor).filter(party_id__in=list(party_ids)).select_related("unit", "bundle")
    rows = cases.defer(*CONTENT).order_by("-started_at", "-id")[:OF_HOUSEHOLD]
    return tuple(file_row(case, now, lang) for case in rows)
