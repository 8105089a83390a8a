"""The same bill from many sides at the same moment."""

import pytest
from tests.support.together import at_once

from satuatap.domain.payments import actions
from satuatap.domain.payments.lifecycle import State
from satuatap.domain.payments.models import Bill, Receipt, Unmatched
from satuatap.domain.payments.ports import ChargeState
from satuatap.domain.payments.tests.factories import BANK, ENGINE, NOON, make_bill, make_party, officer, payer_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_notifications_cash_and_cancelling_at_once_settle_once(bank):
    cashier = officer("cashier")
    for _round in range(5):
        bill = make_bill()
        actions.start_payment(bill_id=bill.pk, key=f"{bill.pk}", by=payer_of(bill), at=NOON)
        report = bank.report(f"ref-{bank.opened}", ChargeState.PAID)
        at_once(
            *[lambda r=report: actions.take_report(gateway="bank", report=r, by=BANK, at=NOON)] * 3,
            *[
                lambda b=bill, n=n: actions.settle_cash(
                    bill_id=b.pk, amount=b.total, key=f"{b.pk}{n}", by=cashier, at=NOON
                )
                for n in range(2)
            ],
            lambda b=bill: actions.cancel_bill(bill_id=b.pk, by=ENGINE, at=NOON),
        )
        bill.refresh_from_db()
        receipts = list(Receipt.objects.filter(bill=bill))
        assert len(receipts) == (1 if bill.state == State.SETTLED else 0)
        if not receipts or receipts[0].payment_id is None:
            assert Unmatched.objects.filter(gateway_ref=report.ref).count() == 1
    serials = sorted(Receipt.objects.values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))


def test_many_tills_use_every_number_once(bank):
    cashier = officer("cashier")
    bills = [make_bill() for _number in range(12)]
    at_once(
        *[
            lambda b=b: actions.settle_cash(bill_id=b.pk, amount=b.total, key=str(b.pk), by=cashier, at=NOON)
            for b in bills
        ]
    )
    assert sorted(Receipt.objects.values_list("serial", flat=True)) == list(range(1, 13))


def test_one_key_at_once_opens_one_bill(bank):
    make_bill()
    party = make_party()
    answers = at_once(*[lambda: make_bill(party=party, key="same")] * 4)

    assert Bill.objects.filter(key="same").count() == 1
    assert {getattr(answer, "pk", answer) for answer in answers} <= {Bill.objects.get(key="same").pk, "other-bill"}


def test_two_windows_at_once_start_one_payment(bank):
    bill = make_bill()
    payer = payer_of(bill)
    at_once(
        *[lambda n=n: actions.start_payment(bill_id=bill.pk, key=f"window-{n}", by=payer, at=NOON) for n in range(4)]
    )
    assert bank.opened == 1
