"""What stands on the sheet of a visit. Its words are Indonesian, like those of every letter of an office."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from satuatap.domain.regions import queries as regions

from ..models import Finding, Inspection, Photo
from ..rules.flow import Step
from . import standards
from .inspections import place_of

VERDICTS = {"ok": "Sesuai", "not-ok": "Tidak sesuai", "na": "Tidak berlaku", "": "Belum diisi"}
NOTE = "Jam dan posisi foto menurut HP petugas. Sidik berkas (SHA-256) adalah sidik foto sebagaimana diterima."


def sheet_content(inspection: Inspection, step: Step, at: datetime) -> dict[str, Any]:
    """Where and by whom, what was found for each item, and every photo with its time, place and hash."""
    case, zone = inspection.case, ZoneInfo(inspection.task.unit.zone)
    found = {finding.item: finding for finding in inspection.findings.all()}
    names = {item.key: item.ask for item in step.checklist}
    who = ", ".join(part for part in (inspection.reported_by_name, inspection.companions) if part)
    rows = [
        ("Nomor berkas", case.number),
        ("Layanan", standards.standard(case.revision_id).name),
        ("Pemohon", case.applicant_name),
        ("Lokasi", place_of(case, step, at)["address"]),
        ("Wilayah", regions.village_label(case.area_code) if case.area_code else ""),
        ("Ditinjau oleh", who),
        ("Laporan dikirim", _moment(inspection.reported_at, zone)),
    ]
    if inspection.no_position:
        rows.append(("Foto tanpa posisi", inspection.no_position))
    photos = inspection.photos.select_related("file").order_by("item", "pk")
    return {
        "rows": [list(row) for row in rows],
        "items": [_item(item.ask, item.unit, found.get(item.key)) for item in step.checklist],
        "photos": [_photo(photo, names, zone) for photo in photos],
        "note": NOTE if photos else "",
    }


def _item(ask: str, unit: str, finding: Finding | None) -> dict[str, str]:
    number = finding.number if finding else None
    return {
        "ask": ask,
        "verdict": VERDICTS[finding.verdict if finding else ""],
        "measure": "" if number is None else f"{_plain(number)} {unit}",
        "remark": finding.remark if finding else "",
    }


def _photo(photo: Photo, names: dict[str, str], zone: ZoneInfo) -> dict[str, str]:
    place = "tanpa posisi"
    if photo.latitude is not None and photo.longitude is not None:
        place = f"{photo.latitude:.6f}, {photo.longitude:.6f}"
        place += f", ±{photo.accuracy} m" if photo.accuracy is not None else ""
    return {
        "item": names.get(photo.item, photo.item),
        "hash": photo.file.sha256,
        "taken": _moment(photo.taken_at, zone) or "tanpa jam",
        "place": place,
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    if at is None:
        return ""
    with translation.override("id"):
        return date_format(at.astimezone(zone), "j F Y, H.i")
