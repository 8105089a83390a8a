"""Inviting officers of an organisation, of whom nothing is learnt before they come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import events, queries, rules
from ..models import OrganisationOfficer
from .organisations import locked_body, require_may_appoint


@transaction.atomic
def invite_officer(
    *, organisation_id: UUID, nik: str, name: str, title: str, rights: Sequence[str], by: Actor, at: datetime
) -> OrganisationOfficer:
    """Invite the person of a NIK and a name to act for an organisation. Nothing is looked up, so nothing is learnt;
    inviting the same number again replaces the invitation.

    Raises ``NotFound`` to all but officers with the right to appoint, ``Refused`` for what is missing.
    """
    body = locked_body(organisation_id)
    require_may_appoint(by, organisation_id, at.date())
    if by.account_id is not None:
        identity.require_settled(by.account_id, at)
    digits = rules.nik_number(nik, provisional=False)
    if digits is None:
        raise Refused("nik", _("Tulis 16 angka NIK seperti di KTP."), field="nik")
    rules.require_rights(rights)
    invited_name = rules.person_name(name)
    OrganisationOfficer.objects.filter(organisation=body, invited_nik=digits).delete()
    office = OrganisationOfficer.objects.create(
        organisation=body, invited_nik=digits, invited_name=invited_name, title=title.strip()[:80],
        rights=list(rights), from_on=at.date(), recorded_by=by.id,
    )  # fmt: skip
    record("residents.officer-invited", on=office, by=by, at=at, party_id=body.pk)
    publish(events.OfficerInvited(office_id=office.pk))
    return office


@transaction.atomic
def accept_office(*, office_id: UUID, by: Actor, at: datetime) -> OrganisationOfficer:
    """Come as an officer, in place of the rights one has there already. Raises ``NotFound`` to all who are not named."""
    office = OrganisationOfficer.objects.select_for_update().filter(pk=office_id).first()
    if office is None or by.party_id is None or not queries.is_invited(by, office):
        raise NotFound
    OrganisationOfficer.objects.filter(organisation=office.organisation_id, person=by.party_id, to_on=None).delete()
    office.person_id, office.invited_nik, office.invited_name, office.from_on = by.party_id, "", "", at.date()
    office.save(update_fields=["person", "invited_nik", "invited_name", "from_on"])
    record("residents.office-accepted", on=office, by=by, at=at, party_id=office.organisation_id)
    return office


@transaction.atomic
def remove_officer(*, office_id: UUID, by: Actor, at: datetime) -> None:
    """Take an officer's rights, or an invitation, away at once; oneself may go too, and decline.

    Whoever goes sees the organisation's applications no longer; they stay the organisation's. Raises
    ``Refused("last")`` for the last one who may appoint, ``NotFound`` to strangers.
    """
    office = OrganisationOfficer.objects.select_for_update().filter(pk=office_id, to_on=None).first()
    if office is None:
        raise NotFound
    body = locked_body(office.organisation_id)
    if not (by.party_id is not None and by.party_id == office.person_id) and not queries.is_invited(by, office):
        require_may_appoint(by, body.pk, at.date())
    _require_another(office)
    record("residents.office-ended", on=office, by=by, at=at, party_id=body.pk)
    if office.person_id is None or office.from_on >= at.date():
        office.delete()
        return
    office.to_on = at.date() - timedelta(days=1)
    office.save(update_fields=["to_on"])


@transaction.atomic
def change_rights(*, office_id: UUID, rights: Sequence[str], by: Actor, at: datetime) -> OrganisationOfficer:
    """Give an officer, or somebody invited, other rights from now on. What was done with the old ones stays done.

    Raises ``NotFound`` to all but officers with the right to appoint, ``Refused`` for no or unknown rights, and
    ``Refused("last")`` for the last one who may appoint.
    """
    office = OrganisationOfficer.objects.select_for_update().filter(pk=office_id, to_on=None).first()
    if office is None:
        raise NotFound
    body = locked_body(office.organisation_id)
    require_may_appoint(by, body.pk, at.date())
    if by.account_id is not None:
        identity.require_settled(by.account_id, at)
    rules.require_rights(rights)
    if "appoint" not in rights:
        _require_another(office)
    office.rights = list(rights)
    office.save(update_fields=["rights"])
    record("residents.rights-changed", on=office, by=by, at=at, fields=office.rights, party_id=body.pk)
    return office


def _require_another(office: OrganisationOfficer) -> None:
    """Raises ``Refused("last")`` where nobody else could appoint officers if this one no longer may."""
    others = OrganisationOfficer.objects.filter(
        organisation=office.organisation_id, to_on=None, rights__contains=["appoint"], person__isnull=False
    ).exclude(pk=office.pk)
    if office.person_id and "appoint" in office.rights and not others.exists():
        words = _("Paling sedikit satu pengurus harus dapat mengatur pengurus lain.")
        raise Refused("last", words, field="pengurus")
