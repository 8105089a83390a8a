"""A time is booked, moved or given back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import queries, rules
from ..lifecycle import LIVE, MOVES, BookingState
from ..models import Booking, Plan
from .telling import tell


@transaction.atomic
def book(
    *, plan_id: UUID, starts_at: datetime, key: UUID, by: Actor, at: datetime, phone: str = "", language: str = "id"
) -> Booking:
    """Keep a place for the actor's account, or for a phone number that was proven by a code (``phone``, E.164).

    The same ``key`` again answers the same booking. Raises ``Refused`` for a time that cannot be booked, for a full
    one (with the next that is free), and for whoever has a booking in this lane on that day.
    """
    holder = queries.holder_of(by) or (f"phone:{phone}" if phone else "")
    if not holder:
        raise NotFound
    if present := Booking.objects.filter(key=key).first():
        if present.holder != holder:
            raise Conflict("other-booking", _("Permintaan ini sudah dipakai untuk janji lain. Mulai lagi."))
        return present
    plan = _locked(plan_id)
    day = _require_slot(plan, starts_at, at)
    _require_first(plan, holder, day)
    booking = Booking.objects.create(
        plan=plan, day=day, starts_at=starts_at, place=_place(plan, starts_at, at), holder=holder, key=key,
        account_id=by.account_id, party_id=by.party_id, phone=phone, language=language, booked_at=at,
        reminded=rules.reminders_past(starts_at, at),
    )  # fmt: skip
    record("appointments.booked", on=booking, by=by, at=at, party_id=booking.party_id, unit_id=plan.unit_id)
    tell(booking, "appointment-booked", by=by, at=at)
    return booking


@transaction.atomic
def move_to(*, token: str, starts_at: datetime, by: Actor, at: datetime) -> Booking:
    """Another time in the same lane, under the same address and code. Whoever has the address may.

    Raises ``Refused`` as ``book`` does; the booked time is kept then.
    """
    plan = _locked(_plan_of(token))
    booking = _locked_booking(token)
    if booking.state == BookingState.BOOKED and booking.starts_at == starts_at:
        return booking
    day = _require_slot(plan, starts_at, at)
    state = move(MOVES, "move", BookingState(booking.state))
    _require_first(plan, booking.holder, day, but=booking)
    booking.state, booking.place = state, _place(plan, starts_at, at)
    booking.day, booking.starts_at, booking.ended_at = day, starts_at, None
    booking.reminded = rules.reminders_past(starts_at, at)
    booking.save(update_fields=["state", "place", "day", "starts_at", "reminded", "ended_at"])
    record("appointments.moved", on=booking, by=by, at=at, party_id=booking.party_id, unit_id=plan.unit_id)
    tell(booking, "appointment-moved", by=by, at=at)
    return booking


@transaction.atomic
def cancel(*, token: str, by: Actor, at: datetime) -> Booking:
    """Give the place back. Whoever has the address may; done twice, it is done once."""
    booking = _locked_booking(token)
    if booking.state == BookingState.CANCELLED:
        return booking
    booking.state = move(MOVES, "cancel", BookingState(booking.state))
    booking.ended_at = at
    booking.save(update_fields=["state", "ended_at"])
    record("appointments.cancelled", on=booking, by=by, at=at, party_id=booking.party_id, unit_id=booking.plan.unit_id)
    tell(booking, "appointment-cancelled", by=by, at=at)
    return booking


def _locked(plan_id: UUID) -> Plan:
    """The plan, locked: whoever books in this lane at the same moment waits, so that nobody is given a taken place."""
    found = (
        Plan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("site")
        .filter(pk=plan_id, active=True)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _plan_of(token: str) -> UUID:
    found: UUID | None = Booking.objects.filter(token=token).values_list("plan_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _locked_booking(token: str) -> Booking:
    found = Booking.objects.select_for_update(of=("self",)).select_related("plan__site").filter(token=token).first()
    if found is None:
        raise NotFound
    return found


def _require_slot(plan: Plan, starts_at: datetime, at: datetime) -> date:
    """The day of a time that can be booked. Raises ``Refused``."""
    day = starts_at.astimezone(queries.zone(plan)).date()
    if all(slot.starts_at != starts_at for slot in queries.slots(plan, at, day)):
        raise Refused("no-slot", _("Jam ini tidak dapat dipesan. Pilih jam lain."), field="jam")
    return day


def _require_first(plan: Plan, holder: str, day: date, but: Booking | None = None) -> None:
    present = Booking.objects.filter(plan=plan, holder=holder, day=day, state__in=LIVE)
    if but is not None:
        present = present.exclude(pk=but.pk)
    if present.exists():
        words = _("Anda sudah punya janji di %(lane)s pada hari itu. Pindahkan janji itu bila perlu jam lain.")
        raise Refused("booked-already", words % {"lane": plan.name}, field="jam")


def _place(plan: Plan, starts_at: datetime, at: datetime) -> int:
    place = rules.free_place(queries.places_taken(plan.pk, starts_at), plan.terms)
    if place is not None:
        return place
    free = queries.next_free(plan, at, starts_at)
    if free is None:
        words = _("Jam ini baru saja penuh, begitu juga jam lain. Jam baru dibuka setiap hari pukul %(time)s.")
        raise Refused("full", words % {"time": f"{plan.release:%H.%M}"}, field="jam")
    words = _("Jam ini baru saja penuh. Yang masih kosong paling dekat: %(day)s pukul %(time)s.")
    raise Refused("full", words % {"day": f"{free:%d-%m-%Y}", "time": f"{free:%H.%M}"}, field="jam")
