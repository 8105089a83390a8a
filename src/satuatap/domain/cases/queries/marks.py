"""What an officer has compared so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from satuatap.kernel.actors import Actor

from ..models import Mark


@dataclass(frozen=True, slots=True)
class MarkView:
    """``fits`` false: it differs, and ``note`` says how, unless the officer has not written that yet."""

    fits: bool
    note: str


def marks_of(actor: Actor, case_id: UUID) -> Mapping[str, MarkView]:
    """The actor's own marks on a case, by what they are about, in the order they were set."""
    rows = Mark.objects.filter(case=case_id, account=actor.account_id).order_by("at", "id")
    return {row.about: MarkView(row.fits, row.note) for row in rows}
