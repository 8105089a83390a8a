"""Settling a bill, whatever road the money took: once, whole, with a numbered receipt."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files.queries import of_owner
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.jobs import publish
from satuatap.kernel.lifecycle import move

from .. import policies, rules
from ..events import BillSettled
from ..lifecycle import MOVES, Method, State
from ..models import Bill, Payment, Receipt, Series
from .bills import lock_bills, release_payments

EVIDENCE_OF = "payments.bill"


@transaction.atomic
def settle_cash(*, bill_id: UUID, amount: Decimal, key: UUID | str, by: Actor, at: datetime) -> Receipt:
    """Take a bill's whole amount in cash. The same ``key`` again answers the receipt it made."""
    if receipt := _made_before(key, bill_id, by):
        return receipt
    bill = _for_collection(bill_id, by)
    if not bill.treasury.takes_cash:
        raise Refused("no-cash", _("%(treasury)s tidak menerima tunai.") % {"treasury": bill.treasury.name})
    rules.require_open(State(bill.state))
    rules.require_exact(amount, bill.total)
    return settle(bill=bill, method=Method.CASH, key=str(key), by=by, at=at)


@transaction.atomic
def settle_outside(
    *, bill_id: UUID, reference: str, paid_on: date, evidence_id: UUID | None, key: UUID | str, by: Actor, at: datetime
) -> Receipt:
    """Record that a bill was paid by a road that is not ours, e.g. a regional tax at the bank.

    ``reference`` is the number on that proof (NTPD, SSPD); ``evidence_id`` its picture, stored for this bill
    (``owner_kind="payments.bill"``). One proof settles one bill: a reference used before is refused.
    """
    if receipt := _made_before(key, bill_id, by):
        return receipt
    bill = _for_collection(bill_id, by)
    rules.require_open(State(bill.state))
    reference = rules.tidy_reference(reference)
    rules.require_past(paid_on, timezone.localtime(at).date())
    if evidence_id not in {file.pk for file in of_owner(EVIDENCE_OF, bill_id)}:
        raise Refused("no-evidence", _("Unggah foto atau berkas bukti bayar."), field="evidence")
    if Receipt.objects.filter(treasury=bill.treasury, reference=reference).exists():
        words = _("Bukti bayar %(reference)s sudah dipakai untuk tagihan lain.") % {"reference": reference}
        raise Refused("reference-used", words, field="reference")
    return settle(
        bill=bill,
        method=Method.OUTSIDE,
        key=str(key),
        by=by,
        at=at,
        reference=reference,
        paid_on=paid_on,
        evidence_id=evidence_id,
    )


def settle(
    *,
    bill: Bill,
    method: Method,
    key: str,
    by: Actor,
    at: datetime,
    payment: Payment | None = None,
    reference: str = "",
    paid_on: date | None = None,
    evidence_id: UUID | None = None,
) -> Receipt:
    """Write a locked bill off as paid, number the receipt, tell. The number is taken last and held for a moment."""
    bill.state = move(MOVES, "settle", State(bill.state))
    bill.closed_at = at
    bill.save(update_fields=["state", "closed_at"])
    release_payments(bill=bill, by=by, at=at, keep=payment)
    year = timezone.localtime(at).year
    serial = _next_serial(bill, year)
    receipt = Receipt.objects.create(
        bill=bill,
        treasury=bill.treasury,
        year=year,
        serial=serial,
        number=rules.receipt_number(serial, bill.treasury.code, year),
        amount=bill.total,
        at=at,
        method=method,
        by=by.id,
        by_name=by.name,
        received_from=bill.party.name,
        payment=payment,
        reference=reference,
        paid_on=paid_on,
        evidence_id=evidence_id,
        key=key,
    )
    record("bill.settled", on=bill, by=by, at=at, party_id=bill.party_id, unit_id=bill.unit_id)
    publish(BillSettled(bill_id=bill.pk, about=bill.about))
    return receipt


def _for_collection(bill_id: UUID, by: Actor) -> Bill:
    bill = lock_bills([bill_id])[0]
    policies.require_collector(by, bill.unit_id)
    return bill


def _made_before(key: UUID | str, bill_id: UUID, by: Actor) -> Receipt | None:
    receipt = Receipt.objects.select_related("bill").filter(key=str(key)).first()
    if receipt is None:
        return None
    if not policies.may_collect(by, receipt.bill.unit_id):
        raise NotFound
    if receipt.bill_id != bill_id:
        raise Conflict("other-bill", _("Permintaan ini sudah dipakai untuk tagihan lain. Muat ulang halaman."))
    return receipt


def _next_serial(bill: Bill, year: int) -> int:
    series, _made = Series.objects.get_or_create(treasury=bill.treasury, year=year)
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)  # locks the row until the transaction ends
    series.refresh_from_db()
    return series.last
