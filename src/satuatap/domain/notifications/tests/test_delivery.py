from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from satuatap.domain.notifications import actions, ports, queries, tasks
from satuatap.domain.notifications.lifecycle import Channel, State
from satuatap.domain.notifications.models import Delivery, Message
from satuatap.domain.notifications.ports import GatewayDown, NotAuthentic, Report, Undeliverable
from satuatap.domain.notifications.tests.factories import agree
from satuatap.kernel.actors import account_actor, system
from satuatap.kernel.errors import NotFound

POST = system("post")
PHONE = "+6281200004471"
UNIT = uuid4()


@pytest.fixture
def told(plain_manner, carrier, at):
    """A notice to somebody who agreed to WhatsApp, with paper as the last way."""
    ways = {"sms": PHONE, "email": "rani@example.test"}
    agree(PHONE, Channel.WHATSAPP, at)
    words = {"service": "SKTM", "number": "BWI-26-7K4M-29QX-5"}
    actions.notify(
        template="accepted", key="k", context=words | {"until": "besok"}, channels=ways, unit_id=UNIT, by=POST, at=at
    )
    return carrier


def of(channel):
    return Message.objects.get(channel=channel)


def deliver(channel, at):
    actions.deliver(message_id=of(channel).pk, by=POST, at=at)


def report(channel, state, at, reason=""):
    said = Report(key=str(of(channel).pk), ref="ref-1", state=state, reason=reason)
    actions.take_report(report=said, by=POST, at=at)


def test_what_arrives_by_whatsapp_goes_no_further(told, at):
    deliver(Channel.WHATSAPP, at)
    report(Channel.WHATSAPP, State.DELIVERED, at)

    assert [sent["channel"] for sent in told.sent] == [Channel.WHATSAPP]
    assert of(Channel.WHATSAPP).state == State.DELIVERED
    assert of(Channel.SMS).state == of(Channel.SLIP).state == State.SKIPPED


def test_a_number_without_whatsapp_gets_an_sms(told, at):
    told.trouble = Undeliverable("no WhatsApp at this number")
    deliver(Channel.WHATSAPP, at)

    assert of(Channel.WHATSAPP).state == State.FAILED
    assert of(Channel.SMS).state == State.QUEUED
    assert Delivery.objects.get(outcome="refused").detail == "no WhatsApp at this number"


def test_a_failure_report_takes_the_next_rung(told, at):
    deliver(Channel.WHATSAPP, at)
    report(Channel.WHATSAPP, State.FAILED, at, "phone off for a day")
    deliver(Channel.SMS, at)
    report(Channel.SMS, State.FAILED, at)

    assert [sent["channel"] for sent in told.sent] == [Channel.WHATSAPP, Channel.SMS]
    assert of(Channel.SLIP).state == State.QUEUED
    assert Delivery.objects.filter(outcome="listed").count() == 1


def test_silence_takes_the_next_rung_once(told, at):
    deliver(Channel.WHATSAPP, at)
    assert queries.unheard(at + timedelta(minutes=14)) == []

    tasks.climb(at + timedelta(minutes=15))
    tasks.climb(at + timedelta(minutes=16))
    assert of(Channel.SMS).state == State.QUEUED
    assert Delivery.objects.filter(outcome="unheard").count() == 1

    report(Channel.WHATSAPP, State.READ, at)
    assert of(Channel.WHATSAPP).state == State.READ
    assert of(Channel.SMS).state == of(Channel.SLIP).state == State.SKIPPED


def test_reports_come_twice_and_in_any_order(told, at):
    report(Channel.WHATSAPP, State.DELIVERED, at)  # before we even noted that it was sent
    deliver(Channel.WHATSAPP, at)
    for _again in range(2):
        report(Channel.WHATSAPP, State.DELIVERED, at)
        report(Channel.WHATSAPP, State.FAILED, at)

    assert of(Channel.WHATSAPP).state == State.DELIVERED
    assert Delivery.objects.filter(outcome="delivered").count() == 1


def test_a_silent_gateway_is_tried_again_and_then_left(told, at):
    told.trouble = GatewayDown("connection refused")
    for _attempt in range(8):
        deliver(Channel.WHATSAPP, at)

    message = of(Channel.WHATSAPP)
    assert (message.state, message.attempts) == (State.FAILED, 6)
    assert of(Channel.SMS).state == State.QUEUED
    assert not told.sent


