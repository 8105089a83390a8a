"""Whether somebody may have a number now: the office is there, the hall has room, the lane gives numbers."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.models import Site
from satuatap.kernel.errors import NotFound, Refused

from .. import queries, rules
from ..lifecycle import ErrandState
from ..models import Lane, OutsideBooking


def require_let_in(
    site_id: UUID, lane_ids: Collection[UUID], at: datetime, *, is_booked: bool, promised: Collection[UUID] = (),
    shown: Collection[UUID] = (),
) -> None:  # fmt: skip
    """Raises ``Refused`` while an emergency lets nobody more in, and for the first of the lanes that gives no number."""
    lanes = list(Lane.objects.filter(pk__in=lane_ids, site=site_id).select_related("unit", "site"))
    site = lanes[0].site
    require_within_emergency(site, at, is_booked=is_booked)
    for refusal in queries.shut(site, lanes, agencies.standing(at), promised=promised, shown=shown).values():
        raise refusal


def require_within_emergency(site: Site, at: datetime, *, is_booked: bool) -> None:
    """Raises ``Refused`` while an emergency at a site lets in nobody more, or only who booked."""
    if emergency := agencies.emergency_at(site.pk):
        rules.require_booked(booking_only=emergency.booking_only, is_booked=is_booked, site=site.short_name)
        if emergency.capacity is not None and not is_booked:
            inside = queries.inside(site.pk, at.astimezone(ZoneInfo(site.zone)))
            rules.require_room(capacity=emergency.capacity, inside=inside, site=site.short_name)


def require_lane(site: Site, lane_id: UUID, at: datetime) -> Lane:
    """A lane of the site whose office is there, for somebody who is in the hall already: neither quota nor hour counts.
    Raises ``NotFound``, ``Refused``."""
    lane = Lane.objects.filter(pk=lane_id, site=site, active=True).select_related("unit").first()
    if lane is None:
        raise NotFound
    require_let_in(site.pk, [lane_id], at, is_booked=True, promised=[lane_id])
    return lane


def note_outside(site_id: UUID, day: date, told: Sequence[tuple[UUID, UUID, str]]) -> None:
    """Keep the numbers of outside bookings that were shown: (errand, office, number), where the office has a system.

    Two errands of one visitor may stand on one number. Raises ``Refused`` for one that somebody has shown that day.
    """
    noted: set[tuple[str, str]] = set()
    for errand_id, unit_id, typed in told:
        terms = agencies.tenant(site_id, unit_id) if typed.strip() else None
        if terms and terms.outside_system:
            booking = terms.outside_system, rules.tidy_outside(typed)
            if booking not in noted:
                _note(errand_id, day, *booking)
            noted.add(booking)


def _note(errand_id: UUID, day: date, system: str, reference: str) -> None:
    """A number whose errand was given up is free again; of two who show one at the same moment, one gets it."""
    same = OutsideBooking.objects.filter(system=system, reference=reference, day=day)
    if same.filter(errand__state=ErrandState.DROPPED).update(errand=errand_id):
        return
    try:
        with transaction.atomic():
            OutsideBooking.objects.create(errand_id=errand_id, day=day, system=system, reference=reference)
    except IntegrityError:
        shown = same.select_related("errand__visit").get()
        words = _("Nomor %(system)s %(reference)s hari ini sudah dipakai untuk antrean %(number)s.")
        told = {"system": system, "reference": reference, "number": shown.errand.visit}
        raise Refused("outside-taken", words % told, field="outside") from None
