"""Entering offices, sites and their calendars."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import models, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.domain.regions import queries as regions
from satuatap.domain.regions.models import Area
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish
from satuatap.kernel.remembered import forget_all

from .. import policies, rules
from ..events import CalendarChanged, OutageChanged
from ..models import ClosedSpan, Counter, Holiday, OpeningHours, Outage, OutageKind, Site, TenantLevel, Unit, Week
from ..queries import OUTAGE_PAPER
from ..rules import DayHours, HolidayRow

Upload = tuple[str, bytes]
"""A file as it was chosen: its name, its bytes."""

DEFAULT_ZONE = "Asia/Jakarta"
M = TypeVar("M", bound=models.Model)


def _area(code: str) -> Area | None:
    if not code:
        return None
    try:
        return regions.area(code)
    except NotFound:
        words = _("Wilayah %(code)s belum tercatat.") % {"code": code}
        raise Refused("area", words, field="area_code") from None


def _unit(code: str, field: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise Refused("unit", _("Kantor %(code)s belum tercatat.") % {"code": code}, field=field)
    return found


def _require_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused("zone", _("Zona waktu %(zone)s tidak dikenal.") % {"zone": zone}, field="zone") from None


@transaction.atomic
def put_unit(
    *,
    code: str,
    name: str,
    kind: str,
    by: Actor,
    at: datetime,
    short_name: str = "",
    parent_code: str = "",
    area_code: str = "",
    office_code: str = "",
    head_title: str = "",
    address: str = "",
    contact: str = "",
    tenant_level: str = TenantLevel.FULL,
    week: str = Week.FIVE,
    zone: str = DEFAULT_ZONE,
    active: bool = True,
) -> Unit:
    """Enter an office, or change the one with this code to what is given.

    Raises ``Refused`` when its parent or area is not known, or the time zone does not exist.
    """
    policies.require_configurer(by)
    _require_zone(zone)
    parent = _unit(parent_code, "parent_code") if parent_code else None
    values = {
        "name": name, "short_name": short_name or name, "kind": kind, "parent": parent, "area": _area(area_code),
        "office_code": office_code, "head_title": head_title, "address": address, "contact": contact,
        "tenant_level": tenant_level, "week": week, "zone": zone, "active": active,
    }  # fmt: skip
    unit, changed = _put(Unit, {"code": code}, values)
    if changed:
        record("agencies.unit-put", on=unit, by=by, at=at, unit_id=unit.pk)
        transaction.on_commit(forget_all)
    return unit


@transaction.atomic
def put_units(*, rows: Sequence[Mapping[str, Any]], by: Actor, at: datetime) -> int:
    """Enter many offices at once, each described as for ``put_unit``; returns how many were new or changed.

    New ones are written together under one trace, those above before those below; raises as ``put_unit`` does.
    """
    policies.require_configurer(by)
    known = set(Unit.objects.filter(code__in=[row["code"] for row in rows]).values_list("code", flat=True))
    new = [row for row in rows if row["code"] not in known]
    areas = {area.code: area for area in regions.areas({row.get("area_code", "") for row in new})}
    for below in (False, True):
        level = [row for row in new if bool(row.get("parent_code")) is below]
        parents = {
            unit.code: unit for unit in Unit.objects.filter(code__in={row.get("parent_code", "") for row in level})
        }
        Unit.objects.bulk_create(_new_unit(row, areas, parents) for row in level)
    if new:
        record("agencies.units-put", by=by, at=at)
    for row in rows:
        if row["code"] in known:
            put_unit(**row, by=by, at=at)
    return len(rows)


def _new_unit(row: Mapping[str, Any], areas: Mapping[str, Area], parents: Mapping[str, Unit]) -> Unit:
    facts = {key: value for key, value in row.items() if key not in ("area_code", "parent_code")}
    _require_zone(facts.get("zone", DEFAULT_ZONE))
    area_code, parent_code = row.get("area_code", ""), row.get("parent_code", "")
    facts["short_name"] = facts.get("short_name") or facts["name"]
    facts["area"] = areas.get(area_code) or _area(area_code)
    facts["parent"] = parents.get(parent_code) or (_unit(parent_code, "parent_code") if parent_code else None)
    return Unit(**facts)


@transaction.atomic
def put_site(
    *,
    code: str,
    name: str,
    kind: str,
    by: Actor,
    at: datetime,
    short_name: str = "",
    address: str = "",
    area_code: str = "",
    zone: str = DEFAULT_ZONE,
    active: bool = True,
) -> Site:
    """Enter a site, or change the one with this code. Raises ``Refused`` for an unknown area or time zone."""
    policies.require_configurer(by)
    _require_zone(zone)
    values = {
        "name": name, "short_name": short_name or name, "kind": kind, "address": address, "area": _area(area_code),
        "zone": zone, "active": active,
    }  # fmt: skip
    site, changed = _put(Site, {"code": code}, values)
    if changed:
        record("agencies.site-put", on=site, by=by, at=at)
    return site


@transaction.atomic
def give_lead(*, site_id: UUID, elsewhere: bool, by: Actor, at: datetime) -> Site:
    """The hall of a site is led by another installation from now on, or by us again."""
    policies.require_may_give_lead(by)
    site = Site.objects.select_for_update().get(pk=site_id)
    site.led_elsewhere = elsewhere
    site.save(update_fields=["led_elsewhere"])
    record("agencies.lead-given" if elsewhere else "agencies.lead-taken", on=site, by=by, at=at)
    transaction.on_commit(forget_all)
    return site


@transaction.atomic
def put_counter(*, site_code: str, unit_code: str, name: str, by: Actor, at: datetime) -> Counter:
    """Give a unit a counter at a site, or pass the counter of that name to it. Raises ``Refused`` for unknown codes."""
    policies.require_configurer(by)
    site = _site(site_code)
    counter, changed = _put(Counter, {"site": site, "name": name}, {"unit": _unit(unit_code, "unit_code")})
    if changed:
        record("agencies.counter-put", on=counter, by=by, at=at, unit_id=counter.unit_id)
    return counter


def _site(code: str) -> Site:
    found = Site.objects.filter(code=code).first()
    if found is None:
        raise Refused("site", _("Tempat pelayanan %(code)s belum tercatat.") % {"code": code}, field="site_code")
    return found


def _put(model: type[M], key: Mapping[str, object], values: Mapping[str, object]) -> tuple[M, bool]:
    """The row with the key, made or brought to the values, and whether anything changed."""
    row, created = model._default_manager.select_for_update().get_or_create(**key, defaults=values)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return row, created or bool(changed)


@transaction.atomic
def put_hours(
    *,
    rows: Sequence[DayHours],
    valid_from: date,
    by: Actor,
    at: datetime,
    unit_code: str = "",
    site_code: str = "",
    week: str = "",
    valid_to: date | None = None,
    label: str = "",
) -> None:
    """Enter a timetable of a unit, a site, or every unit with a five- or six-day week; name exactly one of them.

    It replaces the timetable of that owner with the same label and first day. Weekdays without a row are closed while
    it holds. Raises ``Refused`` for overlapping rows and unknown codes, ``ValueError`` for no owner or two.
    """
    policies.require_configurer(by)
    if sum(map(bool, (unit_code, site_code, week))) != 1:
        raise ValueError("hours belong to a unit, to a site, or to a week")
    rules.require_hours(rows)
    unit = _unit(unit_code, "unit_code") if unit_code else None
    site = _site(site_code) if site_code else None
    owner = {"unit": unit, "site": site, "week": week, "label": label, "valid_from": valid_from}
    present = OpeningHours.objects.filter(**owner)
    if {(r.weekday, r.opens, r.closes, r.valid_to) for r in present} == {
        (r.weekday, r.opens, r.closes, valid_to) for r in rows
    }:
        return
    present.delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(**owner, valid_to=valid_to, weekday=r.weekday, opens=r.opens, closes=r.closes) for r in rows
    )
    record("agencies.hours-put", on=unit or site, by=by, at=at, unit_id=unit.pk if unit else None)
    if site is None:
        _tell(CalendarChanged(from_on=valid_from, unit_id=unit.pk if unit else None))


def _tell(event: CalendarChanged) -> None:
    """Promises are counted anew, and this process forgets the calendar as it was."""
    publish(event)
    transaction.on_commit(forget_all)


@transaction.atomic
def put_holidays(*, rows: Iterable[HolidayRow], by: Actor, at: datetime) -> int:
    """Enter closed days; returns how many were new or changed. Days entered before stay: see ``drop_holiday``.

    Raises ``Refused`` for an unknown area.
    """
    policies.require_configurer(by)
    first: date | None = None
    changed = 0
    for row in sorted(rows, key=lambda row: row.on):
        key = {"on": row.on, "area": _area(row.area_code)}
        _holiday, is_changed = _put(Holiday, key, {"name": row.name, "kind": row.kind})
        if is_changed:
            first, changed = first or row.on, changed + 1
    if first is not None:
        record("agencies.holidays-put", by=by, at=at)
        _tell(CalendarChanged(from_on=first))
    return changed


@transaction.atomic
def drop_holiday(*, on: date, by: Actor, at: datetime, area_code: str = "") -> None:
    """Take back a closed day, e.g. joint leave that a later decree moved. Raises ``NotFound`` when there is none."""
    policies.require_configurer(by)
    dropped, _by_model = Holiday.objects.filter(on=on, area=_area(area_code)).delete()
    if not dropped:
        raise NotFound
    record("agencies.holiday-dropped", by=by, at=at)
    _tell(CalendarChanged(from_on=on))


@transaction.atomic
def close_unit(*, unit_id: UUID, start: datetime, end: datetime, cause: str, by: Actor, at: datetime) -> ClosedSpan:
    """Note that a unit could not work from one moment to another, for a cause that people may read.

    Promises do not count that time. Raises ``Refused`` for an end before the start or a missing cause.
    """
    policies.require_may_close(by, unit_id)
    if end - start <= timedelta(0):
        raise Refused("times", _("Waktu selesai harus sesudah waktu mulai."), field="end")
    if not cause.strip():
        raise Refused("cause", _("Tulis sebab pelayanan berhenti."), field="cause")
    span = ClosedSpan.objects.create(unit_id=unit_id, start=start, end=end, cause=cause.strip())
    record("agencies.unit-closed", on=span, by=by, at=at, unit_id=unit_id)
    _tell(CalendarChanged(from_on=start.date(), unit_id=unit_id))
    return span


@transaction.atomic
def declare_outage(
    *, kind: str, system: str, unit_id: UUID | None, begins_at: datetime, reason: str, evidence: str, by: Actor,
    at: datetime, paper: Upload | None = None, site_id: UUID | None = None,
) -> Outage:  # fmt: skip
    """Say that an outside system, the power or the line is down, at one office or (None) at all of them; or, with a site,
    the power or the line of that hall, for which no promise rests.

    It may have begun up to three days ago. Promises of the cases that it touches rest until it is lifted. ``paper`` is
    the evidence as a file. Raises ``Refused`` for impossible times, a missing reason, a file that is no good, and what
    is declared already.
    """
    policies.require_may_declare(by, unit_id)
    rules.require_outage_times(begins_at, None, at - rules.LOOK_BACK, at)
    name = " ".join(system.split())[:40] if kind == OutageKind.SYSTEM else ""
    if kind not in OutageKind.values or (kind == OutageKind.SYSTEM and not name):
        raise Refused("what", _("Pilih apa yang terganggu."), field="what")
    if site_id is not None and (unit_id is not None or name):
        raise Refused("what", _("Di satu tempat, yang terganggu listrik atau jaringannya."), field="what")
    if Outage.objects.filter(kind=kind, system=name, unit=unit_id, site=site_id, ends_at=None).exists():
        raise Refused("declared", _("Gangguan ini sudah dicatat dan belum dinyatakan pulih."), field="what")
    outage = Outage.objects.create(
        kind=kind, system=name, unit_id=unit_id, site_id=site_id, begins_at=begins_at, reason=_reason(reason), evidence=evidence.strip()[:240],
        declared_at=at, declared_by=by.id, declared_by_name=by.name,
    )  # fmt: skip
    _keep_paper(outage, paper, by, at)
    _note_outage(outage, "declared", by, at)
    return outage


@transaction.atomic
def correct_outage(
    *, outage_id: UUID, begins_at: datetime, ends_at: datetime | None, reason: str, evidence: str, by: Actor,
    at: datetime, paper: Upload | None = None,
) -> Outage:  # fmt: skip
    """Correct the times and the words of an outage; ``ends_at`` counts for one that was lifted. A new ``paper`` stands in
    place of the one before, which is kept. Raises ``Refused``."""
    outage = _outage(outage_id, by)
    if outage.ends_at is None:
        ends_at = None
    elif ends_at is None:
        raise Refused("ends", _("Isi kapan pulihnya."), field="ends_at")
    rules.require_outage_times(begins_at, ends_at, outage.declared_at - rules.LOOK_BACK, at)
    outage.begins_at, outage.ends_at = begins_at, ends_at
    outage.reason, outage.evidence = _reason(reason), evidence.strip()[:240]
    outage.save(update_fields=["begins_at", "ends_at", "reason", "evidence"])
    _keep_paper(outage, paper, by, at)
    _note_outage(outage, "corrected", by, at)
    return outage


@transaction.atomic
def lift_outage(*, outage_id: UUID, ends_at: datetime, by: Actor, at: datetime) -> Outage:
    """Say that it works again, since now or since an earlier moment. Lifted twice, the first counts."""
    outage = _outage(outage_id, by)
    if outage.ends_at is not None:
        return outage
    rules.require_outage_times(outage.begins_at, ends_at, outage.begins_at, at)
    outage.ends_at, outage.lifted_at, outage.lifted_by, outage.lifted_by_name = ends_at, at, by.id, by.name
    outage.save(update_fields=["ends_at", "lifted_at", "lifted_by", "lifted_by_name"])
    _note_outage(outage, "lifted", by, at)
    return outage


def _outage(outage_id: UUID, by: Actor) -> Outage:
    outage = Outage.objects.select_for_update().filter(pk=outage_id).first()
    if outage is None:
        raise NotFound
    policies.require_may_declare(by, outage.unit_id)
    return outage


def _keep_paper(outage: Outage, paper: Upload | None, by: Actor, at: datetime) -> None:
    if paper is None:
        return
    name, data = paper
    try:
        files.store(data=data, name=name, owner_kind=OUTAGE_PAPER, owner_id=outage.pk, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field="paper") from None


def _reason(text: str) -> str:
    words = " ".join(text.split())[:240]
    if not words:
        raise Refused("reason", _("Tulis apa yang terjadi, agar pemohon mengerti."), field="reason")
    return words


def _note_outage(outage: Outage, what: str, by: Actor, at: datetime) -> None:
    record(f"agencies.outage-{what}", on=outage, by=by, at=at, unit_id=outage.unit_id)
    publish(OutageChanged(outage_id=outage.pk, at=at))
    transaction.on_commit(forget_all)
