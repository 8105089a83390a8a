"""Who applies for somebody else, and on what ground: for the offices that work on the case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor

from ..models import DESK, Case
from .views import CaseView

REPRESENTED = frozenset({"parent", "wali", "kuasa"})


@dataclass(frozen=True, slots=True)
class Representative:
    """Whoever applies for the applicant: ``given_by`` is the officer who gave the power of an organisation."""

    kind: str
    name: str
    given_by: str
    reference: str
    to_on: date | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Word:
    """How somebody agreed that an officer files for them: ``how`` code, spoken, signed-slip or thumb-print."""

    mandate_id: UUID
    how: str
    at: datetime
    witnesses: tuple[str, ...]
    has_paper: bool


def words_of(actor: Actor, case: CaseView) -> tuple[Word, ...]:
    """By whose word an officer filed a case and corrected it, for whoever may see it; nothing for what nobody filed at a
    desk. One query."""
    if case.channel != DESK:
        return ()
    return words_in(case.party_id, case.id, Case.objects.visible_to(actor).filter(pk=case.id).values("mandate"))


def words_in(party_id: UUID, case_id: UUID, mandates: Any) -> tuple[Word, ...]:
    """The words given in a case; the caller has asked who may know. One query."""
    return tuple(
        Word(
            found.pk, found.how, found.recorded_at, tuple(name for name in (found.witness1, found.witness2) if name),
            found.evidence_file_id is not None,
        )
        for found in residents.words_about(party_id, case_id, mandates)
    )  # fmt: skip


def representative(actor: Actor, case: CaseView, on: date) -> Representative | None:
    """Who applies by which mandate, for whoever may see the case; None where the applicant does so alone. One query."""
    if case.applicant_kind not in REPRESENTED:
        return None
    rows = Case.objects.visible_to(actor).select_related("mandate__agent", "mandate__given_by")
    found = rows.filter(pk=case.id).first()
    return on_whose_behalf(found, on) if found else None


def on_whose_behalf(case: Case, on: date) -> Representative | None:
    """The same of a case that brings its mandate, with who acts and who gave it."""
    mandate = case.mandate if case.applicant_kind in REPRESENTED else None
    if mandate is None:
        return None
    return Representative(
        kind=mandate.kind,
        name=mandate.agent.name if mandate.agent else mandate.agent_name,
        given_by=mandate.given_by.name if mandate.given_by else "",
        reference=mandate.reference,
        to_on=mandate.to_on,
        is_in_force=mandate.is_in_force(on),
    )
