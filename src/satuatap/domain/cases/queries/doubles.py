"""Whether the same was asked for already."""

from uuid import UUID

from ..lifecycle import State
from ..models import Case


def running_twin(party_id: UUID, service_code: str, besides: UUID) -> str:
    """The number of an application of the party for the same service that was sent and has not ended; "" for none."""
    twins = Case.objects.filter(party=party_id, service__code=service_code, closed_at=None).exclude(pk=besides)
    return twins.exclude(state=State.DRAFT).order_by("-submitted_at").values_list("number", flat=True).first() or ""
