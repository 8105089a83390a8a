"""Work of an inspector in the field: the plan, findings as they are typed, photos as they come.

What a phone sends may come late, twice and in any order. Whoever holds the role of the step may add to it, whoever
holds the task: inspectors go in pairs. The report itself is a command of the case (``perform``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.documents import actions as documents
from satuatap.domain.files import actions as files
from satuatap.domain.files import queries as stored
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import events, policies
from ..lifecycle import TaskState
from ..models import Case, Finding, Inspection, Photo
from ..queries import standards
from ..queries.reports import sheet_content
from ..rules import inspecting
from ..rules.flow import Step
from .steps import locked_case

OWNER = "cases.inspection"
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
LONGEST = 1000
SHORT = 200


@dataclass(frozen=True, slots=True)
class Noted:
    """What was typed beside an item, and when: the newer one holds."""

    verdict: str
    number: Decimal | None
    remark: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """When and where the phone took a photo; what is missing is read from the picture itself."""

    at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accuracy: int | None = None


@transaction.atomic
def plan_inspection(
    *, case_id: UUID, step: str, on: date, hour: time | None = None, why: str = "", by: Actor, at: datetime
) -> Inspection:
    """Set or change the day of a visit; the applicant is told. A change needs a reason. Raises ``Refused`` in words."""
    case, _step, inspection = _opened(case_id, step, by)
    if on < timezone.localdate(at):
        raise Refused("past", _("Tanggal ini sudah lewat."), field="tanggal")
    if (inspection.planned_on, inspection.planned_time) == (on, hour):
        return inspection
    words = _short(why)
    if inspection.planned_on and not words:
        raise Refused("why", _("Tulis mengapa jadwalnya berubah. Pemohon dapat membacanya."), field="sebab")
    was_planned = inspection.planned_on is not None
    inspection.planned_on, inspection.planned_time = on, hour
    inspection.moved_why = words if was_planned else ""
    inspection.save(update_fields=["planned_on", "planned_time", "moved_why"])
    _trace("inspection.moved" if was_planned else "inspection.planned", case, by, at, ["planned_on"])
    publish(events.InspectionPlanned(case_id=case.pk, inspection_id=inspection.pk, is_moved=was_planned))
    return inspection


@transaction.atomic
def note_findings(
    *,
    case_id: UUID,
    step: str,
    noted: Mapping[str, Noted],
    companions: str | None = None,
    no_position: str | None = None,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Keep what was typed, also when it is not complete. Older words never overwrite newer ones; a repeat changes
    nothing. Raises ``NotFound`` to strangers and for items the checklist does not have."""
    case, asked, inspection = _opened(case_id, step, by)
    if not inspecting.known_items(asked.checklist, noted):
        raise NotFound
    known = {finding.item: finding for finding in inspection.findings.select_for_update()}
    changed = [item for item, one in noted.items() if _keep(inspection, known.get(item), item, one, by, at)]
    about = {"companions": companions, "no_position": no_position}
    said = {name: _short(words) for name, words in about.items() if words is not None}
    fresh = [name for name, words in said.items() if getattr(inspection, name) != words]
    for name in fresh:
        setattr(inspection, name, said[name])
    if fresh:
        inspection.save(update_fields=fresh)
    if changed or fresh:
        _trace("inspection.noted", case, by, at, [*changed, *fresh])
    return inspection


def _keep(inspection: Inspection, old: Finding | None, item: str, noted: Noted, by: Actor, at: datetime) -> bool:
    verdict = noted.verdict if noted.verdict in inspecting.VERDICTS else Finding.Verdict.OPEN
    remark, when = noted.remark.strip()[:LONGEST], min(noted.at, at)
    if old is None and not (verdict or remark or noted.number is not None):
        return False
    if old and (old.noted_at > when or (old.verdict, old.number, old.remark) == (verdict, noted.number, remark)):
        return False
    Finding.objects.update_or_create(
        inspection=inspection,
        item=item,
        defaults={
            "verdict": verdict, "number": noted.number, "remark": remark, "noted_at": when, "saved_at": at, "by": by.id,
        },
    )  # fmt: skip
    return True


