"""Entering areas, from a pack or a decree."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.remembered import forget_all

from . import rules
from .models import Area, Home, KnownDistrict, Tongue
from .rules import AreaRow, TongueRow

__all__ = ["AreaRow", "TongueRow", "put_areas", "put_home", "put_known_districts", "put_tongues"]

COLUMNS = ("name", "kind", "bps_code", "office_code", "valid_to")
TONGUE = ("name", "words", "stamp", "known", "wanted", "reviewed_on", "is_offered")


@transaction.atomic
def put_areas(*, rows: Iterable[AreaRow], by: Actor, at: datetime) -> int:
    """Enter areas, those around before those inside; returns how many rows were new or changed.

    A row with the first day of a known version corrects it; one with a later day closes the version before and opens
    a new one. Entering the same rows again changes nothing. Raises ``Refused`` for a code without form, for an area
    whose surrounding area is unknown, and for a version that would begin before a later one.
    """
    if not by.is_system:
        raise NotFound
    ordered = sorted(rows, key=lambda row: (row.code.count("."), row.code, row.valid_from))
    if wrong := [row.code for row in ordered if not rules.is_code(row.code)]:
        raise Refused("area-code", _("Kode wilayah salah: %(codes)s.") % {"codes": ", ".join(wrong[:5])})
    known = _known(ordered)
    changed = sum(_put(row, known) for row in ordered)
    if changed:
        record("regions.areas-put", by=by, at=at)
        transaction.on_commit(forget_all)
    return changed


@transaction.atomic
def put_known_districts(*, digits: Collection[str], by: Actor, at: datetime) -> int:
    """Bring the digits with which a number of a person may begin to what is given; how many that changes."""
    if not by.is_system:
        raise NotFound
    known = set(KnownDistrict.objects.values_list("digits", flat=True))
    new, gone = set(digits) - known, known - set(digits)
    KnownDistrict.objects.filter(pk__in=gone).delete()
    KnownDistrict.objects.bulk_create(KnownDistrict(digits=code) for code in sorted(new))
    if new or gone:
        record("regions.districts-put", by=by, at=at)
    return len(new) + len(gone)


@transaction.atomic
def put_home(
    *,
    code: str,
    name: str,
    short_name: str,
    government: str,
    prefix: str,
    look: str,
    by: Actor,
    at: datetime,
    whatsapp: str = "",
    phone: str = "",
    hours: str = "",
    website: str = "",
    is_sample: bool = True,
    extent: Mapping[str, str] | None = None,
) -> Home:
    """Name the region this installation serves. Raises ``Refused`` unless the prefix is three capital letters."""
    if not by.is_system:
        raise NotFound
    if not rules.is_prefix(prefix):
        raise Refused("prefix", _("Awalan nomor berkas terdiri atas tiga huruf kapital."), field="prefix")
    values = {
        "code": code, "name": name, "short_name": short_name, "government": government, "prefix": prefix,
        "look": look, "whatsapp": whatsapp, "phone": phone, "hours": hours, "website": website,
        "is_sample": is_sample, "extent": dict(extent or {}),
    }  # fmt: skip
    home, _created = Home.objects.update_or_create(pk=1, defaults=values)
    record("regions.home-put", on=home, by=by, at=at)
    transaction.on_commit(forget_all)
    return home


@transaction.atomic
def put_tongues(*, rows: Sequence[TongueRow], by: Actor, at: datetime) -> int:
    """Make these the languages of the region beside those of all pages; returns how many are new, changed or gone."""
    if not by.is_system:
        raise NotFound
    present = {tongue.code: tongue for tongue in Tongue.objects.select_for_update()}
    gone = present.keys() - {row.code for row in rows}
    changed = len(gone)
    Tongue.objects.filter(code__in=gone).delete()
    for row in rows:
        facts = {name: getattr(row, name) for name in TONGUE}
        tongue = present.get(row.code)
        if tongue is None or any(getattr(tongue, name) != value for name, value in facts.items()):
            Tongue.objects.update_or_create(code=row.code, defaults=facts)
            changed += 1
    if changed:
        record("regions.tongues-put", by=by, at=at)
        transaction.on_commit(forget_all)
    return changed


def _known(rows: Sequence[AreaRow]) -> dict[str, list[Area]]:
    codes = {row.code for row in rows} | {rules.parent_code(row.code) for row in rows}
    known: dict[str, list[Area]] = {}
    for area in Area.objects.select_for_update().filter(code__in=codes).order_by("code", "valid_from"):
        known.setdefault(area.code, []).append(area)
    return known


def _put(row: AreaRow, known: dict[str, list[Area]]) -> bool:
    versions = known.setdefault(row.code, [])
    values = {name: getattr(row, name) for name in COLUMNS} | {"kind": row.kind or rules.kind(row.code)}
    for version in versions:
        if version.valid_from == row.valid_from:
            return _correct(version, values)
    if versions and versions[-1].valid_from > row.valid_from:
        raise Refused("area-order", _("Wilayah %(code)s sudah punya data yang lebih baru.") % {"code": row.code})
    if versions and (versions[-1].valid_to is None or versions[-1].valid_to > row.valid_from):
        _correct(versions[-1], {"valid_to": row.valid_from})
    area = Area.objects.create(
        code=row.code,
        level=rules.level(row.code),
        parent_id=_parent_id(row.code, known),
        valid_from=row.valid_from,
        **values,
    )
    if versions:  # what lies inside now lies inside the new version
        Area.objects.filter(parent=versions[-1], valid_to=None).update(parent=area)
    versions.append(area)
    return True


def _correct(area: Area, values: dict[str, object]) -> bool:
    changed = [name for name, value in values.items() if getattr(area, name) != value]
    for name in changed:
        setattr(area, name, values[name])
    if changed:
        area.save(update_fields=changed)
    return bool(changed)


def _parent_id(code: str, known: dict[str, list[Area]]) -> UUID | None:
    around = rules.parent_code(code)
    if not around:
        return None
    versions = known.get(around)
    if not versions:
        words = _("Wilayah %(code)s belum bisa dicatat: wilayah %(around)s tidak ada.")
        raise Refused("area-parent", words % {"code": code, "around": around})
    return versions[-1].pk
