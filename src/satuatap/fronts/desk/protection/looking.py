"""Opening what somebody wrote about their data is a look of its own."""

from collections.abc import Iterable
from uuid import UUID

from satuatap.domain.audit.actions import record_look
from satuatap.domain.residents import policies
from satuatap.fronts.shared.http import Request


def record_opening(request: Request, party_id: UUID, purpose: str, fields: Iterable[str] = ("name", "report")) -> None:
    """Write down that whoever protects the region's data has read whose words these are, and the words."""
    record_look(
        by=request.actor, at=request.now, purpose=purpose, party_id=party_id,
        unit_id=min(request.actor.unit_ids(policies.PROTECTOR_ROLE)), fields=fields,
    )  # fmt: skip
