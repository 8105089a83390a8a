"""Who looks after the nodes."""

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

MANAGER = "mall-manager"


def minds_nodes(actor: Actor) -> bool:
    """Whoever runs the halls: lets a node lead one, sees which is silent, looks at what was set aside."""
    return actor.is_system or bool(actor.unit_ids(MANAGER))


def require(allowed: bool) -> None:
    """Raises ``NotFound`` unless allowed."""
    if not allowed:
        raise NotFound
