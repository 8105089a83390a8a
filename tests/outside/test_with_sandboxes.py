"""The whole way: our pages' server, the sandbox processes beside it, and the letters between them."""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from satuatap.adapters.messaging.http import HttpCarrier
from satuatap.adapters.messaging.sandbox import SECRET as MESSAGES_SECRET
from satuatap.adapters.payment.http import HttpGateway
from satuatap.adapters.payment.sandbox import SECRET as PAYMENT_SECRET
from satuatap.adapters.wire.tests.running import Process, running
from satuatap.config.processes import tries
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.notifications import ports as notification_ports
from satuatap.domain.notifications import tasks as notification_tasks
from satuatap.domain.notifications.lifecycle import Channel
from satuatap.domain.notifications.models import Message, Reply
from satuatap.domain.notifications.tests.factories import agree
from satuatap.domain.payments import actions, ports, tasks
from satuatap.domain.payments.lifecycle import State
from satuatap.domain.payments.models import Bill, Payment, Receipt, Unmatched
from satuatap.domain.payments.tests.factories import make_bill, officer, payer_of, some_key
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused
from satuatap.kernel.secrets import secret

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "+6281200004471"


def wait_for(question: Callable[[], object]) -> None:
    """Ask until the answer is yes; a deadline instead of a fixed pause."""
    for _seconds in tries(15):
        if question():
            return
    raise AssertionError("it did not happen within the deadline")


@pytest.fixture
def bank(tmp_path, live_server, monkeypatch):
    notify = f"{live_server.url}/hooks/pembayaran/bank"
    with running("satuatap.adapters.payment.sandbox", tmp_path, notify) as process:
        gateway = HttpGateway(process.url, secret(PAYMENT_SECRET, home=tmp_path))
        monkeypatch.setitem(ports.gateways, "bank", gateway)
        yield process


def start(bill: Bill) -> str:
    return actions.start_payment(bill_id=bill.pk, key=some_key(), by=payer_of(bill), at=timezone.now())


def press(bank: Process, page: str, choice: str = "bayar") -> None:
    bank.press(urlsplit(page).path, pilihan=choice)


def is_settled(bill: Bill) -> bool:
    return Bill.objects.get(pk=bill.pk).state == State.SETTLED


def test_the_payer_presses_pay_and_the_bill_is_settled(bank):
    bill = make_bill()
    press(bank, start(bill))

    wait_for(lambda: is_settled(bill))
    assert Receipt.objects.get().amount == bill.total


def test_a_letter_told_five_times_makes_one_receipt(bank):
    bank.control(repeat=5)
    bill = make_bill()
    press(bank, start(bill))

    wait_for(lambda: bank.control().get("delivered") == 5)
    assert Receipt.objects.count() == 1
    assert not Unmatched.objects.exists()


def test_a_bank_that_forgets_to_write_is_asked(bank):
    bank.control(mute=True)
    bill = make_bill()
    press(bank, start(bill))
    assert not is_settled(bill)

    tasks.ask_silent(timezone.now() + timedelta(minutes=2))
    assert is_settled(bill)


@pytest.mark.parametrize("fault", ["forge", "half_letter"])
def test_a_spoilt_letter_is_turned_away_and_the_truth_is_asked_for(bank, fault):
    bank.control(**{fault: True})
    bill = make_bill()
    press(bank, start(bill))
    wait_for(lambda: bank.control().get("failed"))
    assert not is_settled(bill)

    tasks.ask_silent(timezone.now() + timedelta(minutes=2))
    assert is_settled(bill)


def test_a_letter_about_somebody_elses_bill_settles_neither(bank):
    mine, other = make_bill(), make_bill()
    page, _other_page = start(mine), start(other)
    bank.control(wrong=True)
    press(bank, page)

    wait_for(Unmatched.objects.exists)
    assert not is_settled(mine)
    assert not is_settled(other)
    tasks.ask_silent(timezone.now() + timedelta(minutes=2))
    assert is_settled(mine)
    assert not is_settled(other)


def test_half_the_money_settles_nothing_and_waits_for_a_person(bank):
    bill = make_bill()
    page = start(bill)
    bank.control(half_amount=True)
    press(bank, page)

    wait_for(Unmatched.objects.exists)
    assert Unmatched.objects.get().amount == bill.total / 2
    assert not is_settled(bill)


def test_down_for_the_day_and_paid_at_the_counter(bank):
    bill = make_bill()
    page = start(bill)
    bank.control(down=True)
    with pytest.raises(Refused, match="Bank sedang tidak menjawab"):
        start(make_bill())
    tasks.ask_silent(timezone.now() + timedelta(minutes=2))
    actions.settle_cash(bill_id=bill.pk, amount=bill.total, key="k", by=officer("cashier"), at=timezone.now())

    bank.control(down=False)
    tasks.close_charge(str(Payment.objects.get(shares__bill=bill).pk))
    press(bank, page)
    assert Receipt.objects.count() == 1
    assert not Unmatched.objects.exists()


def test_a_bank_that_is_late_after_cash_leaves_one_receipt_and_one_question(bank):
    bank.control(delay=0.5)
    bill = make_bill()
    press(bank, start(bill))
    actions.settle_cash(bill_id=bill.pk, amount=bill.total, key="k", by=officer("cashier"), at=timezone.now())

    wait_for(Unmatched.objects.exists)
    assert Unmatched.objects.get().cause == "double"
    assert Receipt.objects.count() == 1


@pytest.fixture
def post_office(tmp_path, live_server, monkeypatch, messages):
    notify = f"{live_server.url}/hooks/pesan/sms"
    with running("satuatap.adapters.messaging.sandbox", tmp_path, notify) as process:
        carrier = HttpCarrier(process.url, secret(MESSAGES_SECRET, home=tmp_path))
        for channel in ("whatsapp", "sms"):
            monkeypatch.setitem(notification_ports.gateways, channel, carrier)
        agree(PHONE, Channel.WHATSAPP, timezone.now())
        yield process


def carry() -> None:
    for message_id in Message.objects.filter(state="queued").values_list("pk", flat=True):
        notification_tasks.deliver(str(message_id))


def test_a_login_code_is_found_on_the_sandbox_and_reported_back(post_office):
    notifications.send_code(address=PHONE, code="482913", by=system("sign-in"), at=timezone.now())
    carry()

    assert "482913 adalah kode masuk Anda" in post_office.ask("GET", "/")[1].decode()
    wait_for(lambda: Message.objects.filter(channel="whatsapp", state="delivered").exists())
    assert Message.objects.get(channel="sms").state == "skipped"


def test_a_number_without_whatsapp_gets_its_code_by_sms(post_office):
    post_office.control(refuse=["whatsapp"], repeat=2)
    notifications.send_code(address=PHONE, code="482913", by=system("sign-in"), at=timezone.now())
    carry()
    carry()

    wait_for(lambda: Message.objects.filter(channel="sms", state="delivered").exists())
    sent = json.loads(post_office.ask("GET", "/messages")[1])
    assert [message["channel"] for message in sent] == ["sms"]


def test_what_somebody_answers_is_kept_once_however_often_it_is_told(post_office):
    notifications.send_code(address=PHONE, code="482913", by=system("sign-in"), at=timezone.now())
    carry()
    post_office.control(repeat=3)
    key = json.loads(post_office.ask("GET", "/messages")[1])[0]["key"]
    post_office.press("/balas", key=key, text="Halo?")

    wait_for(lambda: post_office.control().get("delivered", 0) >= 4)
    assert [(reply.text, reply.state) for reply in Reply.objects.all()] == [("Halo?", "lost")]
