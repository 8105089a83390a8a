"""The client against recorded answers: what a gateway may say, and what we make of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from satuatap.adapters.payment import http
from satuatap.adapters.payment.http import HttpGateway
from satuatap.adapters.wire.client import NoAnswer
from satuatap.adapters.wire.signatures import signed
from satuatap.domain.payments.ports import Charge, ChargeState, GatewayDown, NotAuthentic, Opened

KEY = UUID("019f0000-0000-7000-8000-000000000001")
AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
CHARGE = Charge(KEY, "merchant-rkud", Decimal("150000"), "TGH-26-1", "https://a.example/tagihan/1", AT + timedelta(1))
FACTS = {
    "ref": "CH1", "key": str(KEY), "merchant": "merchant-rkud", "amount": "150000.00", "state": "paid",
    "transaction": "TX1", "at": "2026-11-23T05:00:00+00:00",
}  # fmt: skip


@pytest.fixture
def answers(monkeypatch):
    """Answers in the order they are given; what was asked is kept."""
    given, asked = [], []

    def call(*question):
        asked.append(question)
        answer = given.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(http, "call", call)
    return given, asked


@pytest.fixture
def gateway():
    return HttpGateway("https://bank.example", b"secret")


def test_a_charge_is_asked_for_in_exact_rupiah(gateway, answers):
    given, asked = answers
    given.append((201, {"ref": "CH1", "url": "https://bank.example/bayar/CH1", "new_field": 1}))

    assert gateway.open(CHARGE) == Opened("CH1", "https://bank.example/bayar/CH1")
    _url, _secret, method, path, wish = asked[0]
    assert (method, path, wish["amount"], wish["key"]) == ("POST", "/charges", "150000.00", str(KEY))


@pytest.mark.parametrize(
    "answer",
    [
        (409, {"error": "used"}),
        (404, {}),
        (200, {"ref": "CH1"}),
        (200, {"ref": "", "url": "https://bank.example"}),
        (200, {"ref": "CH1", "url": "javascript:alert(1)"}),
        (200, []),
        NoAnswer("timed out"),
    ],
)
def test_an_answer_that_is_none_means_ask_again(gateway, answers, answer):
    answers[0].append(answer)
    with pytest.raises(GatewayDown):
        gateway.open(CHARGE)


def test_a_status_is_read_exactly(gateway, answers):
    answers[0].append((200, FACTS))
    report = gateway.status("CH1")

    assert (report.amount, report.state, report.transaction) == (Decimal("150000.00"), ChargeState.PAID, "TX1")


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "NaN"}, {"amount": "lots"}, {"amount": "-1"}, {"state": "settled"}, {"ref": "CH2"},
        {"at": "2026-11-23T05:00:00"}, {"amount": 150000},
    ],
)  # fmt: skip
def test_a_status_that_makes_no_sense_is_none(gateway, answers, change):
    answers[0].append((200, FACTS | change))
    with pytest.raises(GatewayDown):
        gateway.status("CH1")


@pytest.mark.parametrize("body", [b"", b"{", b'{"ref": "CH1"}', b"\xff"])
def test_a_signed_letter_that_cannot_be_read_is_not_counted(gateway, body):
    with pytest.raises(NotAuthentic):
        gateway.read_notification(signed(b"secret", "notification", body, datetime.now(UTC)), body)
