"""Background work: carrying messages out, taking the next rung when nothing is heard."""

from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone

from satuatap.kernel.actors import system

from . import actions, queries

log = structlog.get_logger()
POST = system("post")


def deliver(message_id: str) -> None:
    """Hand one message to its gateway."""
    actions.deliver(message_id=UUID(message_id), by=POST, at=timezone.now())


def climb(now: datetime) -> None:
    """Each minute: use the next channel where nothing was heard. One failure stops no other."""
    for message_id in queries.unheard(now):
        try:
            actions.climb(message_id=message_id, by=POST, at=now)
        except Exception:
            log.exception("next channel not taken", message=str(message_id))


def forget_browsers(now: datetime) -> None:
    """Each hour: whoever was told of something that is over need not be known any more."""
    actions.forget_browsers(by=POST, at=now)
