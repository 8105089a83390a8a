"""A person's visits as they stand in a copy of their data."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..models import Visit

MOST = 2_000


def copied(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    """Every visit of a known person with its errands, newest first; for the system alone, that makes the copy.

    Who drew a number without saying who they are is nobody here, and stands in nobody's copy.
    """
    if not by.is_system:
        raise NotFound
    rows = Visit.objects.filter(party=party_id).select_related("site", "priority")
    for row in rows.prefetch_related("errands__lane__unit").order_by("-came_at", "-id")[:MOST]:
        yield {
            "number": f"{row.letter}-{row.number:03}", "place": row.site.name, "started_at": row.came_at,
            "ended_at": row.ended_at, "state": row.state, "channel": row.channel, "phone": row.contact,
            "needs": row.needs, "priority": str(row.priority) if row.priority else "",
            "errands": [
                {"office": errand.lane.unit.name, "service": errand.service, "state": errand.state, "at": errand.began_at}
                for errand in row.errands.all()
            ],
        }  # fmt: skip
