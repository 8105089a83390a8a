"""Photos whose letter never came go when their time is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from satuatap.domain.audit.actions import record
from satuatap.domain.retention.ports import Shelf
from satuatap.kernel.actors import Actor

from ..models import Sending, Sheet
from .sheets import drop


def _sheets(at: datetime) -> QuerySet[Sheet]:  # noqa: ARG001 (as every shelf)
    return Sheet.objects.exclude(item__in=Sending.objects.filter(state="aside").values("id"))


def destroy_sheets(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    for sheet in Sheet.objects.filter(pk__in=ids):
        drop(sheet, by, at)
    record("outboxes.sheets-forgotten", by=by, at=at)


SHELVES = {"offline-photo": Shelf(_sheets, "received_at", destroy_sheets)}