@transaction.atomic
def add_photo(
    *, case_id: UUID, step: str, item: str, key: UUID, data: bytes, taken: Taken, by: Actor, at: datetime
) -> Photo:
    """Keep a photo beside an item; sent again under its key, it is there once.

    Raises ``Refused`` for what is no picture, and for more of one item than help.
    """
    case, asked, inspection = _opened(case_id, step, by)
    if not inspecting.known_items(asked.checklist, [item]):
        raise NotFound
    if known := Photo.objects.filter(key=key).first():
        if known.inspection_id != inspection.pk:
            raise NotFound
        return known
    if inspection.photos.filter(item=item).count() >= inspecting.MOST_PHOTOS:
        words = _("Paling banyak %(count)s foto untuk satu butir.")
        raise Refused("too-many", words % {"count": inspecting.MOST_PHOTOS}, field=f"foto.{item}")
    if stored.acceptable(data) not in PICTURES:
        raise Refused("wrong-type", _("Kirim foto JPG, PNG, atau WebP."), field=f"foto.{item}")
    file = files.store(data=data, name=f"{item}.jpg", owner_kind=OWNER, owner_id=inspection.pk, by=by, at=at)
    photo = Photo.objects.create(
        inspection=inspection, key=key, item=item, file=file, saved_at=at, by=by.id, by_name=by.name,
        **_facts(data, taken, at),
    )  # fmt: skip
    _trace("inspection.photo-added", case, by, at, [item])
    return photo


def _facts(data: bytes, taken: Taken, at: datetime) -> dict[str, datetime | Decimal | int | None]:
    """What the phone says counts; where it is silent, what the camera wrote."""
    written = stored.picture_facts(data)
    when = taken.at or (timezone.make_aware(written.taken) if written.taken else None)
    latitude, longitude = taken.latitude, taken.longitude
    if latitude is None or longitude is None:
        latitude = None if written.latitude is None else Decimal(f"{written.latitude:.6f}")
        longitude = None if written.longitude is None else Decimal(f"{written.longitude:.6f}")
    return {
        "taken_at": min(when, at) if when else None,
        "latitude": latitude,
        "longitude": longitude,
        "accuracy": taken.accuracy if latitude is not None else None,
    }


@transaction.atomic
def drop_photo(*, case_id: UUID, step: str, photo_id: UUID, by: Actor, at: datetime) -> None:
    """Take a photo away that should not have been taken, before the report is sent."""
    case, _step, inspection = _opened(case_id, step, by)
    photo = inspection.photos.filter(pk=photo_id).first()
    if photo is None:
        raise NotFound
    photo.delete()
    files.remove(file_id=photo.file_id, by=by, at=at)
    _trace("inspection.photo-dropped", case, by, at, [photo.item])


@transaction.atomic
def write_report(*, inspection_id: UUID, by: Actor, at: datetime) -> None:
    """Have the sheet of a reported visit made and sealed by the office whose people went there; once for each report."""
    rows = Inspection.objects.select_related("case__service", "task__unit")
    inspection = rows.filter(pk=inspection_id, reported_at__isnull=False).first()
    if inspection is None or inspection.reported_at is None or inspection.task.state != TaskState.CLOSED:
        return
    asked = standards.flow(inspection.case.revision_id).step(inspection.task.step)
    documents.report(
        unit_id=inspection.task.unit_id, about=inspection.pk, title=asked.report,
        content=sheet_content(inspection, asked, at), key=uuid5(inspection.pk, inspection.reported_at.isoformat()),
        by=by, at=at,
    )  # fmt: skip
    _trace("inspection.report-written", inspection.case, by, at, [])


def _opened(case_id: UUID, step: str, by: Actor) -> tuple[Case, Step, Inspection]:
    """The inspection of an open step, for whoever holds its role. Raises ``NotFound`` to strangers, ``Refused`` in
    words once the step is done."""
    case = locked_case(case_id)
    task = case.tasks.filter(step=step, kind="inspect").exclude(state=TaskState.CLOSED).first()
    policies.require(by, "report", case, task)
    if task is None:
        raise NotFound
    found, _made = Inspection.objects.get_or_create(task=task, defaults={"case": case})
    return case, standards.flow(case.revision_id).step(step), found


def _short(words: str) -> str:
    return " ".join(words.split())[:SHORT]


def _trace(verb: str, case: Case, by: Actor, at: datetime, fields: list[str]) -> None:
    record(verb, on=case, by=by, at=at, fields=fields, party_id=case.party_id, unit_id=case.unit_id)
