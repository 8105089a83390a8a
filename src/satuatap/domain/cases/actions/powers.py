"""Giving a power of attorney that names services and applications: one's own, or an organisation's."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.models import Mandate
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..models import Case


@transaction.atomic
def give_power(
    *,
    nik: str,
    name: str,
    services: Sequence[str],
    case_ids: Sequence[UUID],
    to_on: date | None,
    by: Actor,
    at: datetime,
    organisation_id: UUID | None = None,
    stamp_serial: str = "",
    key: UUID | None = None,
) -> Mandate:
    """Offer somebody one's power of attorney, or that of one's organisation, for services and applications until a day.

    An organisation hands on no more than it has: services for which it may apply itself. Raises ``NotFound`` for a
    service that nobody may be sent for, and for an application that is not the giver's or not open to the actor;
    ``Refused`` for what is missing.
    """
    giver_id = organisation_id or by.party_id
    if giver_id is None or (case_ids and giver_id not in by.parties):
        raise NotFound
    if not set(services) <= {card.code for card in catalog.entrustable(is_organisation=organisation_id is not None)}:
        raise NotFound
    own = set(Case.objects.filter(pk__in=case_ids, party_id=giver_id).values_list("pk", flat=True))
    if own != set(case_ids):
        raise NotFound
    return residents.offer_power(
        nik=nik, name=name, scope=services, abouts=sorted(own), to_on=to_on, organisation_id=organisation_id,
        stamp_serial=stamp_serial, key=key, by=by, at=at,
    )  # fmt: skip
