"""Inspections: an inspector's list of visits, one visit with its checklist, and what a visit brought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from satuatap.domain.audit.actions import record_look
from satuatap.domain.files import queries as files
from satuatap.domain.files.models import StoredFile
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import tidy_number

from .. import policies
from ..lifecycle import TaskState
from ..models import Case, Finding, Inspection, Photo, Task
from ..rules import engine, inspecting
from ..rules.flow import Item, Step
from . import standards
from .place import snapshot_of

MOST = 60
"""Visits on one list; nobody makes more in the time for which days are set."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit of the list. ``when`` is late, today, coming, or open for one without a day."""

    number: str
    step: str
    title: str
    step_name: str
    applicant_name: str
    area_label: str
    address: str
    planned_on: date | None
    planned_time: time | None
    due_at: datetime | None
    is_mine: bool
    holder: str
    has_checklist: bool
    when: str


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo; ``distance`` in metres from the point of the application, None where one of the two is unknown."""

    id: UUID
    taken_at: datetime | None
    is_placed: bool
    distance: int | None
    accuracy: int | None
    by_name: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of the checklist with what was found."""

    key: str
    ask: str
    hint: str
    unit: str
    needed: int
    verdict: str
    number: Decimal | None
    remark: str
    photos: tuple[PhotoView, ...]


@dataclass(frozen=True, slots=True)
class InspectionView:
    """A visit. ``holder`` is the colleague who has the task; ``task_id`` names it on the phone."""

    id: UUID
    task_id: UUID
    step: str
    step_name: str
    report: str
    is_open: bool
    holder: str
    unit_name: str
    planned_on: date | None
    planned_time: time | None
    moved_why: str
    companions: str
    no_position: str
    reported_at: datetime | None
    reported_by: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """What the phone page shows: the visit, where to go, and whom to call."""

    case_id: UUID
    number: str
    title: str
    applicant_name: str
    party_id: UUID
    unit_id: UUID
    area_label: str
    address: str
    point: str
    phone: str
    inspection: InspectionView


class _FoundRow(msgspec.Struct, frozen=True):
    item: str
    verdict: str
    number: Decimal | None
    remark: str


class _PhotoRow(msgspec.Struct, frozen=True):
    id: UUID
    item: str
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    accuracy: int | None
    by_name: str


def visits(actor: Actor, *, now: datetime, lang: str = "id") -> tuple[VisitRow, ...]:
    """The open inspections of the actor's roles: those with a day first, in the order of the days. Three queries."""
    places = Q()
    for holding in dict.fromkeys(actor.holdings):
        places |= Q(unit_id=holding.unit_id, role=holding.role)
    if not places:
        return ()
    rows = Task.objects.filter(places, state=TaskState.OPEN, kind="inspect").select_related(
        "case", "assignee", "inspection"
    )
    order = (F("inspection__planned_on").asc(nulls_last=True), F("inspection__planned_time").asc(nulls_first=True))
    tasks = [t for t in rows.order_by(*order, "rank_at", "id")[:MOST] if t.case.party_id not in actor.parties]
    labels = regions.village_labels({t.case.area_code for t in tasks if t.case.area_code}) if tasks else {}
    return tuple(_row(task, labels, actor, now, lang) for task in tasks)


def _row(task: Task, labels: dict[str, str], actor: Actor, now: datetime, lang: str) -> VisitRow:
    case, planned = task.case, getattr(task, "inspection", None)
    step = standards.flow(case.revision_id, lang).step(task.step)
    on = planned.planned_on if planned else None
    today = timezone.localdate(now)
    return VisitRow(
        number=case.number,
        step=task.step,
        title=standards.title(case, lang),
        step_name=step.name or task.name,
        applicant_name=case.applicant_name,
        area_label=labels.get(case.area_code, ""),
        address=place_of(case, step, now)["address"],
        planned_on=on,
        planned_time=planned.planned_time if planned else None,
        due_at=task.due_at,
        is_mine=task.assignee_id is not None and task.assignee_id == actor.account_id,
        holder=task.assignee.name if task.assignee else "",
        has_checklist=bool(step.checklist),
        when="open" if on is None else "late" if on < today else "today" if on == today else "coming",
    )


def visit(*, actor: Actor, number: str, step: str, now: datetime, lang: str = "id") -> Visit:
    """One visit for whoever holds the role of its step, also once it is done. Raises ``NotFound`` to others, and
    where there is no checklist."""
    rows = Case.objects.visible_to(actor).select_related("unit")
    tidy = tidy_number(number)
    case = rows.filter(number=tidy).first() if tidy else None
    task = (
        case.tasks.select_related("unit", "assignee").filter(step=step).order_by("-opened_at").first() if case else None
    )
    if case is None or task is None or not actor.holds(task.role, task.unit_id) or policies.is_applicant(actor, case):
        raise NotFound
    asked = standards.flow(case.revision_id, lang).step(step)
    if not asked.checklist:
        raise NotFound
    found = next((one for one in _of_case(case) if one.task_id == task.pk), None)
    place = place_of(case, asked, now)
    return Visit(
        case_id=case.pk,
        number=case.number,
        title=standards.title(case, lang),
        applicant_name=case.applicant_name,
        party_id=case.party_id,
        unit_id=task.unit_id,
        area_label=regions.village_label(case.area_code) if case.area_code else "",
        address=place["address"],
        point=place["point"],
        phone=place["phone"],
        inspection=_view(found or Inspection(case=case, task=task), task, asked, inspecting.point_of(place["point"])),
    )


