"""Tenants of a site: what was agreed, who is away or late, and the site in an emergency."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish
from satuatap.kernel.remembered import forget_all

from .. import policies, rules
from ..events import PresenceChanged
from ..models import Absence, AbsenceKind, Emergency, Site, Tenant, Unit

MOST_REASON = 240


@transaction.atomic
def put_tenant(*, site_id: UUID, unit_id: UUID, terms: Mapping[str, Any], by: Actor, at: datetime) -> Tenant:
    """Enter what a pack says about an office at a site, or change it."""
    policies.require_configurer(by)
    tenant = Tenant.objects.filter(site_id=site_id, unit_id=unit_id).first()
    if tenant is not None and all(getattr(tenant, name) == value for name, value in terms.items()):
        return tenant
    tenant = tenant or Tenant(site_id=site_id, unit_id=unit_id)
    for name, value in terms.items():
        setattr(tenant, name, value)
    tenant.save()
    record("agencies.tenant-put", on=tenant, by=by, at=at, unit_id=unit_id)
    transaction.on_commit(forget_all)
    return tenant


@transaction.atomic
def mark_away(
    *, site_id: UUID, unit_id: UUID, reason: str, by: Actor, at: datetime, back_at: time | None = None
) -> Absence:
    """Say that a tenant is not there for the rest of the day, or comes later (``back_at``). What was said before gives way.

    Raises ``Refused`` without a reason and for a time that has passed.
    """
    policies.require_runs_sites(by)
    site = _site(site_id)
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    words = _reason(reason)
    local = at.astimezone(ZoneInfo(site.zone))
    ends_at = _end_of(local.date(), site) if back_at is None else datetime.combine(local, back_at, local.tzinfo)
    rules.require_absence(at, ends_at, at)
    standing = Absence.objects.filter(site=site, unit=unit, lifted_at=None, emergency=None, ends_at__gt=at)
    standing.update(lifted_at=at, lifted_by=by.id, lifted_by_name=by.name)
    absence = Absence.objects.create(
        site=site, unit=unit, kind=AbsenceKind.ABSENT if back_at is None else AbsenceKind.LATE, begins_at=at,
        ends_at=ends_at, reason=words, noted_at=at, noted_by=by.id, noted_by_name=by.name,
    )  # fmt: skip
    record("agencies.tenant-away", on=absence, by=by, at=at, unit_id=unit_id)
    _tell(PresenceChanged(site_id=site_id, at=at, unit_id=unit_id, absence_id=absence.pk))
    return absence


@transaction.atomic
def mark_back(*, absence_id: UUID, by: Actor, at: datetime) -> Absence:
    """The tenant is here after all. Said twice, the first counts; what an emergency closed comes back with its end."""
    policies.require_runs_sites(by)
    absence = Absence.objects.select_for_update().filter(pk=absence_id, emergency=None).first()
    if absence is None:
        raise NotFound
    if absence.lifted_at is None:
        absence.lifted_at, absence.lifted_by, absence.lifted_by_name = at, by.id, by.name
        absence.save(update_fields=["lifted_at", "lifted_by", "lifted_by_name"])
        record("agencies.tenant-back", on=absence, by=by, at=at, unit_id=absence.unit_id)
        _tell(PresenceChanged(site_id=absence.site_id, at=at, unit_id=absence.unit_id))
    return absence


@transaction.atomic
def begin_emergency(
    *, site_id: UUID, reason: str, until_on: date, by: Actor, at: datetime, capacity: int | None = None,
    booking_only: bool = False, contact_free: bool = False, closed: Mapping[UUID, UUID | None] | None = None,
) -> Emergency:  # fmt: skip
    """Let a site work differently from now on, in one step. ``closed`` are offices that do not serve there meanwhile,
    with the site to which they moved (None: nowhere).

    Raises ``Refused`` without a reason, for a day that has passed, where nothing would change, and while an emergency
    runs there.
    """
    policies.require_runs_sites(by)
    site, words, moves = _site(site_id), _reason(reason), dict(closed or {})
    rules.require_emergency(
        capacity=capacity, booking_only=booking_only, contact_free=contact_free, closes=bool(moves)
    )  # fmt: skip
    _require_day(until_on, site, at)
    try:
        with transaction.atomic():  # a savepoint: another may have begun one at the same moment
            emergency = Emergency.objects.create(
                site=site, reason=words, capacity=capacity, booking_only=booking_only, contact_free=contact_free,
                until_on=until_on, begins_at=at, begun_by=by.id, begun_by_name=by.name,
            )  # fmt: skip
    except IntegrityError:
        words = _("Keadaan darurat di sini sudah berlaku. Akhiri dulu, lalu mulai yang baru.")
        raise Refused("running", words, field="what") from None
    _close(emergency, moves, by, at)
    record("agencies.emergency-begun", on=emergency, by=by, at=at)
    _tell(PresenceChanged(site_id=site_id, at=at, emergency_id=emergency.pk))
    return emergency


@transaction.atomic
def prolong_emergency(*, emergency_id: UUID, until_on: date, by: Actor, at: datetime) -> Emergency:
    """It lasts longer than expected: bookings of closed offices are called off until then. Raises ``Refused`` for a day
    that has passed."""
    policies.require_runs_sites(by)
    emergency = (
        Emergency.objects.select_for_update(of=("self",))
        .select_related("site")
        .filter(pk=emergency_id, lifted_at=None)
        .first()
    )
    if emergency is None:
        raise NotFound
    _require_day(until_on, emergency.site, at)
    emergency.until_on = until_on
    emergency.save(update_fields=["until_on"])
    emergency.closures.filter(lifted_at=None).update(ends_at=_end_of(until_on, emergency.site))
    record("agencies.emergency-prolonged", on=emergency, by=by, at=at)
    _tell(PresenceChanged(site_id=emergency.site_id, at=at, emergency_id=emergency.pk))
    return emergency


@transaction.atomic
def lift_emergency(*, emergency_id: UUID, by: Actor, at: datetime) -> Emergency:
    """The site works as always again, and every office with it. Lifted twice, the first counts."""
    policies.require_runs_sites(by)
    emergency = Emergency.objects.select_for_update().filter(pk=emergency_id).first()
    if emergency is None:
        raise NotFound
    if emergency.lifted_at is None:
        emergency.lifted_at, emergency.lifted_by, emergency.lifted_by_name = at, by.id, by.name
        emergency.save(update_fields=["lifted_at", "lifted_by", "lifted_by_name"])
        emergency.closures.filter(lifted_at=None).update(lifted_at=at, lifted_by=by.id, lifted_by_name=by.name)
        record("agencies.emergency-lifted", on=emergency, by=by, at=at)
        _tell(PresenceChanged(site_id=emergency.site_id, at=at, emergency_id=emergency.pk))
    return emergency


def _close(emergency: Emergency, moves: Mapping[UUID, UUID | None], by: Actor, at: datetime) -> None:
    known = set(Unit.objects.filter(pk__in=moves).values_list("pk", flat=True))
    places = set(Site.objects.filter(pk__in=_named(moves.values()), active=True).values_list("pk", flat=True))
    if known != set(moves) or not _named(moves.values()) <= places - {emergency.site_id}:
        raise NotFound
    ends_at = _end_of(emergency.until_on, emergency.site)
    Absence.objects.bulk_create(
        Absence(
            site=emergency.site, unit_id=unit_id, kind=AbsenceKind.CLOSED, begins_at=at, ends_at=ends_at,
            reason=emergency.reason, moved_to_id=moved_to, emergency=emergency, noted_at=at, noted_by=by.id,
            noted_by_name=by.name,
        )
        for unit_id, moved_to in moves.items()
    )  # fmt: skip


def _named(ids: Iterable[UUID | None]) -> set[UUID]:
    return {one for one in ids if one is not None}


def _site(site_id: UUID) -> Site:
    found = Site.objects.filter(pk=site_id, active=True).first()
    if found is None:
        raise NotFound
    return found


def _require_day(until_on: date, site: Site, at: datetime) -> None:
    if until_on < at.astimezone(ZoneInfo(site.zone)).date():
        raise Refused("until", _("Isi hari ini atau sesudahnya."), field="until")


def _end_of(day: date, site: Site) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(site.zone))


def _reason(text: str) -> str:
    words = " ".join(text.split())[:MOST_REASON]
    if not words:
        raise Refused("reason", _("Tulis sebabnya, agar pengunjung mengerti."), field="reason")
    return words


def _tell(event: PresenceChanged) -> None:
    publish(event)
    transaction.on_commit(forget_all)
