"""Who reads the schedule and sets holds: those who protect the region's data. Lists are approved by the head of their office."""

from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

PROTECTOR_ROLE = "data-protection-officer"
HEAD_ROLE = "head-of-agency"


def keeps_schedule(actor: Actor) -> bool:
    return bool(actor.unit_ids(PROTECTOR_ROLE))


def decides(actor: Actor, unit_id: UUID | None) -> bool:
    return unit_id is not None and unit_id in actor.unit_ids(HEAD_ROLE)


def reads_lists(actor: Actor) -> bool:
    return keeps_schedule(actor) or bool(actor.unit_ids(HEAD_ROLE))


def require(*grounds: bool) -> None:
    """Raises ``NotFound`` unless one of the grounds holds."""
    if not any(grounds):
        raise NotFound
