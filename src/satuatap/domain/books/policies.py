"""Who keeps the books of a village: its officers, secretary and head. The last two close them."""

from uuid import UUID

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


def require_system(actor: Actor) -> None:
    """Books come with packs."""
    if not actor.is_system:
        raise NotFound
