"""What the heads of RT and RW were asked, and what they answered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone, translation

from satuatap.domain.catalog.queries import SOURCE_LANGUAGE, Paper, Standard
from satuatap.domain.residents import queries as residents
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import State
from ..models import Case, Confirmation
from . import standards


@dataclass(frozen=True, slots=True)
class ConfirmationView:
    """A question to the head of a neighbourhood. ``state`` is waiting, yes, no or lapsed; ``waived_reason`` says why the
    office goes on without a yes."""

    id: UUID
    post: str
    head_name: str
    state: str
    asked_at: datetime
    until: datetime
    answered_at: datetime | None
    reason: str
    waived_reason: str


@dataclass(frozen=True, slots=True)
class Confirming:
    """The confirmation that a letter asks for: its ``paper``, every question so far (the newest first), whether the
    office ``may_ask`` somebody now and who that is, and whether it ``may_waive``."""

    paper: Paper
    rows: tuple[ConfirmationView, ...]
    head: residents.Neighbour | None
    may_ask: bool
    may_waive: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What the head of a neighbourhood reads: who asks, about whom, for what; nothing else of the application."""

    office: str
    applicant_name: str
    post: str
    title: str
    state: str
    until: datetime


def paper_to_confirm(case: Case, lang: str = "id") -> Paper | None:
    """The requirement that the head of a neighbourhood confirms; None for most services."""
    papers = standards.standard(case.revision_id, lang).papers
    return next((paper for paper in papers if paper.confirm), None)


def confirming(*, actor: Actor, case_id: UUID, now: datetime, lang: str = "id") -> Confirming | None:
    """The confirmation of a case, for its office; None where none is asked for. Raises ``NotFound`` to strangers."""
    case = Case.objects.visible_to(actor).filter(pk=case_id).first()
    if case is None or policies.is_applicant(actor, case):
        raise NotFound
    if (paper := paper_to_confirm(case, lang)) is None:
        return None
    rows = tuple(view_of(row, now) for row in Confirmation.objects.filter(case=case).order_by("-asked_at", "-id"))
    is_open = case.state == State.SUBMITTED and policies.works_on(actor, case)
    newest = rows[0] if rows else None
    return Confirming(
        paper=paper,
        rows=rows,
        head=head_for(case, paper) if is_open else None,
        may_ask=is_open and (newest is None or newest.state in ("no", "lapsed")),
        may_waive=is_open
        and newest is not None
        and newest.state != "yes"
        and not newest.waived_reason
        and lets_go_on(paper),
    )


def newest_confirmation(case_id: UUID, standard: Standard, now: datetime) -> ConfirmationView | None:
    """The newest question about a case that the caller may see; one query, and none for services without one."""
    if not any(paper.confirm for paper in standard.papers):
        return None
    row = Confirmation.objects.filter(case=case_id).order_by("-asked_at", "-id").first()
    return view_of(row, now) if row else None


def head_for(case: Case, paper: Paper) -> residents.Neighbour | None:
    """Who heads where the applicant lives, as the village's list has it."""
    person = residents.profile(case.party_id)
    return residents.head_of_neighbourhood(person.area_code, person.rw, person.rt, level=paper.confirm["by"])


def lets_go_on(paper: Paper) -> bool:
    """Whether the standard lets the office go on without a yes, with the reason on record."""
    return bool(paper.confirm.get("without") == "reason")


def state_of(row: Confirmation, now: datetime) -> str:
    if row.answered_at is not None:
        return "yes" if row.is_confirmed else "no"
    return "waiting" if now < row.until else "lapsed"


def view_of(row: Confirmation, now: datetime) -> ConfirmationView:
    return ConfirmationView(
        row.pk, row.post, row.head_name, state_of(row, now), row.asked_at, row.until, row.answered_at, row.reason,
        row.waived_reason,
    )  # fmt: skip


def hash_of(link: str) -> str:
    return hashlib.sha256(link.encode()).hexdigest()


def question(link: str, *, now: datetime) -> Question:
    """What stands behind a link. Raises ``NotFound`` for one that nobody sent."""
    row = Confirmation.objects.filter(link_hash=hash_of(link)).select_related("case__unit").first()
    if row is None:
        raise NotFound
    case = row.case
    state = state_of(row, now)
    if state == "waiting" and (case.state != State.SUBMITTED or row.waived_at):
        state = "lapsed"
    return Question(case.unit.name, case.applicant_name, row.post, case.title, state, row.until)


def confirmed_words(case: Case) -> dict[str, str]:
    """The sentence of a letter that the head of a neighbourhood has confirmed, under the name its template knows."""
    if paper_to_confirm(case) is None:
        return {}
    row = Confirmation.objects.filter(case=case, is_confirmed=True).order_by("-answered_at").first()
    if row is None or row.answered_at is None:
        return {}
    with translation.override(SOURCE_LANGUAGE):  # letters are Indonesian, whoever makes them
        day = forms.date_words(timezone.localdate(row.answered_at).isoformat())
    return {"konfirmasi": f"Keterangan ini telah dikonfirmasi ketua {row.post} pada tanggal {day}."}
