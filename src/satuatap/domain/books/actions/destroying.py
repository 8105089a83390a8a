"""Files of books go when their day is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from satuatap.domain.audit.actions import record
from satuatap.domain.retention.ports import Shelf
from satuatap.kernel.actors import Actor

from ..models import Copy


def _copies(at: datetime) -> QuerySet[Copy]:  # noqa: ARG001 (as every shelf)
    return Copy.objects.defer("content")


def destroy_copies(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    for copy in Copy.objects.filter(pk__in=ids).defer("content"):
        record("book.copy-dropped", on=copy, by=by, at=at)
    Copy.objects.filter(pk__in=ids).delete()


SHELVES = {"book-copy": Shelf(_copies, "expires_at", destroy_copies, is_promised=True)}
