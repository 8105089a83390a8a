"""Whoever booked has come, or has not."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import policies, rules
from ..lifecycle import MOVES, BookingState
from ..models import Booking


class Arrival(msgspec.Struct, frozen=True):
    """Somebody who booked is here: in which lane, and from when they count as waiting (None: came too late for it)."""

    booking_id: UUID
    site_id: UUID
    lane_code: str
    party_id: UUID | None
    turn_at: datetime | None


@transaction.atomic
def check_in(*, booking_id: UUID, site_id: UUID, by: Actor, at: datetime) -> Arrival:
    """Say that the person of a booking is here, at this site. Said twice, it is said once, with the first arrival.

    Raises ``Refused`` at another site, on another day, too early, and for a booking that was given back or called off;
    whoever comes late is let in without the turn of the booking.
    """
    policies.require(policies.keeps_door(by))
    booking = _locked(booking_id)
    plan = booking.plan
    if plan.site_id != site_id:
        words = _("Janji ini di %(place)s, bukan di sini.")
        raise Refused("other-site", words % {"place": plan.site.name})
    zone = ZoneInfo(plan.site.zone)
    starts_at = booking.starts_at.astimezone(zone)
    if booking.state == BookingState.HERE and booking.arrived_at:
        return _arrival(booking, rules.turn(starts_at, booking.arrived_at, plan.terms))
    if booking.state in (BookingState.CANCELLED, BookingState.CALLED_OFF):
        raise Refused("ended", _("Janji ini sudah dibatalkan. Silakan ambil nomor antrean biasa."))
    rules.require_own_day(starts_at, at.astimezone(zone))
    turn_at = rules.turn(starts_at, at, plan.terms)
    booking.state = move(MOVES, "check in", BookingState(booking.state))
    booking.arrived_at, booking.ended_at = at, None
    try:
        with transaction.atomic():  # a savepoint: who missed a time may have booked another one of that day
            booking.save(update_fields=["state", "arrived_at", "ended_at"])
    except IntegrityError:
        raise Refused("booked-again", _("Anda punya janji lain di loket ini hari ini. Pakai kode janji itu.")) from None
    verb = "appointments.arrived" if turn_at else "appointments.arrived-late"
    record(verb, on=booking, by=by, at=at, party_id=booking.party_id, unit_id=plan.unit_id)
    return _arrival(booking, turn_at)


@transaction.atomic
def miss(*, booking_id: UUID, by: Actor, at: datetime) -> Booking:
    """Nobody came within the window: the booking is closed, and its turn is gone."""
    policies.require(by.is_system)
    booking = _locked(booking_id)
    if booking.state != BookingState.BOOKED:
        return booking
    booking.state = move(MOVES, "miss", BookingState(booking.state))
    booking.ended_at = at
    booking.save(update_fields=["state", "ended_at"])
    record("appointments.missed", on=booking, by=by, at=at, party_id=booking.party_id, unit_id=booking.plan.unit_id)
    return booking


def _locked(booking_id: UUID) -> Booking:
    found = Booking.objects.select_for_update(of=("self",)).select_related("plan__site").filter(pk=booking_id).first()
    if found is None:
        raise NotFound
    return found


def _arrival(booking: Booking, turn_at: datetime | None) -> Arrival:
    return Arrival(booking.pk, booking.plan.site_id, booking.plan.code, booking.party_id, turn_at)
