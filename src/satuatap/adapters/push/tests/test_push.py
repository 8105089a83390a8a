"""Pushes as browsers and their services expect them: the example of the RFC, and a service in a process of its own."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from satuatap.adapters.push.http import PushCarrier
from satuatap.adapters.push.naming import is_named, key_of, name_of, named, unpacked
from satuatap.adapters.push.sealing import CURVE, Unreadable, seal, unseal
from satuatap.adapters.wire.tests.running import running
from satuatap.domain.notifications.lifecycle import Channel
from satuatap.domain.notifications.ports import GatewayDown, Gone, Undeliverable

SECRET = b"s" * 32
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
SERVICE = "https://updates.push.services.mozilla.com"


def key(text):
    return ec.derive_private_key(int.from_bytes(unpacked(text), "big"), CURVE)


def test_a_notice_is_sealed_as_the_example_of_rfc_8291():
    browser = unpacked("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
    auth = unpacked("BTBZMqHH6r4Tts7J_aSIgg")
    own = key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    text = b"When I grow up, I want to be a watermelon"

    body = seal(text, browser, auth, salt=unpacked("DGv6ra1nlYgDCS1FRnbzlw"), own=own)

    assert body == unpacked(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert unseal(body, key("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), auth) == text
    with pytest.raises(Unreadable):
        unseal(body, key_of(SECRET), auth)


def test_we_name_ourselves_to_one_service_for_half_a_day():
    own = key_of(SECRET)
    header = named(own, SERVICE, "https://satuatap.example", NOON)

    assert is_named(header, SERVICE, name_of(own), NOON + timedelta(hours=11))
    assert not is_named(header, SERVICE, name_of(own), NOON + timedelta(hours=13))
    assert not is_named(header, "https://fcm.googleapis.com", name_of(own), NOON)
    assert not is_named(header, SERVICE, name_of(key_of(b"t" * 32)), NOON)
    assert not is_named("vapid t=a.b.c, k=d", SERVICE, "d", NOON)
    assert not is_named("", SERVICE, "", NOON)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running("satuatap.adapters.push.sandbox", tmp_path_factory.mktemp("push"), "") as process:
        yield process


@pytest.fixture
def browser(service):
    service.control(status=0, down=False)

    def subscribe(secret=SECRET):
        _status, body, _headers = service.ask(
            "POST", "/langganan", json.dumps({"sender": name_of(key_of(secret))}).encode()
        )
        there = json.loads(body)
        return json.dumps({"endpoint": there["endpoint"], **there["keys"]})

    return subscribe


def push(address, secret=SECRET):
    return PushCarrier(secret, "https://satuatap.example").send(
        address=address, channel=Channel.PUSH, title="Giliran dekat", text="3 orang lagi.\nhttps://satuatap.example/nomor/x",
        key="01999999-0000-7000-8000-000000000001",
    )  # fmt: skip


def test_a_browser_reads_what_was_sealed_for_it(service, browser):
    assert push(browser())

    shown = json.loads(service.ask("GET", "/kabar")[1])[0]
    assert (shown["title"], shown["text"]) == ("Giliran dekat", "3 orang lagi.")
    assert shown["link"] == "https://satuatap.example/nomor/x"
    assert b"3 orang lagi." in service.ask("GET", "/")[1]


def test_another_sender_is_turned_away(browser):
    with pytest.raises(Undeliverable, match="403"):
        push(browser(), secret=b"t" * 32)


@pytest.mark.parametrize(("status", "raised"), [(410, Gone), (404, Gone), (429, GatewayDown), (503, GatewayDown)])
def test_a_subscription_that_is_gone_and_a_service_in_trouble_are_told_apart(service, browser, status, raised):
    address = browser()
    service.control(status=status)

    with pytest.raises(raised, match=str(status)):
        push(address)


def test_a_service_that_is_down_is_asked_again_later(service, browser):
    address = browser()
    service.control(down=True)

    with pytest.raises(GatewayDown, match="503"):
        push(address)
    with pytest.raises(GatewayDown):
        push(json.dumps({**json.loads(address), "endpoint": "http://127.0.0.1:9/push/x"}))


def test_a_browser_without_a_key_is_gone():
    with pytest.raises(Gone, match="no key of a browser"):
        push(json.dumps({"endpoint": "http://127.0.0.1:9/push/x", "p256dh": "AAAA", "auth": "AAAA"}))
