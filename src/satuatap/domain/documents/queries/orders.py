"""What the worker goes by when it signs."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from satuatap.kernel.secrets import Unsealable, unseal

from .. import ports
from ..lifecycle import LineState
from ..models import SigningOrderLine

PASSPHRASE = "signing-passphrase"  # noqa: S105 (what the seal is for)


@dataclass(frozen=True, slots=True)
class Ordered:
    """When the order was given, and the passphrase that came with it, "" for none."""

    at: datetime
    passphrase: str = field(default="", repr=False)


def order_of(document_id: UUID) -> Ordered:
    """The order that waits for a document."""
    line = SigningOrderLine.objects.select_related("order__batch").get(document=document_id, state=LineState.WAITING)
    batch = line.order.batch
    if batch is None or batch.secret is None:
        return Ordered(line.order.opened_at)
    try:
        return Ordered(line.order.opened_at, unseal(bytes(batch.secret), PASSPHRASE).decode())
    except Unsealable:
        return Ordered(line.order.opened_at)


def can_seal() -> bool:
    """Whether this installation has what an office seals with."""
    return ports.SEALING in ports.signers
