"""Who may do what with a bill."""

from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

CASHIERS = ("cashier", "front-officer")


def may_collect(actor: Actor, unit_id: UUID) -> bool:
    """Take cash, or record money paid elsewhere: who holds the till of the unit the bill belongs to."""
    return any(actor.holds(role, unit_id) for role in CASHIERS)


def may_pay(actor: Actor, party_id: UUID, about: UUID) -> bool:
    """Start a payment: the party that owes, or who acts for it in everything or in what the bill is about."""
    return actor.minds(about, party_id)


def require_collector(actor: Actor, unit_id: UUID) -> None:
    if not may_collect(actor, unit_id):
        raise NotFound


def require_payer(actor: Actor, party_id: UUID, about: UUID) -> None:
    if not may_pay(actor, party_id, about):
        raise NotFound


def require_known(actor: Actor) -> None:
    """Bills are opened and cancelled by the room they are about, which has asked its own policy first."""
    if not actor.is_known:
        raise Refused("not-known", _("Masuk dulu untuk melanjutkan."))


def require_system(actor: Actor) -> None:
    """Only the system counts what a gateway says."""
    if not actor.is_system:
        raise NotFound
