"""Entering organisations and those who act for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import digits_of

from .. import policies, queries, rules
from ..models import Organisation, OrganisationOfficer, Origin, Party, PartyKind, Person
from .people import reachable, require_area

NIB = re.compile(r"[0-9]{13}")
NPWP = re.compile(r"[0-9]{15,16}")


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """Somebody who acts for an organisation; ``rights`` are among ``rules.RIGHTS``; whoever enters it has all."""

    party_id: UUID
    title: str
    rights: tuple[str, ...] = rules.RIGHTS


@transaction.atomic
def register_organisation(
    *,
    name: str,
    form: str,
    officers: Sequence[OfficerRow],
    by: Actor,
    at: datetime,
    nib: str = "",
    npwp: str = "",
    address: str = "",
    area_code: str = "",
    phone: str = "",
    email: str = "",
    origin: str = Origin.RESIDENT,
    origin_on: date | None = None,
) -> Party:
    """Enter an organisation with its first officers. A person seen in person may enter the own one, as stated.

    ``form`` is the legal form in words (*PT*, *CV*, *UD*, *koperasi*, *yayasan*). Raises ``Refused`` for a number that
    cannot be one or is taken, and for no officer; ``NotFound`` to others.
    """
    is_own = origin == Origin.RESIDENT and by.party_id in [officer.party_id for officer in officers]
    policies.require(
        policies.serves_people(by), is_own and by.party_id is not None and policies.is_own(by, by.party_id)
    )
    if not officers:
        raise Refused("officers", _("Sebutkan paling sedikit satu pengurus."), field="officers")
    require_area(area_code)
    nib, npwp = digits_of(nib), digits_of(npwp)
    if nib and not NIB.fullmatch(nib):
        raise Refused("nib", _("NIB terdiri atas 13 angka."), field="nib")
    if npwp and not NPWP.fullmatch(npwp):
        raise Refused("npwp", _("NPWP terdiri atas 15 atau 16 angka."), field="npwp")
    if nib and Organisation.objects.filter(nib=nib).exists():
        words = _("NIB ini sudah tercatat. Minta pengurusnya menambahkan Anda, atau datang ke loket.")
        raise Refused("nib-taken", words, field="nib")
    party = Party.objects.create(kind=PartyKind.ORGANISATION, name=rules.person_name(name), created_at=at)
    Organisation.objects.create(
        party=party, nib=nib or None, npwp=npwp, form=form, address=address, area_code=area_code,
        phone=reachable(phone, "phone"), email=reachable(email, "email"), origin=origin,
        origin_on=origin_on or at.date(),
    )  # fmt: skip
    record("residents.organisation-registered", on=party, by=by, at=at, party_id=party.pk)
    for officer in officers:
        _seat(party.pk, officer, from_on=at.date(), to_on=None, by=by, at=at)
    return party


@transaction.atomic
def name_officer(
    *,
    organisation_id: UUID,
    party_id: UUID,
    title: str,
    rights: Sequence[str],
    by: Actor,
    at: datetime,
    from_on: date | None = None,
    to_on: date | None = None,
) -> OrganisationOfficer:
    """Give a person rights in an organisation, in place of those the person has there now.

    Raises ``NotFound`` to all but staff who serve people and officers with the right to appoint.
    """
    body = locked_body(organisation_id)
    require_may_appoint(by, organisation_id, at.date())
    _end(OrganisationOfficer.objects.filter(organisation=body, person=party_id, to_on=None), at.date())
    row = OfficerRow(party_id, title, tuple(rights))
    return _seat(body.pk, row, from_on=from_on or at.date(), to_on=to_on, by=by, at=at)


@transaction.atomic
def end_office(*, organisation_id: UUID, party_id: UUID, by: Actor, at: datetime) -> None:
    """Take a person's rights in an organisation away, at once. Raises ``NotFound`` when there are none."""
    body = locked_body(organisation_id)
    require_may_appoint(by, organisation_id, at.date())
    if not _end(OrganisationOfficer.objects.filter(organisation=body, person=party_id, to_on=None), at.date()):
        raise NotFound
    record("residents.office-ended", on=body, by=by, at=at, party_id=party_id)


def locked_body(organisation_id: UUID) -> Party:
    """The organisation, locked. Raises ``NotFound``."""
    found = Party.objects.select_for_update().filter(pk=organisation_id, kind=PartyKind.ORGANISATION).first()
    if found is None:
        raise NotFound
    return found


def require_may_appoint(by: Actor, organisation_id: UUID, on: date) -> None:
    """Raises ``NotFound`` to all but staff who serve people and officers with the right to appoint."""
    policies.require(policies.serves_people(by), "appoint" in queries.rights_in(by, organisation_id, on))


def _end(offices: models.QuerySet[OrganisationOfficer], on: date) -> int:
    """Close offices at once: yesterday was their last day, and those of today never were."""
    never, _by_model = offices.filter(from_on__gte=on).delete()
    return never + offices.update(to_on=on - timedelta(days=1))


def _seat(
    organisation_id: UUID, officer: OfficerRow, *, from_on: date, to_on: date | None, by: Actor, at: datetime
) -> OrganisationOfficer:
    rules.require_rights(officer.rights)
    rules.require_days(from_on, to_on)
    if not Person.objects.filter(pk=officer.party_id).exists():
        raise NotFound
    office = OrganisationOfficer.objects.create(
        organisation_id=organisation_id, person_id=officer.party_id, title=officer.title, rights=list(officer.rights),
        from_on=from_on, to_on=to_on, recorded_by=by.id,
    )  # fmt: skip
    record("residents.officer-named", on=office, by=by, at=at, party_id=officer.party_id)
    return office
