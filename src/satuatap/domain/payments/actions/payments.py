"""Payments through a gateway: started by the payer, believed only from the gateway's own mouth."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import policies, ports, rules
from ..lifecycle import LIVE, PAYMENT_MOVES, Cause, Method, PaymentState, State, UnmatchedState
from ..models import Bill, Payment, Share, Treasury, Unmatched
from ..rules import Verdict
from .bills import lock_bills, release_payments
from .settlement import settle

log = structlog.get_logger()


def start_payment(
    *,
    bill_id: UUID,
    key: UUID | str,
    by: Actor,
    at: datetime,
    with_bills: Sequence[UUID] = (),
    return_to: str = "",
) -> str:
    """Begin to pay a bill, or several of one treasury, and return the gateway's page for the payer.

    Two transactions with the gateway's answer between them: the payment is known here before the gateway hears of it,
    so no money can arrive for something we do not know. A payment that is still running is taken up, not doubled;
    the gateway is asked first whether it really is.
    """
    bill_ids = [bill_id, *with_bills]
    payment = _prepare(bill_ids=bill_ids, return_to=return_to, key=str(key), by=by, at=at)
    if payment.page:
        ask(payment_id=payment.pk, by=system("payments"), at=at)
        payment = _prepare(bill_ids=bill_ids, return_to=return_to, key=str(key), by=by, at=at)
    if payment.page:
        return payment.page
    try:
        opened = _gateway(payment.gateway).open(_charge(payment))
    except ports.GatewayDown as down:
        log.warning("gateway did not open a charge", gateway=payment.gateway, payment=str(payment.pk), cause=str(down))
        words = _("Bank sedang tidak menjawab. Tagihan tetap terbuka: coba beberapa menit lagi.")
        raise Refused("gateway-down", words) from down
    _note(payment_id=payment.pk, opened=opened, by=by, at=at)
    return opened.url


def confirm_notification(
    *, gateway: str, headers: Mapping[str, str], body: bytes, by: Actor, at: datetime
) -> Verdict | Cause:
    """Count what a gateway sent us. Raises ``NotAuthentic`` for what is not from it, ``NotFound`` for no such gateway."""
    report = _gateway(gateway).read_notification(headers, body)
    return take_report(gateway=gateway, report=report, by=by, at=at)


@transaction.atomic
def take_report(*, gateway: str, report: ports.Report, by: Actor, at: datetime) -> Verdict | Cause:
    """Act on a verified report. Told twice or in any order, money is counted once; what fits nothing waits for a person."""
    policies.require_system(by)
    payment, bills = _locked(gateway, report)
    known = _known(payment, bills, report) if payment else None
    verdict = rules.judge(report, known)
    if payment is not None and verdict == Verdict.SETTLE:
        _settle_all(payment, bills, report, by=by, at=at)
    elif payment is not None and verdict == Verdict.CLOSE and payment.state in LIVE:
        _close(payment, by=by, at=at)
    elif isinstance(verdict, Cause):
        _keep_for_a_person(gateway, report, payment, verdict, by=by, at=at)
    return verdict


def ask(*, payment_id: UUID, by: Actor, at: datetime) -> None:
    """Ask a silent gateway about one payment; one that outlived its day is closed there first."""
    policies.require_system(by)
    payment = Payment.objects.get(pk=payment_id)
    if payment.state not in LIVE:
        return
    _put_off(payment_id=payment_id, by=by, at=at)
    gateway = _gateway(payment.gateway)
    try:
        if not payment.gateway_ref:
            opened = gateway.open(_charge(payment))
            _note(payment_id=payment_id, opened=opened, by=by, at=at)
            return
        if payment.expires_at <= at:
            gateway.cancel(payment.gateway_ref)
        report = gateway.status(payment.gateway_ref)
    except ports.GatewayDown as down:
        log.info("gateway is silent", gateway=payment.gateway, payment=str(payment_id), cause=str(down))
        return
    take_report(gateway=payment.gateway, report=report, by=by, at=at)


def close_charge(*, payment_id: UUID, by: Actor, at: datetime) -> None:
    """Tell the gateway that a payment closed here should not be paid there, and hear whether it already was.

    Raises ``GatewayDown``, so that the queue tries again.
    """
    policies.require_system(by)
    payment = Payment.objects.get(pk=payment_id)
    gateway = _gateway(payment.gateway)
    ref = payment.gateway_ref or gateway.open(_charge(payment)).ref
    gateway.cancel(ref)
    take_report(gateway=payment.gateway, report=gateway.status(ref), by=by, at=at)


def _gateway(name: str) -> ports.Gateway:
    try:
        return ports.gateways[name]
    except KeyError:
        raise NotFound from None


def _charge(payment: Payment) -> ports.Charge:
    numbers = payment.shares.order_by("bill__number").values_list("bill__number", flat=True)
    return ports.Charge(
        key=payment.pk,
        merchant=payment.merchant,
        amount=payment.amount,
        description=", ".join(numbers),
        return_to=payment.return_to,
        expires_at=payment.expires_at,
    )


@transaction.atomic
def _prepare(*, bill_ids: Sequence[UUID], return_to: str, key: str, by: Actor, at: datetime) -> Payment:
    bills = lock_bills(bill_ids)
    for bill in bills:
        policies.require_payer(by, bill.party_id, bill.about)
    if payment := Payment.objects.filter(key=key).first():
        if {share.bill_id for share in payment.shares.all()} != {bill.pk for bill in bills}:
            raise Conflict(
                "other-payment", _("Permintaan ini sudah dipakai untuk pembayaran lain. Muat ulang halaman.")
            )
        if payment.state in LIVE:
            return payment
    for bill in bills:
        rules.require_open(State(bill.state))
    rules.require_one_treasury([bill.treasury_id for bill in bills])
    treasury = bills[0].treasury
    if not treasury.gateway:
        raise Refused("no-gateway", _("%(treasury)s belum menerima bayar daring.") % {"treasury": treasury.name})
    if Unmatched.objects.filter(payment__shares__bill__in=bills, state=UnmatchedState.WAITING).exists():
        raise Refused("being-checked", _("Kami sedang memeriksa uang yang masuk untuk tagihan ini. Jangan bayar lagi."))
    if running := _running(bills, by=by, at=at):
        return running
    if payment is not None:
        raise Refused("payment-ended", _("Pembayaran ini sudah berakhir. Mulailah lagi dari halaman tagihan."))
    payment = Payment.objects.create(
        treasury=treasury,
        gateway=treasury.gateway,
        merchant=treasury.merchant,
        amount=rules.total_of([bill.total for bill in bills]),
        return_to=return_to,
        started_at=at,
        expires_at=at + rules.LIFE,
        ask_at=at + rules.wait_before_asking(0),
        key=key,
    )
    Share.objects.bulk_create(Share(payment=payment, bill=bill) for bill in bills)
    record("payment.started", on=payment, by=by, at=at, party_id=bills[0].party_id, unit_id=bills[0].unit_id)
    return payment


def _running(bills: Sequence[Bill], *, by: Actor, at: datetime) -> Payment | None:
    """The live payment of exactly these bills; one that outlived its day is released."""
    shares = Share.objects.filter(bill__in=bills, live=True)
    payments = list(Payment.objects.filter(pk__in=shares.values("payment")).prefetch_related("shares"))
    for payment in payments:
        if payment.expires_at <= at:
            for bill in bills:
                release_payments(bill=bill, by=by, at=at)
        elif {share.bill_id for share in payment.shares.all()} == {bill.pk for bill in bills}:
            return payment
        else:
            raise Refused("payment-running", _("Selesaikan atau batalkan dulu pembayaran yang sedang berjalan."))
    return None


@transaction.atomic
def _note(*, payment_id: UUID, opened: ports.Opened, by: Actor, at: datetime) -> None:
    """Keep the gateway's name and page for a charge. A payment closed meanwhile keeps them too: money may still come."""
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    payment.gateway_ref, payment.page = opened.ref, opened.url
    if payment.state in LIVE:
        payment.state = move(PAYMENT_MOVES, "note", PaymentState(payment.state))
    payment.save(update_fields=["gateway_ref", "page", "state"])
    record("payment.opened", on=payment, by=by, at=at)


