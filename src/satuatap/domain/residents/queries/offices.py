"""What officers may do for their organisation, and who of them is told."""

from datetime import date
from uuid import UUID

from satuatap.kernel.actors import Actor

from .. import policies
from ..models import OrganisationOfficer
from .accounts import in_force

GIVES_POWERS = "empower"


def rights_in(actor: Actor, organisation_id: UUID, on: date) -> frozenset[str]:
    """What the actor may do for an organisation on a day; empty for strangers, and for who was never seen in person."""
    if actor.party_id is None or not policies.is_own(actor, actor.party_id):
        return frozenset()
    held = OrganisationOfficer.objects.filter(in_force(on), organisation=organisation_id, person=actor.party_id)
    return frozenset(right for rights in held.values_list("rights", flat=True) for right in rights)


def may_give_powers(actor: Actor, organisation_id: UUID, on: date) -> bool:
    """Whether the actor may give somebody the organisation's power of attorney, and end one."""
    return GIVES_POWERS in rights_in(actor, organisation_id, on)


def givers(party_id: UUID, on: date) -> tuple[UUID, ...]:
    """Who is told of the powers that a party has given: the officers of an organisation who may give them, a person
    oneself; an organisation without such an officer at its own addresses."""
    held = OrganisationOfficer.objects.filter(
        in_force(on), organisation=party_id, person__isnull=False, rights__contains=[GIVES_POWERS]
    )
    return tuple(held.order_by("person").values_list("person", flat=True)) or (party_id,)