def place_of(case: Case, step: Step, now: datetime) -> dict[str, str]:
    """Where a step says to go: address, point and phone, each "" where it says nothing."""
    scope = engine.scope(snapshot_of(case), now, {"number": case.number, "area": case.area_code})
    return {
        name: str(standards.value(step.where[name], scope) or "") if name in step.where else ""
        for name in ("address", "point", "phone")
    }


def inspections_of(
    case: Case, tasks: Sequence[Task], now: datetime, lang: str, *, as_applicant: bool
) -> tuple[InspectionView, ...]:
    """The visits of a case, the oldest first; one query. The applicant sees the day, and of the findings what the
    standard allows: never photos, nor who was there."""
    flow, by_id = standards.flow(case.revision_id, lang), {task.pk: task for task in tasks}
    found = []
    for inspection in _of_case(case):
        task = by_id[inspection.task_id]
        step = flow.step(task.step)
        point = inspecting.point_of(place_of(case, step, now)["point"])
        view = _view(inspection, task, step, point)
        found.append(_for_applicant(view, step.applicant_sees) if as_applicant else view)
    return tuple(found)


def _for_applicant(view: InspectionView, sees: str) -> InspectionView:
    shown = view.items if view.reported_at and sees in ("verdicts", "remarks") else ()
    items = tuple(
        ItemView(i.key, i.ask, i.hint, i.unit, 0, i.verdict, i.number, i.remark if sees == "remarks" else "", ())
        for i in shown
    )
    return InspectionView(
        id=view.id, task_id=view.task_id, step=view.step, step_name=view.step_name, report="", is_open=view.is_open, holder="",
        unit_name=view.unit_name, planned_on=view.planned_on, planned_time=view.planned_time,
        moved_why=view.moved_why, companions="", no_position="", reported_at=view.reported_at, reported_by="",
        items=items,
    )  # fmt: skip


def photo(*, actor: Actor, case_id: UUID, photo_id: UUID, at: datetime) -> tuple[StoredFile, bytes]:
    """One photo as it is shown, for officers who may see the case; the look is recorded. Raises ``NotFound``."""
    case = Case.objects.visible_to(actor).filter(pk=case_id).first()
    if case is None or policies.is_applicant(actor, case):
        raise NotFound
    found = Photo.objects.select_related("file").filter(pk=photo_id, inspection__case=case).first()
    if found is None:
        raise NotFound
    record_look(
        on=case, by=actor, at=at, purpose=f"melihat foto peninjauan berkas {case.number}", fields=["photo"],
        party_id=case.party_id, unit_id=case.unit_id,
    )  # fmt: skip
    return found.file, files.shown(found.file)


def _of_case(case: Case) -> list[Any]:
    """The inspections of a case with findings and photos, in one query."""
    rows = Inspection.objects.filter(case=case).annotate(
        finding_rows=_rows(Finding, _FoundRow), photo_rows=_rows(Photo, _PhotoRow)
    )
    return list(rows.order_by("task__opened_at", "id"))


def _rows(model: type[Model], row: type) -> ArraySubquery:
    rows = model._default_manager.filter(inspection=OuterRef("pk")).order_by("id")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in row.__annotations__})))


def _view(inspection: Any, task: Task, step: Step, plot: inspecting.Point | None) -> InspectionView:
    found = msgspec.convert(getattr(inspection, "finding_rows", []), list[_FoundRow], strict=False)
    photos = msgspec.convert(getattr(inspection, "photo_rows", []), list[_PhotoRow], strict=False)
    by_item = {row.item: row for row in found}
    return InspectionView(
        id=inspection.pk,
        task_id=task.pk,
        step=task.step,
        step_name=step.name or task.name,
        report=step.report,
        is_open=task.state == TaskState.OPEN,
        holder=task.assignee.name if task.assignee else "",
        unit_name=task.unit.short_name,
        planned_on=inspection.planned_on,
        planned_time=inspection.planned_time,
        moved_why=inspection.moved_why,
        companions=inspection.companions,
        no_position=inspection.no_position,
        reported_at=None if task.state == TaskState.OPEN else inspection.reported_at,
        reported_by=inspection.reported_by_name,
        items=tuple(_item(item, by_item.get(item.key), photos, plot) for item in step.checklist),
    )


def _item(item: Item, found: _FoundRow | None, photos: Iterable[_PhotoRow], plot: inspecting.Point | None) -> ItemView:
    return ItemView(
        key=item.key,
        ask=item.ask,
        hint=item.hint,
        unit=item.unit,
        needed=item.photos,
        verdict=found.verdict if found else "",
        number=found.number if found else None,
        remark=found.remark if found else "",
        photos=tuple(_photo(row, plot) for row in photos if row.item == item.key),
    )


def _photo(row: _PhotoRow, plot: inspecting.Point | None) -> PhotoView:
    here = (
        (float(row.latitude), float(row.longitude)) if row.latitude is not None and row.longitude is not None else None
    )
    return PhotoView(
        id=row.id,
        taken_at=row.taken_at,
        is_placed=here is not None,
        distance=inspecting.metres_between(here, plot) if here and plot else None,
        accuracy=row.accuracy,
        by_name=row.by_name,
    )
