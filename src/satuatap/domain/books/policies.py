"""Who keeps the books of a village: its officers, secretary and head. The last two close them."""

from uuid import UUID

from satuatap.domain.residents import policies as register
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

KEEPERS = ("village-officer", "village-secretary", "village-head")
CLOSERS = ("village-secretary", "village-head")


def keeps_books(actor: Actor) -> bool:
    return bool(actor.unit_ids(*KEEPERS))


def may_close(actor: Actor, unit_id: UUID) -> bool:
    return unit_id in actor.unit_ids(*CLOSERS)


def require_keeper(actor: Actor, unit_id: UUID) -> None:
    if unit_id not in actor.unit_ids(*KEEPERS):
        raise NotFound


def require_closer(actor: Actor, unit_id: UUID) -> None:
    if not may_close(actor, unit_id):
        raise NotFound


def allows_copies(actor: Actor) -> bool:
    """Whether the actor decides on copies of many people's data: of the office they lead, or everywhere who protects
    data."""
    return register.protects_data(actor) or bool(actor.unit_ids(*register.HEAD_ROLES))


def may_allow(actor: Actor, unit_id: UUID) -> bool:
    return register.protects_data(actor) or unit_id in actor.unit_ids(*register.HEAD_ROLES)


def require(*grounds: bool) -> None:
    """Raises ``NotFound`` unless one of the grounds holds."""
    if not any(grounds):
        raise NotFound


def require_system(actor: Actor) -> None:
    """Books come with packs."""
    if not actor.is_system:
        raise NotFound
