"""Finished products on their way to their holder: where they lie, and whether the village may give them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.documents import queries as documents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ..models import Case, Keeping, Place
from . import standards
from .views import CaseView


@dataclass(frozen=True, slots=True)
class KeepingView:
    """Where a finished paper lies: ``place`` shelf, courier or village, with the shelf or the courier in words."""

    place: str
    note: str
    at: datetime


def keeping_of(case: Case) -> KeepingView | None:
    """Where the product lies that was put somewhere last; None for one that nobody has put anywhere."""
    row = Keeping.objects.filter(case=case).order_by("-at", "-id").first()
    return KeepingView(row.place, row.note, row.at) if row else None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the product of a case lies; ``village`` is the office that may hand it over instead, "" for none."""

    keeping: KeepingView | None
    village: str


def shelf_of(actor: Actor, case: CaseView, *, now: datetime) -> Shelf | None:
    """For whoever may hand the product over; None for others, and before it is there. One question."""
    if not any(task.kind == "hand-over" and task.verbs for task in case.tasks):
        return None
    last = Keeping.objects.filter(case=OuterRef("pk")).order_by("-at", "-id")[:1]
    mine = Case.objects.visible_to(actor).select_related("filed_unit").filter(pk=case.id)
    found = mine.annotate(kept=Subquery(last.values(told=JSONObject(place="place", note="note", at="at")))).first()
    if found is None:
        return None
    kept: Mapping[str, str] | None = found.kept
    keeping = KeepingView(kept["place"], kept["note"], datetime.fromisoformat(kept["at"])) if kept else None
    village = found.filed_unit.short_name if found.filed_unit and is_collected_in_village(found, now) else ""
    return Shelf(keeping, village)


def is_collected_in_village(case: Case, at: datetime) -> bool:
    """Whether the service lets the village that filed the case give its product out; the case brings that office."""
    if case.filed_unit is None or case.filed_unit_id == case.unit_id:
        return False
    return standards.standard(case.revision_id).is_collected_at(case.filed_unit.kind, timezone.localdate(at))


def can_be_printed(case: Case) -> bool:
    """Whether the product exists as a file that anybody may print: a document of ours, or the one of the outside
    system."""
    if case.outside_records.filter(file__isnull=False).exists():
        return True
    return any(row.state == "issued" for row in documents.of_about(case.pk))


def require_in_village(case: Case, at: datetime) -> None:
    """Raises ``Refused`` where the village may not hand this over, and while the paper has not arrived there."""
    if not is_collected_in_village(case, at):
        raise Refused("not-here", _("Dokumen layanan ini diserahkan di kantor yang menerbitkannya."))
    keeping = keeping_of(case)
    if not can_be_printed(case) and (keeping is None or keeping.place != Place.VILLAGE):
        raise Refused("not-arrived", _("Dokumennya belum sampai di desa. Catat dulu kedatangannya."))
