"""Who may do what in a hall."""

from uuid import UUID

from satuatap.domain.agencies.models import Counter
from satuatap.domain.agencies.policies import LEADS
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

COUNTER_ROLES = ("front-officer", "registration-operator", "village-officer", "district-officer", "cashier")
"""Who sits at a counter of the office where the role is held."""

GUIDE = "guide"  # the desk at the door of a hall
MANAGER = "mall-manager"


def may_sit(actor: Actor, counter: Counter) -> bool:
    return bool(actor.unit_ids(*COUNTER_ROLES) & {counter.unit_id})


def serves(actor: Actor) -> bool:
    """Whether the actor's office may have a counter for the actor."""
    return bool(actor.unit_ids(*COUNTER_ROLES))


def guides(actor: Actor) -> bool:
    """Whether the actor stands at the door: gives numbers, grants priority, brings parked visitors back."""
    return actor.is_system or bool(actor.unit_ids(GUIDE, MANAGER))


def minds(actor: Actor, party_id: UUID | None) -> bool:
    """Whether the actor may change where a visitor goes: who works in the hall, the machine that holds the paper, and
    the visitor who was identified."""
    return guides(actor) or serves(actor) or (party_id is not None and party_id in actor.parties)


def holds(actor: Actor, party_id: UUID | None) -> bool:
    """Whether the actor speaks for the visitor: a page or machine that was given the number, or whoever was identified."""
    return actor.is_system or (party_id is not None and party_id in actor.parties)


def runs_hall(actor: Actor) -> bool:
    return actor.is_system or bool(actor.unit_ids(MANAGER))


def led_by(actor: Actor) -> frozenset[UUID]:
    """The offices that the actor leads."""
    return frozenset(actor.unit_ids(*LEADS))


def supervises(actor: Actor) -> bool:
    """Whether counters may call the actor: who runs the hall, or leads an office."""
    return runs_hall(actor) or bool(led_by(actor))


def may_help(actor: Actor, counter: Counter | None) -> bool:
    """Whether the actor may come to a counter; or, without one, to a kiosk."""
    return guides(actor) if counter is None else runs_hall(actor) or counter.unit_id in led_by(actor)


def is_called(actor: Actor) -> bool:
    """Whether somebody may call the actor: a counter, or a visitor at a kiosk."""
    return supervises(actor) or guides(actor)


def require(allowed: bool) -> None:
    """Raises ``NotFound`` unless allowed."""
    if not allowed:
        raise NotFound
