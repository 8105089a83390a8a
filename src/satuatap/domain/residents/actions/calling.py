"""Calling out what waits for an answer, once a day before its limit and once when the limit has passed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import rules


def called_out(waiting: QuerySet[Any], verb: str, *, by: Actor, at: datetime) -> Iterator[tuple[Any, bool]]:
    """The rows that are near their ``due_at`` or past it and were not called out for that yet, each with whether it is
    late; that they are called out now is noted as ``verb-near`` or ``verb-late``."""
    near = Q(warned_at=None, due_at__lte=at + rules.WARN_BEFORE, due_at__gt=at)
    rows = waiting.select_for_update(skip_locked=True, of=("self",))
    for row in rows.filter(near | Q(late_at=None, due_at__lte=at)).order_by("due_at", "id")[:100]:
        is_late = row.due_at <= at
        field = "late_at" if is_late else "warned_at"
        setattr(row, field, at)
        row.save(update_fields=[field])
        record(f"{verb}-late" if is_late else f"{verb}-near", on=row, by=by, at=at)
        yield row, is_late
