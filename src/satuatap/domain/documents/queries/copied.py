"""What was issued to a person, as it stands in a copy of their data."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from satuatap.kernel.actors import Actor

from .. import policies
from ..lifecycle import EVER_ISSUED
from ..models import Document, Original


def copied(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    """Every issued document of a person, newest first; for the system alone, that makes the copy."""
    policies.require_system(by)
    rows = Document.objects.filter(party=party_id, state__in=EVER_ISSUED).select_related("unit")
    for row in rows.order_by("-issued_at", "-id"):
        yield {
            "number": row.number, "title": row.title, "office": row.unit.name, "state": row.state,
            "issued_at": row.issued_at, "valid_until": row.valid_until, "signer": row.signer_name,
        }  # fmt: skip


def originals_copied(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    """Every original paper of a person that an office took in, newest first; for the system alone."""
    policies.require_system(by)
    for row in Original.objects.filter(party=party_id).select_related("unit").order_by("-taken_at", "-id"):
        yield {
            "title": row.name, "office": row.unit.name, "at": row.taken_at, "ended_at": row.returned_at,
            "returned_to": row.returned_to,
        }  # fmt: skip
