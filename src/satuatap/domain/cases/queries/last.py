"""What somebody applied for before, to begin from it again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.kernel.actors import Actor

from ..models import Case


@dataclass(frozen=True, slots=True)
class LastApplication:
    """The newest application for a service that was sent in the name of a party."""

    case_id: UUID
    number: str
    submitted_at: datetime


def last_applications(actor: Actor, service_code: str, party_ids: Collection[UUID]) -> dict[UUID, LastApplication]:
    """For each of the parties the last application for a service that the actor may look after; one query.

    An attorney finds only those that were put into their own hands.
    """
    sent = Case.objects.minded_by(actor).filter(
        service__code=service_code, party__in=party_ids, submitted_at__isnull=False
    )
    rows = sent.order_by("party", "-submitted_at", "-id").distinct("party")
    found = rows.values_list("party_id", "pk", "number", "submitted_at")
    return {party_id: LastApplication(pk, number, at) for party_id, pk, number, at in found if at}
