"""Organisations as their officers see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..models import OrganisationOfficer, Party
from .accounts import in_force
from .offices import GIVES_POWERS, rights_in
from .powers import nik_of, person_of


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An officer of an organisation, or somebody invited (``is_invited``)."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    name: str
    title: str
    rights: tuple[str, ...]
    from_on: date
    is_invited: bool
    is_me: bool


def offices(actor: Actor, on: date) -> tuple[OfficeRow, ...]:
    """The actor's own offices, by name of the organisation."""
    if actor.party_id is None or not policies.is_own(actor, actor.party_id):
        return ()
    found = OrganisationOfficer.objects.filter(in_force(on), person=actor.party_id)
    return _rows(actor, found.order_by("organisation__name_key", "id"))


def invitations(actor: Actor) -> tuple[OfficeRow, ...]:
    """Where the actor is asked to act for an organisation."""
    nik = nik_of(actor)
    found = (
        OrganisationOfficer.objects.filter(invited_nik=nik, to_on=None) if nik else OrganisationOfficer.objects.none()
    )
    named = [office.pk for office in found if is_invited(actor, office)]
    return _rows(actor, OrganisationOfficer.objects.filter(pk__in=named).order_by("id")) if named else ()


def officers(actor: Actor, organisation_id: UUID, on: date) -> tuple[OfficeRow, ...]:
    """Everybody with rights in an organisation, and the invited; for its officers. Raises ``NotFound`` to others."""
    if not rights_in(actor, organisation_id, on):
        raise NotFound
    found = OrganisationOfficer.objects.filter(organisation=organisation_id, to_on=None).order_by("from_on", "id")
    return _rows(actor, found)


def office(actor: Actor, office_id: UUID, on: date) -> OfficeRow:
    """An office or an invitation, for whoever may change its rights. Raises ``NotFound`` to all others."""
    rows = _rows(actor, OrganisationOfficer.objects.filter(pk=office_id, to_on=None))
    if not rows or "appoint" not in rights_in(actor, rows[0].organisation_id, on):
        raise NotFound
    return rows[0]


def giver_name(actor: Actor, organisation_id: UUID, on: date) -> str:
    """The name of an organisation whose powers the actor may give. Raises ``NotFound`` to all others."""
    if GIVES_POWERS not in rights_in(actor, organisation_id, on):
        raise NotFound
    return Party.objects.get(pk=organisation_id).name


def require_office(actor: Actor, office_id: UUID, on: date) -> None:
    """Raises ``NotFound`` unless the office is of an organisation of the actor's, or the actor is invited to it."""
    office = OrganisationOfficer.objects.filter(pk=office_id, to_on=None).first()
    if office is None:
        raise NotFound
    if not is_invited(actor, office) and not rights_in(actor, office.organisation_id, on):
        raise NotFound


def is_invited(actor: Actor, office: OrganisationOfficer) -> bool:
    """Whether an invitation names the actor, who was seen in person: the NIK, and the name as the register has it."""
    if not office.invited_nik or office.invited_nik != nik_of(actor):
        return False
    return invited_by(office) == actor.party_id


def invited_by(office: OrganisationOfficer) -> UUID | None:
    """The person an invitation names; None where the register knows nobody of that number and name."""
    return person_of(office.invited_nik, office.invited_name)


def _rows(actor: Actor, found: QuerySet[OrganisationOfficer]) -> tuple[OfficeRow, ...]:
    return tuple(
        OfficeRow(
            id=office.pk,
            organisation_id=office.organisation_id,
            organisation_name=office.organisation.name,
            name=office.person.name if office.person else office.invited_name,
            title=office.title,
            rights=tuple(office.rights),
            from_on=office.from_on,
            is_invited=office.person is None,
            is_me=office.person_id == actor.party_id,
        )
        for office in found.select_related("organisation", "person")
    )
