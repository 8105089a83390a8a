"""Who may come back by PIN to a shared computer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.kernel.actors import Actor

from ..models import Pin, QuickDesk


@dataclass(frozen=True, slots=True)
class QuickRow:
    account_id: UUID
    name: str
    until: datetime


def quick_desks(computer: str, *, now: datetime) -> tuple[QuickRow, ...]:
    """The officers who have signed in fully at this computer today and left it open to their PIN, by name."""
    if not computer:
        return ()
    rows = QuickDesk.objects.filter(computer=computer, until__gt=now, account__is_active=True)
    return tuple(
        QuickRow(*row) for row in rows.order_by("account__name").values_list("account_id", "account__name", "until")
    )


def has_pin(actor: Actor) -> bool:
    """Whether the actor has a PIN that is not locked."""
    return Pin.objects.filter(account=actor.account_id, locked_at=None).exists()
