"""The doors for gateways: what is not signed, not known or not small does not get in."""

import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from satuatap.adapters.payment.http import HttpGateway
from satuatap.adapters.wire.signatures import signed
from satuatap.domain.payments import ports
from satuatap.domain.payments.models import Unmatched

pytestmark = pytest.mark.django_db
PAYMENT = reverse("hooks:payment", args=["bank"])
MESSAGE = reverse("hooks:message", args=["sms"])
REPLY = reverse("hooks:reply", args=["sms"])
REPORT = {
    "ref": "CH-nobody", "key": "x", "merchant": "somebody", "amount": "10.00", "state": "paid", "transaction": "TX1",
    "at": "2026-11-23T05:00:00+00:00",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _bank(monkeypatch):
    monkeypatch.setitem(ports.gateways, "bank", HttpGateway("http://localhost:1", b"secret"))


def post(client, address, body, secret=b"secret"):
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in signed(secret, "notification", body, datetime.now(UTC)).items()
    }
    return client.post(address, body, content_type="application/json", **headers)


def test_a_signed_report_is_taken_and_what_fits_nothing_waits_for_a_person(client):
    assert post(client, PAYMENT, json.dumps(REPORT).encode()).status_code == 204
    assert Unmatched.objects.get().gateway_ref == "CH-nobody"


@pytest.mark.parametrize("address", [PAYMENT, MESSAGE, REPLY])
def test_nobody_gets_in_without_a_signature(client, address):
    body = json.dumps(REPORT).encode()
    assert client.post(address, body, content_type="application/json").status_code == 401
    assert post(client, address, body, secret=b"guess").status_code == 401
    assert not Unmatched.objects.exists()


@pytest.mark.parametrize("address", [PAYMENT, MESSAGE, REPLY])
def test_what_is_too_large_is_not_read(client, address):
    assert post(client, address, b"x" * 70_000).status_code == 413


def test_nor_are_other_methods_and_unknown_gateways(client):
    assert client.get(PAYMENT).status_code == 405
    assert post(client, reverse("hooks:payment", args=["other"]), b"{}").status_code == 404
    assert post(client, reverse("hooks:message", args=["pigeon"]), b"{}").status_code == 404
    assert client.get("/en" + PAYMENT).status_code == 404
