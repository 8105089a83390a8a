"""Who may change offices and their calendars."""

from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound


def require_configurer(by: Actor) -> None:
    """Offices, sites and hours come from packs and commands. Raises ``NotFound`` for people."""
    if not by.is_system:
        raise NotFound


def require_may_close(by: Actor, unit_id: UUID) -> None:
    """The head of a unit may say that it could not work. Raises ``NotFound`` for others."""
    if not (by.is_system or by.holds("head-of-agency", unit_id) or by.holds("village-head", unit_id)):
        raise NotFound
