from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from satuatap.domain.files.actions import store
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments import actions, queries, tasks
from satuatap.domain.payments.events import BillOpened, BillSettled
from satuatap.domain.payments.lifecycle import Method
from satuatap.domain.payments.models import Receipt
from satuatap.domain.payments.tests.factories import (
    AMOUNT,
    NOON,
    make_bill,
    make_treasury,
    make_unit,
    officer,
    payer_of,
)
from satuatap.kernel.errors import Conflict, NotFound, Refused

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


def cash(bill, key="k", amount=AMOUNT, by=None, at=NOON):
    return actions.settle_cash(bill_id=bill.pk, amount=amount, key=key, by=by or officer("cashier"), at=at)


def evidence(bill):
    return store(
        data=PNG, name="sspd.png", owner_kind="payments.bill", owner_id=bill.pk, by=officer("cashier"), at=NOON
    ).pk


def outside(bill, **changes):
    given = {
        "bill_id": bill.pk, "reference": "ntpd 0011 2233", "paid_on": date(2026, 11, 20), "key": "k",
        "by": officer("front-officer"), "at": NOON,
    }  # fmt: skip
    given |= changes
    if "evidence_id" not in given:
        given["evidence_id"] = evidence(bill)
    return actions.settle_outside(**given)


def test_cash_settles_and_tells(told):
    bill = make_bill()
    receipt = cash(bill)

    assert receipt.number == "000001/TBP/RKUD/2026"
    assert (receipt.amount, receipt.received_from, receipt.by_name) == (AMOUNT, "Rani Wulandari", "Kasir Wayan")
    assert told == [BillOpened(bill_id=bill.pk, about=bill.about), BillSettled(bill_id=bill.pk, about=bill.about)]


@pytest.mark.parametrize("amount", ["149999.99", "150000.01", "0", "300000"])
def test_cash_is_exact(amount):
    with pytest.raises(Refused, match=r"tepat Rp150\.000") as refusal:
        cash(make_bill(), amount=Decimal(amount))
    assert refusal.value.field == "amount"
    assert not Receipt.objects.exists()


def test_a_repeated_click_answers_the_same_receipt():
    bill, cashier = make_bill(), officer("cashier")

    assert cash(bill, by=cashier) == cash(bill, by=cashier)
    with pytest.raises(Refused, match="sudah lunas"):
        cash(bill, key="another", by=cashier)
    with pytest.raises(Conflict):
        cash(make_bill(), by=cashier)
    with pytest.raises(NotFound):
        cash(bill, by=officer("cashier", unit=make_unit("x")))


def test_only_the_units_own_till_collects():
    bill = make_bill()
    for other in (officer("head-of-agency"), officer("cashier", unit=make_unit("x")), payer_of(bill)):
        with pytest.raises(NotFound):
            cash(bill, by=other)


def test_an_agency_can_switch_cash_off():
    bill = make_bill(treasury=make_treasury(takes_cash=False))
    with pytest.raises(Refused, match="tidak menerima tunai"):
        cash(bill)


def test_numbers_run_per_treasury_and_local_year():
    village = make_treasury("kas-desa", keeper=make_unit("tamansari"))
    region = make_treasury()
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # 1 January, 00.00 WIB
    numbers = [
        cash(make_bill(treasury=region), key="1").number,
        cash(make_bill(treasury=village), key="2", by=officer("cashier", unit=make_unit("tamansari"))).number,
        cash(make_bill(treasury=region), key="3").number,
        cash(make_bill(treasury=region), key="4", at=new_year).number,
    ]
    assert numbers == [
        "000001/TBP/RKUD/2026", "000001/TBP/KAS-DESA/2026", "000002/TBP/RKUD/2026", "000001/TBP/RKUD/2027",
    ]  # fmt: skip


def test_money_paid_elsewhere_is_recorded_with_its_proof():
    bill = make_bill()
    receipt = outside(bill)

    assert (receipt.method, receipt.reference, receipt.paid_on) == (
        Method.OUTSIDE,
        "NTPD 0011 2233",
        date(2026, 11, 20),
    )
    assert queries.evidence(payer_of(bill), bill.pk).data == PNG
    with pytest.raises(NotFound):
        queries.evidence(officer("cashier", unit=make_unit("x")), bill.pk)


def test_one_proof_settles_one_bill():
    outside(make_bill())
    with pytest.raises(Refused, match="sudah dipakai") as refusal:
        outside(make_bill(), reference="NTPD  0011 2233", key="other")
    assert refusal.value.field == "reference"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reference": " x "}, "reference"),
        ({"paid_on": date(2026, 11, 24)}, "paid_on"),
        ({"evidence_id": uuid4()}, "evidence"),
    ],
)
def test_a_poor_proof_is_refused_at_its_field(changes, field):
    with pytest.raises(Refused) as refusal:
        outside(make_bill(), **changes)
    assert refusal.value.field == field


def test_the_receipt_is_there_once_it_is_paid():
    bill = make_bill()
    with pytest.raises(NotFound):
        queries.receipt(payer_of(bill), bill.pk)
    cash(bill)

    view, receipt = queries.receipt(payer_of(bill), bill.pk)
    assert view.total == receipt.amount


def test_the_payer_is_told_once_with_the_receipts_number(messages):
    bill = make_bill()
    receipt = cash(bill)
    for _again in range(2):
        tasks.tell_settled(BillSettled(bill_id=bill.pk, about=bill.about))

    told = Message.objects.get(channel="inapp")
    assert receipt.number in told.text
    assert told.path == f"/tagihan/{bill.pk}/tanda-terima"
