"""The client and the sandbox process, talking over the loopback."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from satuatap.adapters.payment.http import HttpGateway
from satuatap.adapters.payment.sandbox import SECRET
from satuatap.adapters.wire.tests.running import postbox, running
from satuatap.domain.payments.ports import Charge, ChargeState, GatewayDown, NotAuthentic
from satuatap.kernel.secrets import secret

MODULE = "satuatap.adapters.payment.sandbox"


@pytest.fixture
def box():
    with postbox() as one:
        yield one


@pytest.fixture
def bank(tmp_path, box):
    with running(MODULE, tmp_path, box.url) as process:
        yield process


@pytest.fixture
def gateway(bank, tmp_path):
    return HttpGateway(bank.url, secret(SECRET, home=tmp_path))


def wish(amount="150000", hours=24):
    until = datetime.now(UTC) + timedelta(hours=hours)
    return Charge(uuid4(), "merchant-rkud", Decimal(amount), "TGH-26-7K4M-29QX-5", "https://a.example/t/1", until)


def pay(bank, opened, choice="bayar"):
    return bank.press(urlsplit(opened.url).path, pilihan=choice)


def test_from_the_charge_to_the_signed_letter(bank, gateway, box):
    charge = wish()
    opened = gateway.open(charge)
    assert gateway.open(charge) == opened
    assert gateway.status(opened.ref).state == ChargeState.WAITING

    status, page, _headers = bank.ask("GET", urlsplit(opened.url).path)
    assert status == 200
    assert b"Rp150.000" in page
    assert b"TGH-26-7K4M-29QX-5" in page

    status, _body, headers = pay(bank, opened)
    assert (status, headers["Location"]) == (303, "https://a.example/t/1")
    report = gateway.read_notification(*box.next())
    assert (report.ref, report.key, report.state) == (opened.ref, str(charge.key), ChargeState.PAID)
    assert report.amount == Decimal(150000)
    assert report == gateway.status(opened.ref)


def test_a_payer_who_gives_up(bank, gateway, box):
    opened = gateway.open(wish())
    pay(bank, opened, "batal")

    assert gateway.read_notification(*box.next()).state == ChargeState.CANCELLED
    pay(bank, opened)
    assert gateway.status(opened.ref).state == ChargeState.CANCELLED


def test_what_is_paid_stays_paid_and_what_is_closed_is_not_paid(bank, gateway):
    paid, closed = gateway.open(wish()), gateway.open(wish())
    pay(bank, paid)
    for opened in (paid, closed):
        gateway.cancel(opened.ref)
    pay(bank, closed)

    assert gateway.status(paid.ref).state == ChargeState.PAID
    assert gateway.status(closed.ref).state == ChargeState.CANCELLED


def test_a_charge_outlives_its_hour_unpaid(gateway):
    assert gateway.status(gateway.open(wish(hours=-1)).ref).state == ChargeState.EXPIRED


def test_a_key_belongs_to_one_charge(gateway):
    charge = wish()
    gateway.open(charge)
    with pytest.raises(GatewayDown, match="409"):
        gateway.open(Charge(charge.key, "another", charge.amount, "", "", charge.expires_at))


def test_strangers_are_not_heard(bank, tmp_path):
    stranger = HttpGateway(bank.url, b"guess")
    with pytest.raises(GatewayDown, match="401"):
        stranger.open(wish())
    assert bank.ask("GET", "/charges/CH1")[0] == 401
    assert bank.ask("POST", "/charges", b"x" * 70_000)[0] == 413


def test_down_for_the_day_and_back(bank, gateway, box):
    opened = gateway.open(wish())
    bank.control(down=True)
    for ask in (lambda: gateway.status(opened.ref), lambda: gateway.open(wish())):
        with pytest.raises(GatewayDown, match="503"):
            ask()
    bank.control(down=False)

    assert gateway.status(opened.ref).state == ChargeState.WAITING


def test_half_an_answer_is_none(bank, gateway):
    bank.control(half_answer=True)
    with pytest.raises(GatewayDown):
        gateway.open(wish())


def test_a_letter_told_thrice_says_the_same(bank, gateway, box):
    bank.control(repeat=3)
    opened = gateway.open(wish())
    pay(bank, opened)

    assert len({gateway.read_notification(*box.next()).transaction for _letter in range(3)}) == 1


@pytest.mark.parametrize("fault", ["forge", "half_letter"])
def test_a_spoilt_letter_is_not_believed(bank, gateway, box, fault):
    bank.control(**{fault: True})
    opened = gateway.open(wish())
    pay(bank, opened)
    with pytest.raises(NotAuthentic):
        gateway.read_notification(*box.next())


def test_a_letter_about_the_wrong_charge_and_half_the_money(bank, gateway, box):
    other, mine = wish(), wish()
    gateway.open(other)
    opened = gateway.open(mine)
    bank.control(wrong=True, half_amount=True)
    pay(bank, opened)

    report = gateway.read_notification(*box.next())
    assert (report.ref, report.key, report.amount) == (opened.ref, str(other.key), Decimal(75000))


def test_a_silent_bank_can_be_asked(bank, gateway, box):
    bank.control(mute=True)
    opened = gateway.open(wish())
    pay(bank, opened)

    assert gateway.status(opened.ref).state == ChargeState.PAID
    assert bank.control()["outbox"] == 0


def test_a_letter_is_repeated_until_it_is_taken(bank, gateway, box):
    box.statuses = [500, 401]
    pay(bank, gateway.open(wish()))

    assert len({box.next()[1] for _attempt in range(3)}) == 1


def test_killed_and_started_again_it_remembers_charges_and_letters(bank, gateway, box):
    bank.control(delay=60)
    charge = wish()
    opened = gateway.open(charge)
    pay(bank, opened)
    kept = json.loads((bank_home(bank) / "sandbox/payment.json").read_text())
    bank.end(hard=True)
    for letter in kept["outbox"].values():
        letter["due"] = 0
    (bank_home(bank) / "sandbox/payment.json").write_text(json.dumps(kept))
    bank.start()
    gateway.url = bank.url

    assert gateway.open(charge).ref == opened.ref
    assert gateway.read_notification(*box.next()).state == ChargeState.PAID


def bank_home(bank):
    return Path(bank.command[bank.command.index("--home") + 1])


def test_unknown_wishes_of_the_control_are_named(bank):
    assert bank.ask("PUT", "/kendali", b'{"explode": true}')[0] == 400
    assert bank.ask("PUT", "/kendali", b'{"down": true}', "text/plain")[0] == 415
