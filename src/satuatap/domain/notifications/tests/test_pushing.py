"""Browsers that want to be told: which addresses we push to, and what becomes of those that are gone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.notifications import actions, ports, queries, rules, tasks
from satuatap.domain.notifications.lifecycle import Channel, State
from satuatap.domain.notifications.models import Browser, Message, MessageTemplate
from satuatap.kernel.actors import account_actor, system
from satuatap.kernel.errors import NotFound, Refused

POST = system("post")
PHONE = "+6281200004471"
KEYS = {"p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg"}  # fmt: skip
FIREFOX = "https://updates.push.services.mozilla.com/wpush/v2/abc"
SANDBOX = "http://localhost:8008"


@pytest.mark.parametrize(
    "endpoint", [FIREFOX, "https://fcm.googleapis.com/fcm/send/a:b", "https://web.push.apple.com/x", "https://sg2p.notify.windows.com/w/?token=x",
                 "https://fcm.googleapis.com:443/x", f"{SANDBOX}/push/x"]
)  # fmt: skip
def test_known_push_services_are_pushed_to(endpoint):
    assert rules.is_service(endpoint, {SANDBOX})


@pytest.mark.parametrize(
    "endpoint", ["http://fcm.googleapis.com/x", "https://fcm.googleapis.com.evil.example/x", "https://evilfcm.googleapis.com/x",
                 "https://fcm.googleapis.com@10.0.0.1/x", "https://u:p@fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x",
                 "https://10.0.0.1/x", "http://localhost:8001/push/x", "http://localhost:8008@evil.example/", "file:///etc/passwd", "",
                 "https://fcm.googleapis.com/\r\nHost: x", "https://[fcm.googleapis.com/x", FIREFOX + "x" * 1000]
)  # fmt: skip
def test_no_other_door_is_knocked_at(endpoint):
    assert not rules.is_service(endpoint, {SANDBOX})


@pytest.fixture
def browser(plain_manner, carrier, monkeypatch, at):
    """A browser that wants to be told of something, here of a text."""
    monkeypatch.setitem(ports.gateways, "push", carrier)
    monkeypatch.setattr(ports, "push_names", ["name"])
    about = MessageTemplate.objects.first()
    return actions.subscribe(about=about, endpoint=FIREFOX, **KEYS, until=at + timedelta(hours=8), by=POST, at=at)


def tell(browser, at, **channels):
    actions.notify(
        template="turn-near", key="turn", channels={"push": str(browser.pk), **channels}, path="/nomor/abc", by=POST, at=at,
        context={"number": "A-014", "count": 3, "place": "MPP"},
    )  # fmt: skip


def deliver(at):
    actions.deliver(message_id=Message.objects.get(channel=Channel.PUSH).pk, by=POST, at=at)


def test_a_browser_is_told_with_nothing_but_the_turn_and_a_link(browser, carrier, at):
    tell(browser, at)
    deliver(at)

    (sent,) = carrier.sent
    assert FIREFOX in sent["address"]
    assert "A-014" in sent["text"]
    assert sent["text"].splitlines()[-1].endswith("/nomor/abc")
    assert Message.objects.get().state == State.SENT
    assert not {FIREFOX, KEYS["auth"]} & set(Message.objects.values_list("address", flat=True))


def test_it_goes_beside_the_telephone_and_spares_nothing(browser, at):
    tell(browser, at, sms=PHONE)

    assert {(m.channel, m.state, m.rung) for m in Message.objects.all()} == {
        ("sms", "queued", 1),
        ("push", "queued", 0),
    }
    deliver(at)
    assert Message.objects.get(channel=Channel.SMS).state == State.QUEUED


def test_who_has_unsubscribed_is_forgotten(browser, carrier, at, monkeypatch):
    def gone(**_message):
        raise ports.Gone("status 410")

    monkeypatch.setattr(carrier, "send", gone)
    tell(browser, at)
    deliver(at)

    assert Message.objects.get().state == State.FAILED
    assert not Browser.objects.exists()


def test_a_service_in_trouble_is_asked_again_and_the_browser_kept(browser, carrier, at, monkeypatch):
    def busy(**_message):
        raise ports.GatewayDown("status 429")

    monkeypatch.setattr(carrier, "send", busy)
    tell(browser, at)
    deliver(at)

    assert (Message.objects.get().state, Message.objects.get().attempts) == (State.QUEUED, 1)
    assert Browser.objects.exists()


def test_an_address_that_is_no_service_any_more_is_not_pushed_to(browser, carrier, at):
    Browser.objects.update(endpoint="https://10.0.0.1/x")
    tell(browser, at)
    deliver(at)

    assert not carrier.sent
    assert Message.objects.get().state == State.FAILED


def test_strange_addresses_and_keys_are_refused(browser, at):
    about = MessageTemplate.objects.first()
    for wrong in ({"endpoint": "https://10.0.0.1/x"}, {"p256dh": "AAAA"}, {"auth": "é"}, {"auth": "A"}):
        with pytest.raises(Refused, match="tidak dapat kami kabari"):
            actions.subscribe(about=about, **({"endpoint": FIREFOX} | KEYS | wrong), until=at, by=POST, at=at)


def test_nothing_is_pushed_where_we_have_no_name(texts, at, monkeypatch):
    monkeypatch.setattr(ports, "push_names", [])
    with pytest.raises(NotFound):
        actions.subscribe(about=MessageTemplate.objects.first(), endpoint=FIREFOX, **KEYS, until=at, by=POST, at=at)


def test_the_last_browser_is_told_and_forgotten_when_its_time_is_over(browser, at):
    kind = MessageTemplate._meta.label_lower
    assert list(queries.browsers_about(kind, at).values()) == [str(browser.pk)]

    tasks.forget_browsers(at + timedelta(hours=7))
    assert Browser.objects.exists()
    assert queries.browsers_about(kind, at + timedelta(hours=8)) == {}
    tasks.forget_browsers(at + timedelta(hours=8))
    assert not Browser.objects.exists()
    assert Entry.objects.filter(verb="message.browsers-forgotten").count() == 1


@pytest.fixture
def owner(browser):
    return account_actor(uuid4(), "Rani")


def news(owner, at, key="news", **channels):
    actions.notify(
        template="turn-near", key=key, account_id=owner.account_id, channels=channels, path="/nomor/abc", by=POST, at=at,
        context={"number": "A-014", "count": 3, "place": "MPP"},
    )  # fmt: skip


def ways():
    return sorted(Message.objects.values_list("channel", flat=True))


def test_the_browser_of_an_account_is_told_what_the_account_is_told_until_it_is_switched_off(owner, carrier, at):
    news(owner, at, "before")
    assert ways() == ["inapp"]
    actions.subscribe_own(endpoint=FIREFOX, **KEYS, by=owner, at=at)
    news(owner, at, sms=PHONE)
    assert ways() == ["inapp", "inapp", "push", "sms"]
    deliver(at)
    assert "A-014" in carrier.sent[0]["text"]

    for _twice in range(2):
        actions.unsubscribe(account_id=owner.account_id, by=owner, at=at)
    news(owner, at, "after")
    assert ways().count("push") == 1
    assert Entry.objects.filter(verb="message.own-browser-dropped").count() == 1


def test_of_an_account_one_browser_is_told_and_for_half_a_year(owner, at):
    for _browser in range(2):
        actions.subscribe_own(endpoint=FIREFOX, **KEYS, by=owner, at=at)
    assert Browser.objects.filter(about_id=owner.account_id).count() == 1

    news(owner, at + timedelta(days=183))
    assert ways() == ["inapp"]


def test_who_has_no_account_has_no_browser_of_it(owner, at):
    with pytest.raises(NotFound):
        actions.subscribe_own(endpoint=FIREFOX, **KEYS, by=POST, at=at)
