"""Whoever booked a time is here: the booking becomes a visit."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from satuatap.domain.appointments import actions as appointments
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import VisitState
from ..models import Channel, Lane, Visit
from .arriving import Ask, begin


@transaction.atomic
def check_in(*, booking_id: UUID, site_id: UUID, by: Actor, at: datetime, language: str = "id") -> tuple[Visit, bool]:
    """Keep a number for whoever booked, and whether they came in time for the turn of the booking.

    Checking in twice answers the same number, unless that one was never shown to anybody. Raises ``Refused`` as
    ``appointments.check_in`` does.
    """
    policies.require(policies.guides(by))
    arrival = appointments.check_in(booking_id=booking_id, site_id=site_id, by=by, at=at)
    lane = Lane.objects.filter(site_id=site_id, code=arrival.lane_code).first()
    if lane is None:
        raise NotFound
    visit = begin(
        site_id=site_id, asks=[Ask(lane.pk, turn_at=arrival.turn_at)], channel=Channel.BOOKING, key=_key(booking_id),
        party_id=arrival.party_id, language=language, by=by, at=at,
    )  # fmt: skip
    record("visits.checked-in", on=visit, by=by, at=at, party_id=arrival.party_id)
    return visit, arrival.turn_at is not None


def _key(booking_id: UUID) -> UUID:
    """The key of a booking's visit: another one after each number that was never handed out."""
    key = booking_id
    while Visit.objects.filter(key=key, state=VisitState.VOID).exists():
        key = uuid5(key, "again")
    return key
