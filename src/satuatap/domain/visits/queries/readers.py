"""Readers at kiosks, and the ways that one offers now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from satuatap.kernel.actors import Actor

from .. import policies
from ..lifecycle import ReaderKind
from ..models import Reader

HEARD_WITHIN = timedelta(minutes=5)  # readers are asked every minute: one not heard of since is not offered


@dataclass(frozen=True, slots=True)
class ReaderNow:
    """A reader at a kiosk and how it was when it was asked; ``asked_at`` is None before the first time."""

    id: UUID
    kiosk: str
    site: str
    kind: str
    address: str
    ready: bool
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody can prove at a kiosk who they are, beside a code to a telephone: the address of the card reader ("" for
    none that works), and whether a QR can be shown."""

    card: str = ""
    code: bool = False


def readers(actor: Actor) -> tuple[ReaderNow, ...]:
    """The readers of all kiosks, for whoever runs the hall. Raises ``NotFound`` for others."""
    policies.require(policies.runs_hall(actor))
    rows = Reader.objects.filter(active=True).select_related("device__site").order_by(
        "device__site__name", "device__name", "kind"
    )  # fmt: skip
    return tuple(
        ReaderNow(row.pk, row.device.name, row.device.site.short_name, row.kind, row.address, row.ready, row.asked_at)
        for row in rows
    )


def ways_of(device_id: UUID, at: datetime) -> Ways:
    """What a kiosk can offer now: entered for it, and heard of just now."""
    found = dict(
        Reader.objects.filter(
            device_id=device_id, active=True, ready=True, asked_at__gte=at - HEARD_WITHIN
        ).values_list("kind", "address")
    )  # fmt: skip
    return Ways(found.get(ReaderKind.CARD, ""), ReaderKind.CODE in found)
