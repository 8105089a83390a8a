"""What is signed with ink: to be printed, and printed and waiting for its scan."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from satuatap.domain.identity.models import SigningAuthority
from satuatap.domain.identity.queries import in_force
from satuatap.kernel.actors import Actor

from .. import policies, ports
from ..lifecycle import State
from ..models import Document

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PaperRow:
    """``state`` is ready, signing (being printed) or printed."""

    id: UUID
    about: UUID
    unit_id: UUID
    title: str
    holder: str
    number: str
    state: str
    signer_name: str
    signer_account: UUID | None


def on_paper(actor: Actor, *, today: date) -> tuple[PaperRow, ...]:
    """What the actor's offices sign with ink, printed ones first; empty for whoever keeps no register there."""
    units = actor.unit_ids(*policies.REGISTRARS)
    wet = SigningAuthority.objects.filter(in_force(today), unit=OuterRef("unit"), mode=ports.WET)
    to_print = Q(state=State.READY) & (Q(mode=ports.WET) | Q(mode="") & Exists(wet))
    under_way = Q(state__in=[State.SIGNING, State.PRINTED], chain=ports.WET)
    rows = Document.objects.filter(to_print | under_way, unit__in=units).order_by("state", "pk")
    return tuple(PaperRow(*row) for row in rows.values_list(*PaperRow.__dataclass_fields__)[:MOST_SHOWN])


def keeps_register(actor: Actor) -> bool:
    """Whether the actor prints and scans for an office."""
    return bool(actor.unit_ids(*policies.REGISTRARS))
