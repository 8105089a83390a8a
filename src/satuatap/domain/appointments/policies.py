"""Who may do what with bookings."""

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

DOOR = ("guide", "mall-manager")
"""Who sees the bookings of a hall's day and checks people in: the desk at the door, and whoever runs the hall."""


def keeps_door(actor: Actor) -> bool:
    return actor.is_system or bool(actor.unit_ids(*DOOR))


def require(allowed: bool) -> None:
    """Raises ``NotFound`` unless allowed."""
    if not allowed:
        raise NotFound
