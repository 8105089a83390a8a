"""Opening and cancelling bills."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import short_number
from satuatap.kernel.jobs import defer, publish
from satuatap.kernel.lifecycle import move
from satuatap.kernel.secrets import secret

from .. import policies, rules
from ..events import BillCancelled, BillOpened
from ..lifecycle import LIVE, MOVES, PaymentState, State
from ..models import Bill, BillLine, Payment, Share, Treasury
from ..rules import Line


@transaction.atomic
def open_bill(
    *,
    about: UUID,
    party_id: UUID,
    unit_id: UUID,
    treasury: str,
    lines: Sequence[Line],
    key: UUID | str,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
) -> Bill:
    """Ask a party to pay its unit's treasury. The same ``key`` again answers the bill it made.

    Raises ``Refused`` for no or a negative total and for a treasury code nobody has put, ``Conflict`` when the key
    belongs to a different bill.
    """
    policies.require_known(by)
    total = rules.total_of([Decimal(line.amount) for line in lines])
    asked = (about, party_id, unit_id, treasury, total)
    if bill := Bill.objects.select_related("treasury").filter(key=str(key)).first():
        return _same(bill, asked)
    found = Treasury.objects.filter(code=treasury).first()
    if found is None:
        raise Refused("unknown-treasury", _("Kas “%(code)s” belum terdaftar.") % {"code": treasury})
    bill = Bill(
        number=_number(at),
        about=about,
        party_id=party_id,
        unit_id=unit_id,
        treasury=found,
        total=total,
        opened_at=at,
        due_on=due_on,
        key=str(key),
    )
    try:
        with transaction.atomic():  # a savepoint: somebody may have used the key since we looked
            bill.save(force_insert=True)
    except IntegrityError:
        return _same(Bill.objects.select_related("treasury").get(key=str(key)), asked)
    BillLine.objects.bulk_create(
        BillLine(bill=bill, position=place, label=line.label, amount=Decimal(line.amount), law=line.law)
        for place, line in enumerate(lines, 1)
    )
    record("bill.opened", on=bill, by=by, at=at, party_id=party_id, unit_id=unit_id)
    publish(BillOpened(bill_id=bill.pk, about=about))
    return bill


@transaction.atomic
def cancel_bill(*, bill_id: UUID, by: Actor, at: datetime) -> Bill:
    """Nobody has to pay this any more. Cancelling again changes nothing; a settled bill is refused."""
    policies.require_known(by)
    bill = lock_bills([bill_id])[0]
    if bill.state == State.CANCELLED:
        return bill
    if bill.state == State.SETTLED:
        rules.require_open(State.SETTLED)
    bill.state = move(MOVES, "cancel", State(bill.state))
    bill.closed_at = at
    bill.save(update_fields=["state", "closed_at"])
    release_payments(bill=bill, by=by, at=at)
    record("bill.cancelled", on=bill, by=by, at=at, party_id=bill.party_id, unit_id=bill.unit_id)
    publish(BillCancelled(bill_id=bill.pk, about=bill.about))
    return bill


def lock_bills(bill_ids: Sequence[UUID]) -> list[Bill]:
    """The bills, locked in one order everywhere. Bills are always locked before their payments."""
    found = list(
        Bill.objects.select_for_update(of=("self",))
        .select_related("treasury", "party")
        .filter(pk__in=set(bill_ids))
        .order_by("pk")
    )
    if len(found) != len(set(bill_ids)):
        raise NotFound
    return found


def release_payments(*, bill: Bill, by: Actor, at: datetime, keep: Payment | None = None) -> None:
    """Close the payments of a bill that nobody should pay any more, here at once and soon at the gateway."""
    live = Share.objects.filter(bill=bill, live=True).values("payment")
    payments = Payment.objects.select_for_update().filter(pk__in=live, state__in=LIVE)
    for payment in payments.exclude(pk=keep.pk) if keep else payments:
        payment.state = PaymentState.CLOSED
        payment.closed_at = at
        payment.save(update_fields=["state", "closed_at"])
        payment.shares.update(live=False)
        record("payment.closed", on=payment, by=by, at=at, unit_id=bill.unit_id)
        defer("payments.close_charge", payment_id=str(payment.pk))


def _same(bill: Bill, asked: tuple[UUID, UUID, UUID, str, Decimal]) -> Bill:
    if (bill.about, bill.party_id, bill.unit_id, bill.treasury.code, bill.total) != asked:
        raise Conflict("other-bill", _("Permintaan ini sudah dipakai untuk tagihan lain. Muat ulang halaman."))
    return bill


def _number(at: datetime) -> str:
    """A number for people, e.g. ``TGH-26-7K4M-29QX-5``; it does not tell how many bills there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('payments_bill_number')")
        sequence = cursor.fetchone()[0]
    return short_number(f"TGH-{timezone.localtime(at):%y}", sequence, secret("bill-numbers"))
