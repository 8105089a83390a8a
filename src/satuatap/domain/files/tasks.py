"""Background entry points of this room."""

from datetime import datetime

from django.utils import timezone

from satuatap.kernel.actors import system

from . import actions


def sweep(now: datetime) -> None:
    """Once an hour: delete bytes that belong to no row."""
    actions.sweep_orphans(by=system("files"), at=now)


def rewrap() -> None:
    """After a rotation: bring every file under the newest key-encryption key, some at a time."""
    while actions.rewrap(by=system("files"), at=timezone.now()):
        pass