def test_a_job_that_runs_twice_sends_once(told, at):
    deliver(Channel.WHATSAPP, at)
    deliver(Channel.WHATSAPP, at)

    assert len(told.sent) == 1


def test_a_channel_without_gateway_is_passed_over(told, at, monkeypatch):
    monkeypatch.delitem(ports.gateways, "whatsapp")
    deliver(Channel.WHATSAPP, at)

    assert of(Channel.SMS).state == State.QUEUED


def test_a_report_for_nobody_changes_nothing(told, at):
    for key in (str(uuid4()), "nonsense"):
        actions.take_report(report=Report(key=key, ref="x", state=State.DELIVERED), by=POST, at=at)

    assert not Delivery.objects.exclude(outcome="asked").exists()


def test_a_report_without_proof_is_not_counted(told, at, monkeypatch):
    def refuse(headers, body):
        raise NotAuthentic("signature")

    monkeypatch.setattr(told, "read_report", refuse)
    with pytest.raises(NotAuthentic):
        actions.confirm_report(gateway="sms", headers={}, body=b"{}", by=POST, at=at)
    with pytest.raises(NotFound):
        actions.confirm_report(gateway="pigeon", headers={}, body=b"{}", by=POST, at=at)


def test_only_the_system_carries_messages(told, at):
    with pytest.raises(NotFound):
        actions.deliver(message_id=of(Channel.SMS).pk, by=account_actor(uuid4(), "Rani"), at=at)


class TestCode:
    @pytest.fixture(autouse=True)
    def _asked(self, plain_manner, carrier, at):  # noqa: ARG002 (the order of fixtures counts)
        self.carrier = carrier
        agree(PHONE, Channel.WHATSAPP, at)
        actions.send_code(address=PHONE, code="482913", by=POST, at=at)

    def test_the_code_is_kept_nowhere_in_the_clear(self):
        for row in Message.objects.values():
            assert "482913" not in str({k: bytes(v) if k == "sealed" else v for k, v in row.items()})
        assert "••••••" in of(Channel.WHATSAPP).text

    def test_the_person_gets_the_code_itself(self, at):
        deliver(Channel.WHATSAPP, at)

        assert "482913 adalah kode masuk Anda" in self.carrier.sent[0]["text"]
        assert of(Channel.WHATSAPP).sealed is None
        assert of(Channel.SMS).sealed is not None

    def test_a_code_climbs_within_a_minute(self, at):
        deliver(Channel.WHATSAPP, at)
        tasks.climb(at + timedelta(seconds=60))
        deliver(Channel.SMS, at + timedelta(seconds=60))

        assert [sent["channel"] for sent in self.carrier.sent] == [Channel.WHATSAPP, Channel.SMS]
        assert not Message.objects.exclude(sealed=None).exists()

    def test_an_old_code_is_dropped(self, at):
        for channel in (Channel.WHATSAPP, Channel.SMS):
            deliver(channel, at + timedelta(minutes=10))

        assert not self.carrier.sent
        assert not Message.objects.exclude(sealed=None).exists()

    def test_the_database_refuses_a_sent_message_with_its_code(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(channel=Channel.WHATSAPP).update(state=State.SENT)

    def test_whoever_has_not_agreed_to_whatsapp_gets_the_code_by_sms(self, at):
        actions.send_code(address="+6281200009999", code="111222", by=POST, at=at)

        assert [m.channel for m in Message.objects.filter(address="+6281200009999")] == [Channel.SMS]

    def test_a_code_for_an_address_goes_by_mail(self, at):
        actions.send_code(address="rani@example.test", code="111222", by=POST, at=at)

        assert of(Channel.EMAIL).title == "Kode masuk Anda"

    @pytest.mark.parametrize(
        ("language", "says"), [("id", "kode untuk membuat janji"), ("en", "is the code for booking")]
    )
    def test_a_code_says_what_it_is_for(self, at, language, says):
        who = "+6281200009999"
        actions.send_code(address=who, code="111222", words_of="code-appointment", language=language, by=POST, at=at)

        message = Message.objects.get(address=who)
        assert says in message.text
        assert message.template == "code"  # counts as a code, not as one of the day's messages
