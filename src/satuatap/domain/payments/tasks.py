"""Background work: asking silent gateways, closing charges there."""

from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone

from satuatap.kernel.actors import system

from . import actions, queries

log = structlog.get_logger()
CLOCK = system("payments")


def ask_silent(now: datetime) -> None:
    """Each minute: ask the gateways about payments they have said nothing about. One failure stops no other."""
    for payment_id in queries.silent(now):
        try:
            actions.ask(payment_id=payment_id, by=CLOCK, at=now)
        except Exception:
            log.exception("asking about a payment failed", payment=str(payment_id))


def close_charge(payment_id: str) -> None:
    """Close at the gateway what was closed here. Raises while the gateway is down, so that the queue tries again."""
    actions.close_charge(payment_id=UUID(payment_id), by=CLOCK, at=timezone.now())
