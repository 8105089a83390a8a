"""A filtered inbox row by row, for a spreadsheet; and what the page of one shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..models import Export, Task
from ..rules.spreadsheets import harmless
from . import standards
from .badges import limit_of
from .filters import Filters
from .lists import narrowed_sources

CHUNK = 500
LONGEST = 50_000  # rows

Cell = str | datetime | None


@dataclass(frozen=True, slots=True)
class ExportView:
    id: UUID
    total: int
    done: int
    is_ready: bool
    expires_at: datetime


def rows_of(actor: Actor, filters: Filters, now: datetime, lang: str) -> Iterator[tuple[Cell, ...]]:
    """Number, service, step, channel, arrival, limit, in the order of each role. Read in chunks: memory does not grow."""
    left = LONGEST
    for tasks in narrowed_sources(actor, filters, now):
        for task in tasks.order_by(*filters.keys)[:left].iterator(chunk_size=CHUNK):
            left -= 1
            yield _row(task, lang)


def _row(task: Task, lang: str) -> tuple[Cell, ...]:
    case = task.case
    texts = (case.number, standards.title(case, lang), standards.step_name(task, lang), case.channel)
    moments = (case.submitted_at, limit_of(case), task.due_at)
    return (*map(harmless, texts), *(_local(moment) for moment in moments))


def _local(moment: datetime | None) -> datetime | None:
    """Spreadsheets know no zones: the region's clock."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None


def how_many(actor: Actor, filters: Filters, now: datetime) -> int:
    return min(LONGEST, sum(tasks.order_by().count() for tasks in narrowed_sources(actor, filters, now)))


def export_view(actor: Actor, export_id: UUID, *, now: datetime) -> ExportView:
    """How far the own export has come. Raises ``NotFound``, also once its day is over."""
    row = _own(actor, export_id, now).values_list("id", "total", "done", "ready_at", "expires_at").first()
    if row is None:
        raise NotFound
    return ExportView(row[0], row[1], row[2], row[3] is not None, row[4])


def export_content(actor: Actor, export_id: UUID, *, now: datetime) -> bytes:
    """The spreadsheet itself. Raises ``NotFound`` while it is not ready, and once its day is over."""
    found = _own(actor, export_id, now).exclude(content=None).values_list("content", flat=True).first()
    if found is None:
        raise NotFound
    return bytes(found)


def _own(actor: Actor, export_id: UUID, now: datetime) -> QuerySet[Export]:
    return Export.objects.filter(pk=export_id, account=actor.account_id, expires_at__gt=now)
