"""Who carries residents along, and who looks after the devices."""

from uuid import UUID

from satuatap.domain.residents import policies as register
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound


def desk_of(actor: Actor) -> UUID | None:
    """The village at whose desk the actor works; None for everybody else."""
    return min(actor.unit_ids(*register.VILLAGE_ROLES), default=None)


def carries(actor: Actor) -> bool:
    return desk_of(actor) is not None


def minds_devices(actor: Actor) -> bool:
    """Whether the actor sees devices: those of the own village, or all for who protects data."""
    return carries(actor) or register.protects_data(actor)


def may_end(actor: Actor, unit_id: UUID) -> bool:
    return unit_id in actor.unit_ids(*register.VILLAGE_ROLES) or register.protects_data(actor)


def require(allowed: bool) -> None:
    """Raises ``NotFound`` unless allowed."""
    if not allowed:
        raise NotFound
