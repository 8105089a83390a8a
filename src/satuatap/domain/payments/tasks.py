"""Background work: asking silent gateways, closing charges there, telling payers that their money has arrived."""

from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone

from satuatap.domain.notifications import actions as notifications
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import system
from satuatap.kernel.money import rupiah

from . import actions, queries
from .events import BillSettled

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


def tell_settled(event: BillSettled) -> None:
    """The money has arrived: tell the payer, with the receipt's number and the page it stands on."""
    row = next(row for row in queries.bills_about(event.about) if row.id == event.bill_id)
    contact = residents.contact(row.party_id)
    notifications.notify(
        template="bill-settled",
        key=f"bill-settled:{row.id}",
        account_id=contact.account_id,
        party_id=row.party_id,
        context={"service": row.label, "amount": rupiah(row.total, contact.language), "number": row.receipt_number},
        path=f"/tagihan/{row.id}/tanda-terima",
        channels=contact.channels,
        language=contact.language or "id",
        by=CLOCK,
        at=timezone.now(),
    )
