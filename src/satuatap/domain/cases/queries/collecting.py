"""Finished products on their way to their holder: where they lie, and whether the village may give them out."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.documents import queries as documents
from satuatap.kernel.errors import Refused

from ..models import Case, Keeping, Place
from . import standards
from .shelf import KeepingView, Shelf
from .views import TaskView


def keeping_of(case: Case) -> KeepingView | None:
    """Where the product lies that was put somewhere last; None for one that nobody has put anywhere."""
    row = Keeping.objects.filter(case=case).order_by("-at", "-id").first()
    return KeepingView(row.place, row.note, row.at) if row else None


def shelf_of(case: Case, tasks: Sequence[TaskView], keepings: Sequence[KeepingView], now: datetime) -> Shelf | None:
    """For whoever may hand the product over; None for others, and before it is there. The case brings its ``filed_unit``."""
    if not any(task.kind == "hand-over" and task.verbs for task in tasks):
        return None
    village = case.filed_unit.short_name if case.filed_unit and is_collected_in_village(case, now) else ""
    return Shelf(next(iter(keepings), None), village)


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
