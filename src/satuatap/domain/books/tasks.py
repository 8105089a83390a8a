"""Jobs of this room."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from satuatap.kernel.actors import system

from . import actions

WORKER = system("books")


def make_copy(copy_id: str) -> None:
    """Make the file of a book that somebody asked for."""
    actions.make_copy(copy_id=UUID(copy_id), by=WORKER, at=timezone.now())


def drop_copies(now: datetime) -> None:
    """Once an hour: files whose day is over go."""
    actions.drop_copies(by=WORKER, at=now)
