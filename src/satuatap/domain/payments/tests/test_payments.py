from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from satuatap.domain.payments import actions, queries, tasks
from satuatap.domain.payments.lifecycle import Cause, Method, PaymentState, State
from satuatap.domain.payments.models import Bill, Payment, Receipt, Share, Unmatched
from satuatap.domain.payments.ports import ChargeState, NotAuthentic
from satuatap.domain.payments.rules import Verdict
from satuatap.domain.payments.tests.factories import (
    AMOUNT,
    BANK,
    ENGINE,
    NOON,
    latest_payment,
    make_bill,
    make_party,
    make_treasury,
    make_unit,
    officer,
    payer_of,
    some_key,
)
from satuatap.kernel.errors import Conflict, NotFound, Refused

PAID, WAITING = ChargeState.PAID, ChargeState.WAITING


def start(bill, key=None, at=NOON, **given):
    return actions.start_payment(bill_id=bill.pk, key=key or some_key(), by=payer_of(bill), at=at, **given)


def tell(report, at=NOON):
    return actions.take_report(gateway="bank", report=report, by=BANK, at=at)


def state_of(bill):
    return Bill.objects.get(pk=bill.pk).state


def test_the_payer_is_sent_to_the_bank_and_nothing_is_settled_yet(bank):
    bill = make_bill()
    assert start(bill, return_to="https://satuatap.example/tagihan/1") == "https://bank.example/bayar/ref-1"

    charge = bank.charges["ref-1"]
    assert (charge.merchant, charge.amount, charge.description) == ("merchant-rkud", AMOUNT, bill.number)
    assert state_of(bill) == State.OPEN
    assert queries.bill(payer_of(bill), bill.pk).running == "https://bank.example/bayar/ref-1"


def test_a_verified_notification_settles_once(bank):
    bill = make_bill()
    start(bill)
    bank.pay("ref-1")
    verdicts = [
        actions.confirm_notification(gateway="bank", headers={"X-Signature": "good"}, body=b"ref-1", by=BANK, at=NOON)
        for _again in range(3)
    ]

    assert verdicts == [Verdict.SETTLE, Verdict.KEEP, Verdict.KEEP]
    assert Receipt.objects.get().method == Method.GATEWAY
    assert not Unmatched.objects.exists()


def test_what_is_not_signed_is_not_counted(bank):
    bill = make_bill()
    start(bill)
    bank.pay("ref-1")
    with pytest.raises(NotAuthentic):
        actions.confirm_notification(gateway="bank", headers={}, body=b"ref-1", by=BANK, at=NOON)
    with pytest.raises(NotFound):
        actions.confirm_notification(gateway="other", headers={}, body=b"", by=BANK, at=NOON)
    with pytest.raises(NotFound):
        actions.take_report(gateway="bank", report=bank.report("ref-1", PAID), by=payer_of(bill), at=NOON)
    assert state_of(bill) == State.OPEN


def test_pressing_twice_is_one_charge(bank):
    bill = make_bill()
    key = some_key()
    pages = {start(bill, key), start(bill, key), start(bill)}

    assert len(pages) == 1
    assert Payment.objects.count() == bank.opened == 1
    with pytest.raises(Conflict):
        start(make_bill(), key)


def test_a_payer_who_gave_up_can_start_again(bank):
    bill = make_bill()
    start(bill)
    bank.states["ref-1"] = ChargeState.CANCELLED  # and the bank's notification was lost

    assert start(bill) == "https://bank.example/bayar/ref-2"
    assert Payment.objects.get(gateway_ref="ref-1").state == PaymentState.CLOSED


def test_a_payer_who_has_paid_is_not_sent_to_pay_again(bank):
    bill = make_bill()
    start(bill)
    bank.pay("ref-1")
    with pytest.raises(Refused, match="sudah lunas"):
        start(bill)


def test_a_bank_that_is_down_leaves_the_bill_open_and_is_asked_again(bank):
    bill = make_bill()
    bank.is_down = True
    with pytest.raises(Refused, match="Bank sedang tidak menjawab"):
        start(bill)
    bank.is_down = False

    assert start(bill) == "https://bank.example/bayar/ref-1"
    assert Payment.objects.count() == 1


