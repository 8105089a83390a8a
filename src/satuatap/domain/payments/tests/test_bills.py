from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from satuatap.domain.audit.models import Entry
from satuatap.domain.payments import actions, queries
from satuatap.domain.payments.actions import Line
from satuatap.domain.payments.events import BillCancelled, BillOpened
from satuatap.domain.payments.lifecycle import State
from satuatap.domain.payments.models import Bill, Receipt
from satuatap.domain.payments.tests.factories import (
    ENGINE,
    NOON,
    make_bill,
    make_party,
    make_treasury,
    make_unit,
    officer,
    payer_of,
)
from satuatap.kernel.actors import NOBODY, account_actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import tidy_number

pytestmark = pytest.mark.django_db


def open_bill(lines, key="k", treasury="rkud", party=None):
    return actions.open_bill(
        about=uuid4(),
        party_id=(party or make_party()).pk,
        unit_id=make_unit().pk,
        treasury=treasury,
        lines=lines,
        key=key,
        by=ENGINE,
        at=NOON,
    )


def test_a_bill_asks_for_the_sum_of_its_lines(told):
    make_treasury()
    bill = open_bill([Line("Pajak reklame", 200_000), Line("Pembebasan, SK 12/2026", -50_000)])

    assert bill.total == Decimal("150000.00")
    assert bill.number == tidy_number(bill.number)
    assert told == [BillOpened(bill_id=bill.pk, about=bill.about)]
    assert Entry.objects.filter(verb="bill.opened", party_id=str(bill.party_id)).exists()


@pytest.mark.parametrize("amounts", [[], [0], [-1], [5, -5], [Decimal("0.001")], [Decimal(10) ** 17]])
def test_a_bill_asks_for_something_that_money_can_pay(amounts):
    make_treasury()
    with pytest.raises(Refused) as refusal:
        open_bill([Line("x", amount) for amount in amounts])
    assert refusal.value.code in {"no-amount", "not-money"}
    assert not Bill.objects.exists()


def test_a_bill_to_a_treasury_nobody_put_is_refused():
    with pytest.raises(Refused, match="belum terdaftar"):
        open_bill([Line("x", 1)], treasury="kas-gelap")


def test_asked_twice_opened_once():
    treasury, party, about = make_treasury(), make_party(), uuid4()
    given = {
        "about": about, "party_id": party.pk, "unit_id": treasury.keeper_id, "treasury": "rkud", "key": "same",
        "by": ENGINE, "at": NOON,
    }  # fmt: skip
    first = actions.open_bill(lines=[Line("x", 5)], **given)

    assert actions.open_bill(lines=[Line("x", 5)], **given) == first
    with pytest.raises(Conflict):
        actions.open_bill(lines=[Line("x", 6)], **given)


def test_cancelling_twice_is_cancelling(told):
    bill = make_bill()
    for _again in range(2):
        actions.cancel_bill(bill_id=bill.pk, by=ENGINE, at=NOON)

    assert Bill.objects.get().state == State.CANCELLED
    assert [type(event) for event in told] == [BillOpened, BillCancelled]


def test_a_settled_bill_cannot_be_cancelled():
    bill = make_bill()
    actions.settle_cash(bill_id=bill.pk, amount=bill.total, key="k", by=officer("cashier"), at=NOON)

    with pytest.raises(Refused, match="sudah lunas"):
        actions.cancel_bill(bill_id=bill.pk, by=ENGINE, at=NOON)


def test_nobody_opens_or_cancels_bills():
    bill = make_bill()
    with pytest.raises(Refused):
        actions.cancel_bill(bill_id=bill.pk, by=NOBODY, at=NOON)


def test_the_database_keeps_a_closed_bill_closed_and_its_amount():
    bill = make_bill()
    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        Bill.objects.update(total=1)
    actions.settle_cash(bill_id=bill.pk, amount=bill.total, key="k", by=officer("cashier"), at=NOON)
    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        Bill.objects.update(state=State.CANCELLED)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Receipt.objects.update(amount=1)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Receipt.objects.all().delete()


def test_a_bill_is_seen_by_its_payer_and_its_unit_only():
    bill = make_bill()
    unit = make_unit()

    assert queries.bill(payer_of(bill), bill.pk).may_pay
    assert not queries.bill(payer_of(bill), bill.pk).may_collect
    assert queries.bill(officer("front-officer", unit=unit), bill.pk).may_collect
    for stranger in (NOBODY, account_actor(uuid4(), "Lain", party_id=uuid4()), officer("cashier", unit=make_unit("x"))):
        with pytest.raises(NotFound):
            queries.bill(stranger, bill.pk)


def test_a_representative_may_pay():
    bill = make_bill()
    agent = account_actor(uuid4(), "Kuasa", party_id=uuid4(), acts_for=[bill.party_id])

    assert queries.bill(agent, bill.pk).may_pay


def test_the_till_lists_open_bills_and_finds_any():
    bills = [make_bill(party=make_party(name)) for name in ("Rani", "Dimas", "Siti")]
    cashier = officer("cashier")
    actions.settle_cash(bill_id=bills[0].pk, amount=bills[0].total, key="k", by=cashier, at=NOON)

    assert [row.payer for row in queries.till(cashier).rows] == ["Dimas", "Siti"]
    assert [row.payer for row in queries.till(cashier, "rani").rows] == ["Rani"]
    assert [row.id for row in queries.till(cashier, bills[2].number.lower().replace("-", " ")).rows] == [bills[2].pk]
    assert queries.till(officer("cashier", unit=make_unit("x"))).rows == ()
    assert queries.till(officer("tax-assessor")).rows == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_one_query(rows, django_assert_num_queries):
    party = make_party()
    bills = [make_bill(party=party) for _number in range(rows)]
    cashier, payer = officer("cashier"), payer_of(bills[0])
    with django_assert_num_queries(2):
        assert len(queries.till(cashier).rows) == len(queries.my_bills(payer).rows) == rows


def test_a_bill_page_costs_four_queries(django_assert_num_queries):
    bill = make_bill()
    payer = payer_of(bill)
    with django_assert_num_queries(4):
        view = queries.bill(payer, bill.pk)
    assert [(line.label, line.amount) for line in view.lines] == [("Pajak reklame", Decimal("150000.00"))]


def test_another_room_sees_the_bills_about_its_thing():
    bill = make_bill()

    assert [row.label for row in queries.bills_about(bill.about)] == ["Pajak reklame"]
    assert queries.bills_about(uuid4()) == ()