@transaction.atomic
def _put_off(*, payment_id: UUID, by: Actor, at: datetime) -> None:
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    payment.asked += 1
    payment.ask_at = at + rules.wait_before_asking(payment.asked)
    payment.save(update_fields=["asked", "ask_at"])
    record("payment.asked", on=payment, by=by, at=at)


def _locked(gateway: str, report: ports.Report) -> tuple[Payment | None, list[Bill]]:
    """The payment a report speaks of and its bills, locked. The gateway may be faster with its report than we are with
    noting its name for the charge, so a payment without one is found by our own key."""
    found = Payment.objects.filter(gateway=gateway, gateway_ref=report.ref).first()
    if found is None and (key := _uuid(report.key)):
        found = Payment.objects.filter(gateway=gateway, gateway_ref="", pk=key).first()
    if found is None:
        return None, []
    bills = lock_bills([share.bill_id for share in found.shares.all()])
    payment = Payment.objects.select_for_update().get(pk=found.pk)
    if not payment.gateway_ref:
        payment.gateway_ref = report.ref
        payment.save(update_fields=["gateway_ref"])
    return payment, bills


def _known(payment: Payment, bills: Sequence[Bill], report: ports.Report) -> rules.Known:
    others = Payment.objects.filter(gateway=payment.gateway, transaction=report.transaction).exclude(pk=payment.pk)
    return rules.Known(
        key=str(payment.pk),
        merchant=payment.merchant,
        amount=payment.amount,
        state=PaymentState(payment.state),
        transaction=payment.transaction,
        bills=tuple(State(bill.state) for bill in bills),
        spent=bool(report.transaction) and others.exists(),
    )