def test_a_report_faster_than_our_own_note_is_counted(bank):
    bill = make_bill()
    start(bill)
    Payment.objects.update(gateway_ref="", page="", state=PaymentState.STARTING)
    bank.pay("ref-1")

    assert tell(bank.report("ref-1", PAID)) == Verdict.SETTLE


def test_a_silent_bank_is_asked_and_its_answer_counts(bank):
    bill = make_bill()
    start(bill)
    bank.pay("ref-1")
    tasks.ask_silent(NOON + timedelta(minutes=1))
    assert state_of(bill) == State.OPEN

    tasks.ask_silent(NOON + timedelta(minutes=2))
    assert state_of(bill) == State.SETTLED


def test_a_bank_that_is_down_is_asked_more_and_more_rarely(bank):
    start(make_bill())
    bank.is_down = True
    now, asked = NOON, []
    for _minute in range(180):
        now += timedelta(minutes=1)
        before = Payment.objects.get().asked
        tasks.ask_silent(now)
        if Payment.objects.get().asked > before:
            asked.append(int((now - NOON).total_seconds() // 60))
    assert asked == [2, 7, 22, 52, 112, 172]


def test_a_payment_that_outlived_its_day_is_closed_at_the_bank(bank):
    bill = make_bill()
    start(bill)
    tasks.ask_silent(NOON + timedelta(hours=24))

    assert bank.states["ref-1"] == ChargeState.CANCELLED
    assert Payment.objects.get().state == PaymentState.CLOSED
    assert start(bill, at=NOON + timedelta(hours=25)) == "https://bank.example/bayar/ref-2"


def test_cash_closes_the_running_payment_and_late_money_waits_for_a_person(bank):
    bill = make_bill()
    start(bill)
    bank.pay("ref-1")
    actions.settle_cash(bill_id=bill.pk, amount=AMOUNT, key="k", by=officer("cashier"), at=NOON)
    payment = latest_payment(bill)
    assert payment.state == PaymentState.CLOSED

    tasks.close_charge(str(payment.pk))
    tell(bank.report("ref-1", PAID))
    money = Unmatched.objects.get()
    assert (money.cause, money.amount, money.treasury.code) == (Cause.DOUBLE, AMOUNT, "rkud")
    assert Receipt.objects.count() == 1


def test_money_for_a_cancelled_bill_waits_for_a_person(bank):
    bill = make_bill()
    start(bill)
    actions.cancel_bill(bill_id=bill.pk, by=ENGINE, at=NOON)

    assert tell(bank.report("ref-1", PAID)) == Cause.LATE
    assert state_of(bill) == State.CANCELLED


def test_cancelling_closes_the_charge_at_the_bank(bank):
    bill = make_bill()
    start(bill)
    actions.cancel_bill(bill_id=bill.pk, by=ENGINE, at=NOON)
    tasks.close_charge(str(latest_payment(bill).pk))

    assert bank.states["ref-1"] == ChargeState.CANCELLED


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"amount": AMOUNT / 2}, Cause.AMOUNT),
        ({"amount": AMOUNT * 2}, Cause.AMOUNT),
        ({"key": "0190f0e0-0000-7000-8000-000000000000"}, Cause.MISMATCH),
        ({"merchant": "merchant-of-somebody"}, Cause.MISMATCH),
        ({"transaction": ""}, Cause.MISMATCH),
        ({"ref": "ref-nobody-knows", "key": "nonsense"}, Cause.UNKNOWN),
    ],
)
def test_money_that_does_not_fit_settles_nothing(bank, changes, cause):
    bill = make_bill()
    start(bill)
    wrong = bank.report("ref-1", PAID, **changes)
    assert [tell(wrong), tell(wrong)] == [cause, cause]

    assert state_of(bill) == State.OPEN
    assert Unmatched.objects.get().cause == cause


def test_while_money_is_checked_nobody_pays_again_and_the_true_report_settles(bank):
    bill = make_bill()
    start(bill)
    tell(bank.report("ref-1", PAID, amount=AMOUNT / 2))
    assert queries.bill(payer_of(bill), bill.pk).is_checked
    with pytest.raises(Refused, match="sedang memeriksa"):
        start(bill)

    bank.pay("ref-1")
    tasks.ask_silent(NOON + timedelta(minutes=2))
    assert state_of(bill) == State.SETTLED
    assert Unmatched.objects.get().state == "resolved"


