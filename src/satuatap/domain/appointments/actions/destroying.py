"""Whose a booking was goes when its time is over; that a place was booked stays, for counting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from satuatap.domain.retention.ports import Shelf
from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import short_code, token

from ..lifecycle import BookingState
from ..models import Booking

GONE = "-"


def _bookings(at: datetime) -> QuerySet[Booking]:
    """Those of past days that still say whose they were."""
    return (
        Booking.objects.filter(day__lt=timezone.localdate(at)).exclude(holder=GONE).exclude(state=BookingState.BOOKED)
    )


def destroy_bookings(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:  # noqa: ARG001 (the worker records)
    rows = list(Booking.objects.filter(pk__in=ids))
    for row in rows:
        row.holder, row.account_id, row.party_id, row.phone = GONE, None, None, ""
        row.token, row.code = token(), short_code()
    Booking.objects.bulk_update(rows, ["holder", "account_id", "party", "phone", "token", "code"])


SHELVES = {"booking": Shelf(_bookings, "day", destroy_bookings, is_day=True, party="party_id", label="starts_at")}
