"""Who applies for somebody else, and on what ground: for the offices that work on the case."""

from dataclasses import dataclass
from datetime import date

from satuatap.kernel.actors import Actor

from ..models import Case
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