def test_the_same_money_cannot_settle_two_bills(bank):
    bills = [make_bill(), make_bill()]
    for bill in bills:
        start(bill)
    first = bank.report("ref-1", PAID)
    tell(first)

    assert tell(replace(bank.report("ref-2", PAID), transaction=first.transaction)) == Cause.MISMATCH
    assert [state_of(bill) for bill in bills] == [State.SETTLED, State.OPEN]


def test_paid_twice_at_the_bank_is_one_receipt_and_one_question(bank):
    start(make_bill())
    tell(bank.report("ref-1", PAID))

    assert tell(bank.report("ref-1", PAID, transaction="tx-again")) == Cause.DOUBLE
    assert Receipt.objects.count() == Unmatched.objects.count() == 1


def test_one_payment_takes_several_bills_of_one_treasury(bank):
    party = make_party()
    bills = [make_bill(party=party, amount=amount) for amount in (100, 250)]
    start(bills[0], with_bills=[bills[1].pk])
    assert bank.charges["ref-1"].amount == Decimal(350)
    with pytest.raises(Refused, match="Selesaikan atau batalkan"):
        start(bills[1])

    tell(bank.report("ref-1", PAID))
    assert sorted(Receipt.objects.values_list("amount", "serial")) == [(Decimal(100), 1), (Decimal(250), 2)]


def test_bills_of_two_treasuries_are_paid_apart(bank):
    party = make_party()
    first = make_bill(party=party)
    second = make_bill(party=party, treasury=make_treasury("kas-desa", keeper=make_unit("tamansari")))
    with pytest.raises(Refused, match="kas yang berbeda"):
        start(first, with_bills=[second.pk])
    assert not Payment.objects.exists()


def test_one_bill_paid_in_cash_closes_the_payment_of_both(bank):
    party = make_party()
    bills = [make_bill(party=party) for _number in range(2)]
    start(bills[0], with_bills=[bills[1].pk])
    actions.settle_cash(bill_id=bills[0].pk, amount=AMOUNT, key="k", by=officer("cashier"), at=NOON)

    assert not Share.objects.filter(live=True).exists()
    assert tell(bank.report("ref-1", PAID)) == Cause.DOUBLE
    assert state_of(bills[1]) == State.OPEN


def test_a_treasury_without_a_gateway_is_paid_elsewhere(bank):
    bill = make_bill(treasury=make_treasury(gateway="", merchant=""))
    with pytest.raises(Refused, match="belum menerima bayar daring"):
        start(bill)


def test_only_the_payer_starts_a_payment(bank):
    bill = make_bill()
    for other in (officer("cashier"), payer_of(make_bill())):
        with pytest.raises(NotFound):
            actions.start_payment(bill_id=bill.pk, key=some_key(), by=other, at=NOON)


class TestUnmatched:
    @pytest.fixture(autouse=True)
    def _money(self, bank):
        bill = make_bill()
        start(bill)
        tell(bank.report("ref-1", PAID, amount=AMOUNT / 2))
        tell(bank.report("ref-1", PAID, ref="x", key="x", merchant="nobodys"))
        self.known, self.unknown = Unmatched.objects.order_by("cause")

    def test_the_keeper_sees_it_and_writes_what_was_done(self):
        keeper = officer("treasurer")
        assert {row.id for row in queries.unmatched(keeper).rows} == {self.known.pk, self.unknown.pk}

        actions.resolve_unmatched(unmatched_id=self.known.pk, resolution="SP2D 12/2026", by=keeper, at=NOON)
        assert [row.id for row in queries.unmatched(keeper).rows] == [self.unknown.pk]
        with pytest.raises(Refused, match="petugas lain"):
            actions.resolve_unmatched(unmatched_id=self.known.pk, resolution="x", by=keeper, at=NOON)

    def test_it_needs_words(self):
        with pytest.raises(Refused) as refusal:
            actions.resolve_unmatched(unmatched_id=self.known.pk, resolution=" ", by=officer("cashier"), at=NOON)
        assert refusal.value.field == "resolution"

    def test_nobody_else_sees_it(self):
        for other in (officer("front-officer"), officer("cashier", unit=make_unit("x"))):
            assert queries.unmatched(other).rows == ()
            with pytest.raises(NotFound):
                actions.resolve_unmatched(unmatched_id=self.known.pk, resolution="x", by=other, at=NOON)
