"""The carrier's client and the sandbox process, talking over the loopback; and mail."""

import json
import smtplib

import pytest
from django.core import mail

from satuatap.adapters.messaging.http import HttpCarrier
from satuatap.adapters.messaging.mail import MailCarrier
from satuatap.adapters.messaging.sandbox import SECRET
from satuatap.adapters.wire.tests.running import postbox, running
from satuatap.domain.notifications.lifecycle import Channel, State
from satuatap.domain.notifications.ports import GatewayDown, NotAuthentic, Undeliverable
from satuatap.kernel.secrets import secret

MODULE = "satuatap.adapters.messaging.sandbox"
PHONE = "+6281200004471"


@pytest.fixture
def box():
    with postbox() as one:
        yield one


@pytest.fixture
def post_office(tmp_path, box):
    with running(MODULE, tmp_path, box.url) as process:
        yield process


@pytest.fixture
def carrier(post_office, tmp_path):
    return HttpCarrier(post_office.url, secret(SECRET, home=tmp_path))


def send(carrier, channel=Channel.SMS, key="k-1", text="482913 adalah kode masuk Anda <b>"):
    return carrier.send(address=PHONE, channel=channel, title="Kode", text=text, key=key)


def test_a_message_is_shown_once_and_reported(carrier, post_office, box):
    assert send(carrier) == send(carrier)

    page = post_office.ask("GET", "/")[1].decode()
    assert page.count("482913 adalah kode masuk Anda &lt;b&gt;") == 1
    report = carrier.read_report(*box.next())
    assert (report.key, report.state) == ("k-1", State.DELIVERED)
    found = json.loads(post_office.ask("GET", f"/messages?address=%2B{PHONE[1:]}")[1])
    assert [message["channel"] for message in found] == ["sms"]
    assert json.loads(post_office.ask("GET", "/messages?address=x")[1]) == []


def test_a_channel_that_turns_away_and_one_that_fails_later(carrier, post_office, box):
    post_office.control(refuse=["whatsapp"], fail=["sms"])
    with pytest.raises(Undeliverable, match="no whatsapp"):
        send(carrier, Channel.WHATSAPP)
    send(carrier, Channel.SMS)

    report = carrier.read_report(*box.next())
    assert (report.state, report.reason) == (State.FAILED, "the phone did not answer")


@pytest.mark.parametrize("fault", ["down", "half_answer"])
def test_trouble_means_try_again(carrier, post_office, fault):
    post_office.control(**{fault: True})
    with pytest.raises(GatewayDown):
        send(carrier)


def test_reports_come_twice_and_forged(carrier, post_office, box):
    post_office.control(repeat=2)
    send(carrier)
    assert carrier.read_report(*box.next()) == carrier.read_report(*box.next())

    post_office.control(repeat=1, forge=True)
    send(carrier, key="k-2")
    with pytest.raises(NotAuthentic):
        carrier.read_report(*box.next())


def test_strangers_send_nothing(post_office):
    with pytest.raises(GatewayDown, match="401"):
        send(HttpCarrier(post_office.url, b"guess"))


def test_it_remembers_after_a_restart(carrier, post_office):
    ref = send(carrier)
    post_office.end(hard=True)
    post_office.start()
    carrier.url = post_office.url

    assert send(carrier) == ref


def test_a_channel_that_never_reports_and_one_that_reads_later(carrier, post_office, box):
    post_office.control(silent=["whatsapp"], read=["sms"], read_after=0, repeat=2)
    send(carrier, Channel.WHATSAPP, key="k-1")
    send(carrier, Channel.SMS, key="k-2")

    reports = [carrier.read_report(*box.next()) for _letter in range(4)]
    assert {report.key for report in reports} == {"k-2"}
    assert [report.state for report in reports].count(State.READ) == 2


def test_somebody_answers_on_the_page_and_it_comes_signed_twice(carrier, post_office, box):
    send(carrier)
    box.next()
    post_office.control(repeat=2)
    post_office.press("/balas", key="k-1", text="Sudah <b>saya</b> kirim")

    first, again = (carrier.read_reply(*box.next()) for _letter in range(2))
    assert first == again
    assert (first.channel, first.address, first.text) == (Channel.SMS, PHONE, "Sudah <b>saya</b> kirim")


def test_a_report_is_no_answer_and_an_answer_no_report(carrier, post_office, box):
    send(carrier)
    letter = box.next()
    with pytest.raises(NotAuthentic):
        carrier.read_reply(*letter)
    post_office.press("/balas", key="k-1", text="Ya")
    with pytest.raises(NotAuthentic):
        carrier.read_report(*box.next())


def test_the_approved_name_goes_along(carrier, post_office):
    carrier.send(address=PHONE, channel=Channel.WHATSAPP, title="t", text="x", key="k-9", template="approved_id")

    assert json.loads(post_office.ask("GET", "/messages")[1])[0]["template"] == "approved_id"


class TestMail:
    def test_a_message_becomes_a_mail(self):
        ref = MailCarrier().send(
            address="rani@example.test", channel=Channel.EMAIL, title="Dokumen siap", text="…", key="k-1"
        )
        sent = mail.outbox[0]
        assert (sent.subject, sent.to, sent.extra_headers["Message-ID"]) == ("Dokumen siap", ["rani@example.test"], ref)

    @pytest.mark.parametrize(
        ("raised", "expected"),
        [
            (smtplib.SMTPRecipientsRefused({}), Undeliverable),
            (smtplib.SMTPServerDisconnected(), GatewayDown),
            (ConnectionRefusedError(), GatewayDown),
        ],
    )
    def test_a_server_in_trouble(self, monkeypatch, raised, expected):
        def fail(self):
            raise raised

        monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
        with pytest.raises(expected):
            MailCarrier().send(address="a@example.test", channel=Channel.EMAIL, title="t", text="t", key="k")

    def test_mail_reports_nothing(self):
        with pytest.raises(NotAuthentic):
            MailCarrier().read_report({}, b"")
        with pytest.raises(NotAuthentic):
            MailCarrier().read_reply({}, b"")
