"""The worker that destroys what is over: it begins each night and goes on each hour until nothing is left."""

from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone

from satuatap.kernel.actors import system
from satuatap.kernel.jobs import defer

from . import actions, ports

log = structlog.get_logger()
KEEPER = system("retention")


def wake(now: datetime) -> None:  # noqa: ARG001 (the schedule passes the time)
    """Each hour: what is kept for a day goes on the same day, and a night that was missed is made up for."""
    defer("retention.work", once="retention.work")


def work() -> None:
    """Go through the classes, a few records in one transaction; one that fails stops no other."""
    at = timezone.now()
    for code in ports.shelves:
        try:
            while actions.destroy_some(code=code, by=KEEPER, at=at):
                pass
            actions.make_list(code=code, by=KEEPER, at=at)
        except Exception:
            log.exception("destroying what is over failed", of=code)
    actions.count(by=KEEPER, at=at)


def forget_person(party_id: str) -> None:
    """Whoever asked for erasure was granted it."""
    actions.forget_person(party_id=UUID(party_id), by=KEEPER, at=timezone.now())