def _settle_all(payment: Payment, bills: Sequence[Bill], report: ports.Report, *, by: Actor, at: datetime) -> None:
    payment.state = move(PAYMENT_MOVES, "pay", PaymentState(payment.state))
    payment.transaction, payment.closed_at = report.transaction, at
    payment.save(update_fields=["state", "transaction", "closed_at"])
    payment.shares.update(live=False)
    for bill in bills:
        settle(bill=bill, method=Method.GATEWAY, key=f"payment:{payment.pk}:{bill.pk}", by=by, at=at, payment=payment)
    Unmatched.objects.filter(
        gateway=payment.gateway, transaction=report.transaction, state=UnmatchedState.WAITING
    ).update(
        state=UnmatchedState.RESOLVED, resolved_at=at, resolved_by=by.id, resolution=f"settled by payment {payment.pk}"
    )
    record("payment.paid", on=payment, by=by, at=at)


def _close(payment: Payment, *, by: Actor, at: datetime) -> None:
    payment.state = move(PAYMENT_MOVES, "close", PaymentState(payment.state))
    payment.closed_at = at
    payment.save(update_fields=["state", "closed_at"])
    payment.shares.update(live=False)
    record("payment.closed", on=payment, by=by, at=at)


def _keep_for_a_person(
    gateway: str, report: ports.Report, payment: Payment | None, cause: Cause, *, by: Actor, at: datetime
) -> None:
    treasury = (
        payment.treasury if payment else Treasury.objects.filter(gateway=gateway, merchant=report.merchant).first()
    )
    unmatched, is_new = Unmatched.objects.get_or_create(
        gateway=gateway,
        gateway_ref=report.ref,
        transaction=report.transaction,
        defaults={
            "treasury": treasury,
            "payment": payment,
            "merchant": report.merchant,
            "amount": report.amount,
            "cause": cause,
            "at": at,
        },
    )
    if is_new:
        log.warning("money that settles nothing", cause=str(cause), unmatched=str(unmatched.pk))
        record("payment.unmatched", on=unmatched, by=by, at=at)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
