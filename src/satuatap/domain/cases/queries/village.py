"""What the desk of a village reads of cases: its own letters of today, what it filed elsewhere, and those of one household."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import PAGE_ROWS

from ..lifecycle import TaskState
from ..models import Case, Task
from . import standards
from .badges import badge_of
from .filed import own_offices
from .lists import file_row
from .views import CONTENT, FileRow

OF_HOUSEHOLD = 30
PACE_DAYS, PACE_OF = 30, 200


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter of the village. ``kind`` is the kind of the step it waits at, ``step_name`` its name, ``role`` the code of
    whose turn it is; all "" once it has ended, at ``ended_at``."""

    number: str
    title: str
    applicant_name: str
    channel: str
    step_name: str
    kind: str
    badge: str
    role: str = ""
    ended_at: datetime | None = None


def village_letters(
    actor: Actor, *, now: datetime, lang: str = "id", unit_id: UUID | None = None
) -> tuple[LetterRow, ...]:
    """What waits in the actor's own offices, or in one of them, whoever of them has it now, the earliest due first; one
    question."""
    units = own_offices(actor, unit_id)
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
            role=task.role,
        )
        for task in tasks
    )


def letters_ended(
    actor: Actor, *, now: datetime, lang: str = "id", unit_id: UUID | None = None
) -> tuple[tuple[LetterRow, ...], timedelta | None]:
    """What ended today in the actor's own offices, or in one of them, the last first; and the time from handing in within
    which half of those were ready that were so in the last ``PACE_DAYS``, of at most ``PACE_OF`` (None without any).
    One question."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    ours = Case.objects.filter(unit_id__in=own_offices(actor, unit_id), submitted_at__isnull=False)
    done = ours.annotate(done_at=Coalesce("ready_at", "closed_at")).filter(
        done_at__gte=now - timedelta(days=PACE_DAYS), done_at__lte=now
    )
    cases = list(done.defer(*CONTENT).order_by(F("closed_at").desc(nulls_last=True), "-id")[:PACE_OF])
    took = sorted(case.done_at - case.submitted_at for case in cases if case.submitted_at)
    today = [case for case in cases if case.closed_at and case.closed_at >= midnight][:PAGE_ROWS]
    return tuple(_ended(case, now, lang) for case in today), took[len(took) // 2] if took else None


def _ended(case: Case, now: datetime, lang: str) -> LetterRow:
    return LetterRow(
        number=case.number,
        title=standards.title(case, lang),
        applicant_name=case.applicant_name,
        channel=case.channel,
        step_name="",
        kind="",
        badge=badge_of(case, now),
        ended_at=case.closed_at,
    )


def filed_elsewhere(
    actor: Actor, *, now: datetime, lang: str = "id", unit_id: UUID | None = None
) -> tuple[FileRow, ...]:
    """What the village filed at other offices for its own people and what has not ended, newest first: where it stands,
    never what is in it. One question.

    Of an officer who came from another village only what was filed for people of this one.
    """
    cases = Case.objects.filed_from(own_offices(actor, unit_id)).filter(closed_at=None)
    rows = cases.select_related("unit", "bundle").defer(*CONTENT).order_by("-submitted_at", "-id")[:PAGE_ROWS]
    return tuple(file_row(case, now, lang) for case in rows)


def of_household(actor: Actor, party_ids: Iterable[UUID], *, now: datetime, lang: str = "id") -> tuple[FileRow, ...]:
    """Letters and applications of the people of one household that the actor may open, newest first; one question."""
    cases = Case.objects.visible_to(actor).filter(party_id__in=list(party_ids)).select_related("unit", "bundle")
    rows = cases.defer(*CONTENT).order_by("-started_at", "-id")[:OF_HOUSEHOLD]
    return tuple(file_row(case, now, lang) for case in rows)
