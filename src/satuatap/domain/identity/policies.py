"""Who may do what to accounts, holdings and authority."""

from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

# Who sees the person and the card, and may say so.
PROVING_ROLES = (
    "front-officer", "registration-operator", "village-officer", "village-secretary", "village-head", "district-officer",
)  # fmt: skip
# Who looks after the staff of a unit.
STAFF_ROLES = ("unit-admin", "head-of-agency", "village-head", "district-head")


def may_prove(actor: Actor, unit_id: UUID | None) -> bool:
    """Whether the actor may say, for a unit, that a person was seen."""
    return actor.is_system or any(actor.holds(role, unit_id) for role in PROVING_ROLES)


def may_staff(actor: Actor, unit_id: UUID) -> bool:
    """Whether the actor may give and take roles at a unit."""
    return actor.is_system or any(actor.holds(role, unit_id) for role in STAFF_ROLES)


def may_name_deputy(actor: Actor, account_id: UUID, unit_id: UUID) -> bool:
    """Whoever goes on leave names the deputy; so may those who look after the unit's staff."""
    return actor.account_id == account_id or may_staff(actor, unit_id)


def is_own(actor: Actor, account_id: UUID) -> bool:
    return actor.is_system or (actor.account_id is not None and actor.account_id == account_id)


def require(allowed: bool) -> None:
    """Raises ``NotFound`` unless allowed: what is not yours looks as if it were not there."""
    if not allowed:
        raise NotFound
