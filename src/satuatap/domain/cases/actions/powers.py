"""Giving a power of attorney that names applications of one's own."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

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
) -> Mandate:
    """Offer somebody one's power of attorney for services and for applications of one's own, until a day.

    Raises ``NotFound`` for an application that is not the actor's own, ``Refused`` for what is missing.
    """
    if by.party_id is None:
        raise NotFound
    own = set(Case.objects.filter(pk__in=case_ids, party_id=by.party_id).values_list("pk", flat=True))
    if own != set(case_ids):
        raise NotFound
    return residents.offer_power(nik=nik, name=name, scope=services, abouts=sorted(own), to_on=to_on, by=by, at=at)
