"""A day or an hour is closed after it was booked."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.lifecycle import move

from .. import policies
from ..lifecycle import MOVES, BookingState
from ..models import Booking
from .telling import tell


@transaction.atomic
def call_off(*, booking_id: UUID, by: Actor, at: datetime) -> Booking:
    """The hall is closed at a booked time after all: tell the person, who may move to another one."""
    policies.require(policies.keeps_door(by))
    booking = Booking.objects.select_for_update(of=("self",)).select_related("plan__site").filter(pk=booking_id).first()
    if booking is None:
        raise NotFound
    if booking.state != BookingState.BOOKED:
        return booking
    booking.state = move(MOVES, "call off", BookingState(booking.state))
    booking.ended_at = at
    booking.save(update_fields=["state", "ended_at"])
    record("appointments.called-off", on=booking, by=by, at=at, party_id=booking.party_id, unit_id=booking.plan.unit_id)
    tell(booking, "appointment-off", by=by, at=at)
    return booking
