"""Telling whoever booked."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications import actions as notifications
from satuatap.kernel.actors import Actor

from .. import policies
from ..lifecycle import BookingState
from ..models import Booking

REMINDERS = {1: "appointment-tomorrow", 2: "appointment-soon"}


@transaction.atomic
def remind(*, booking_id: UUID, number: int, by: Actor, at: datetime) -> None:
    """Remind of a booking for the first or the second time, each once."""
    policies.require(by.is_system)
    booking = Booking.objects.select_for_update(of=("self",)).select_related("plan__site").filter(pk=booking_id).first()
    if booking is None or booking.state != BookingState.BOOKED or booking.reminded >= number:
        return
    booking.reminded = number
    booking.save(update_fields=["reminded"])
    record("appointments.reminded", on=booking, by=by, at=at, party_id=booking.party_id)
    tell(booking, REMINDERS[number], by=by, at=at)


def tell(booking: Booking, template: str, *, by: Actor, at: datetime) -> None:
    """Tell the holder, in their language; once for each time that was booked."""
    channels, language = {"sms": booking.phone}, booking.language
    if booking.account_id:
        account = identity.account(booking.account_id)
        channels, language = {"sms": account.phone or "", "email": account.email or ""}, account.language
    when = booking.starts_at.astimezone(ZoneInfo(booking.plan.site.zone))
    with translation.override(language):
        day = date_format(when, "j M Y")
    notifications.notify(
        template=template,
        key=f"{template}:{booking.pk}:{booking.starts_at.timestamp():.0f}",
        account_id=booking.account_id,
        party_id=booking.party_id,
        context={"place": booking.plan.site.short_name, "until": day, "when": f"{when:%H.%M}", "number": booking.code},
        path=f"/janji/{booking.token}",
        about=booking,
        channels=channels,
        language=language,
        by=by,
        at=at,
    )
