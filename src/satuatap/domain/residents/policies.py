"""Who may look into the register, write in it, and act for others."""

from collections.abc import Sequence
from uuid import UUID

from satuatap.domain.agencies import queries as agencies
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

SEEN_IN_PERSON = 2

# Who sits before people: only they look somebody up, and only for a purpose they name.
COUNTER_ROLES = (
    "front-officer", "registration-operator", "village-officer", "village-secretary", "village-head", "district-officer",
)  # fmt: skip
WHOLE_REGION = ""
LOCAL = frozenset({"desa", "kelurahan", "district"})

# Who keeps the register and settles what people say is wrong in it: civil registration, and each village for its own.
VILLAGE_ROLES = ("village-officer", "village-secretary", "village-head")
CIVIL_ROLE = "registration-operator"
KEEPER_ROLES = (CIVIL_ROLE, *VILLAGE_ROLES)

# Who answers people who find a look at their data suspicious.
PROTECTOR_ROLE = "data-protection-officer"

# Who may open data outside their work and area in an emergency: nobody but those to whom this power was given.
EMERGENCY_ROLE = "emergency-access"

# Who leads an office and answers for its staff.
HEAD_ROLES = ("head-of-agency", "village-head", "district-head")


def serves_people(actor: Actor) -> bool:
    return actor.is_system or bool(actor.unit_ids(*COUNTER_ROLES))


def protects_data(actor: Actor) -> bool:
    return bool(actor.unit_ids(PROTECTOR_ROLE))


def opens_in_emergency(actor: Actor) -> bool:
    return bool(actor.unit_ids(EMERGENCY_ROLE))


def emergency_unit(actor: Actor) -> UUID:
    """The office that gave the actor the power. Raises ``ValueError`` for whoever has it not."""
    return min(actor.unit_ids(EMERGENCY_ROLE))


def oversees_looks(actor: Actor) -> bool:
    """Whether the actor may read who looked in an emergency and who was turned away: everywhere, or of the office they
    lead."""
    return protects_data(actor) or bool(actor.unit_ids(*HEAD_ROLES))


def reads_usage(actor: Actor) -> bool:
    """Whether the actor answers for what an office asks the national register, or protects the data of people."""
    return protects_data(actor) or bool(actor.unit_ids(*HEAD_ROLES))


def counter_of(actor: Actor) -> UUID | None:
    """The office at whose counter the actor sits before people; None for who sits at none."""
    return min(actor.unit_ids(*COUNTER_ROLES), default=None)


def is_own(actor: Actor, party_id: UUID) -> bool:
    """Whether the register may show the actor a party as the own one, or one represented: seen in person only."""
    return party_id in actor.parties and actor.proof >= SEEN_IN_PERSON


def may_prefill(actor: Actor, party_id: UUID) -> bool:
    """Whether what the register knows may be filled in for the actor; officers file under a recorded mandate."""
    return serves_people(actor) or is_own(actor, party_id)


def is_of_village(actor: Actor) -> bool:
    """Whether the actor works in the office of a village."""
    return bool(actor.unit_ids(*VILLAGE_ROLES))


def keeps_register(actor: Actor) -> bool:
    return bool(actor.unit_ids(*KEEPER_ROLES))


def is_civil(actor: Actor) -> bool:
    """Whether the actor works in civil registration, which answers for what SIAK says."""
    return bool(actor.unit_ids(CIVIL_ROLE))


def origin_by(actor: Actor) -> str:
    """Where a fact comes from that the actor puts right: civil registration reads it in SIAK, a village reports it."""
    return "SIAK-verified" if is_civil(actor) else "village-reported"


def areas_served(actor: Actor, roles: Sequence[str] = COUNTER_ROLES) -> frozenset[str]:
    """Codes of the areas whose people the actor may look up by name; ``WHOLE_REGION`` among them means everywhere.

    A village, *kelurahan* or district serves its own; every other office serves whoever comes.
    """
    return frozenset(_areas_of(actor, roles))


def _areas_of(actor: Actor, roles: Sequence[str]) -> dict[str, str]:
    """The same with what the areas are called."""
    units = agencies.units(actor.unit_ids(*roles)).values()
    local = {unit.area.code: unit.area.name for unit in units if unit.kind in LOCAL and unit.area}
    is_everywhere = any(unit.kind not in LOCAL or unit.area is None for unit in units)
    return local | ({WHOLE_REGION: ""} if is_everywhere else {})


def serves_area(actor: Actor, area_code: str) -> bool:
    """Whether the actor may write about people who live in an area."""
    return actor.is_system or any(
        served == WHOLE_REGION or f"{area_code}.".startswith(f"{served}.") for served in areas_served(actor)
    )


def tells_of(actor: Actor, area_code: str) -> bool:
    """Whether the actor may record what happens to people who live in an area: a village in its own, civil
    registration everywhere."""
    return actor.is_system or any(
        served == WHOLE_REGION or f"{area_code}.".startswith(f"{served}.")
        for served in areas_served(actor, KEEPER_ROLES)
    )


# Who reads how many people live where: villages and districts of their own, civil registration and heads of agencies of all.
COUNTING_ROLES = (*KEEPER_ROLES, "district-officer", "district-head", "head-of-agency")


def counts_in(actor: Actor) -> dict[str, str]:
    """The areas whose people the actor may have counted, by code, with their names; ``WHOLE_REGION`` among them means
    everywhere."""
    return _areas_of(actor, COUNTING_ROLES)


def counts(actor: Actor, area_code: str) -> bool:
    return actor.is_system or any(
        served == WHOLE_REGION or f"{area_code}.".startswith(f"{served}.") for served in counts_in(actor)
    )


def may_count(actor: Actor) -> bool:
    return bool(actor.unit_ids(*COUNTING_ROLES))


FOLLOW_UP_ROLES = (*COUNTER_ROLES, "head-of-agency")


def follows_up_at(actor: Actor) -> frozenset[UUID]:
    """The offices for which the actor does what events ask of them."""
    return frozenset(actor.unit_ids(*FOLLOW_UP_ROLES))


def follows_up(actor: Actor) -> bool:
    return bool(follows_up_at(actor))


def require(*grounds: bool) -> None:
    """Raises ``NotFound`` unless one of the grounds holds: what is not yours looks as if it were not there."""
    if not any(grounds):
        raise NotFound
