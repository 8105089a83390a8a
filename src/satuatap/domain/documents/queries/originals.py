"""Original papers that offices hold."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import Page, page

from .. import policies
from ..models import Original


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """One original paper; ``returned_at`` None while the office holds it."""

    id: UUID
    about: UUID
    name: str
    owner: str
    unit_id: UUID
    place: str
    receipt_id: UUID
    receipt_number: str
    taken_at: datetime
    returned_at: datetime | None
    returned_to: str


def keeps_originals(actor: Actor) -> bool:
    """Whether the actor takes papers in somewhere."""
    return bool(actor.unit_ids(*policies.REGISTRARS))


def originals_of(actor: Actor, about: UUID) -> tuple[OriginalRow, ...]:
    """The originals taken in for one thing at the actor's units, oldest first; empty for others."""
    found = Original.objects.filter(about=about, unit__in=actor.unit_ids(*policies.REGISTRARS))
    return tuple(_row(original) for original in found.select_related("party", "receipt").order_by("taken_at", "id"))


def originals_held(actor: Actor, cursor: str = "") -> Page[OriginalRow]:
    """What the actor's units hold today, the longest first."""
    found = Original.objects.filter(returned_at=None, unit__in=actor.unit_ids(*policies.REGISTRARS))
    return page(found.select_related("party", "receipt"), keys=["taken_at", "id"], cursor=cursor, row=_row)


def _row(original: Original) -> OriginalRow:
    return OriginalRow(
        id=original.pk,
        about=original.about,
        name=original.name,
        owner=original.party.name,
        unit_id=original.unit_id,
        place=original.place,
        receipt_id=original.receipt_id,
        receipt_number=original.receipt.number,
        taken_at=original.taken_at,
        returned_at=original.returned_at,
        returned_to=original.returned_to,
    )
