"""Whatever is reported in whatever order: one way at a time, and in the end the person has it or it is on paper."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.notifications import actions, queries, tasks
from satuatap.domain.notifications.lifecycle import Channel, State
from satuatap.domain.notifications.models import Delivery, Message
from satuatap.domain.notifications.ports import GatewayDown, Report, Undeliverable
from satuatap.domain.notifications.tests.factories import agree
from satuatap.kernel.actors import Actor, Holding, account_actor, system
from satuatap.kernel.errors import NotFound

pytestmark = pytest.mark.usefixtures("texts", "carrier")
POST = system("post")
PHONE, UNIT = "+6281200004471", uuid4()
WORDS = {"service": "SKTM", "number": "BWI-26-7K4M-29QX-5"}
STEP = st.tuples(
    st.sampled_from(["deliver", "down", "refuse", "climb", State.DELIVERED, State.READ, State.FAILED]),
    st.sampled_from([Channel.WHATSAPP, Channel.SMS]),
)


def tell(at, key="k", **given):
    facts = {"channels": {"sms": PHONE}, "unit_id": UNIT, "party_id": None, "path": "/berkas/1"} | given
    actions.notify(template="application-received", key=key, context=WORDS, by=POST, at=at, **facts)


def rungs(key):
    return list(Message.objects.filter(key=key, rung__gt=0).order_by("rung"))


def act(step, channel, key, carrier, at):
    message = next((row for row in rungs(key) if row.channel == channel), None)
    carrier.trouble = {"down": GatewayDown("x"), "refuse": Undeliverable("x")}.get(step)
    if step == "climb":
        tasks.climb(at)
    elif step in ("deliver", "down", "refuse"):
        actions.deliver(message_id=message.pk, by=POST, at=at)
    else:
        actions.take_report(report=Report(key=str(message.pk), ref="r", state=step), by=POST, at=at)


@pytest.mark.usefixtures("plain_manner")
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=14))
def test_one_way_at_a_time_and_never_lost(steps, carrier, at):
    key = uuid4().hex
    Message.objects.all().delete()
    if not queries.wishes(PHONE, "", at.date()).whatsapp:
        agree(PHONE, Channel.WHATSAPP, at)
    tell(at, key)
    now = at
    for step, channel in steps:
        now += timedelta(minutes=6)
        act(step, channel, key, carrier, now)
        states = [row.state for row in rungs(key)]
        assert states.count(State.QUEUED) + states.count(State.SENT) <= 1
    carrier.trouble = Undeliverable("x")
    for _again in range(4):  # everything that is still under way comes to nothing
        now += timedelta(minutes=20)
        for row in rungs(key):
            actions.deliver(message_id=row.pk, by=POST, at=now)
        tasks.climb(now)
    *_phone, slip = rungs(key)
    arrived = [row for row in rungs(key) if row.state in (State.DELIVERED, State.READ)]
    assert bool(arrived) is not (slip.state == State.QUEUED)


@pytest.mark.usefixtures("plain_manner")
class TestWays:
    def test_without_any_telephone_it_is_paper_at_once(self, at):
        tell(at, channels={}, party_id=uuid4())

        assert [row.channel for row in Message.objects.filter(state=State.QUEUED)] == ["slip"]

    def test_without_a_telephone_mail_is_the_way_and_what_was_sent_has_arrived(self, at):
        tell(at, channels={"email": "rani@example.test"})
        mail, slip = rungs("k")
        actions.deliver(message_id=mail.pk, by=POST, at=at)

        slip.refresh_from_db()
        assert slip.state == State.SKIPPED

    def test_an_address_in_an_sms_is_short_and_leads_to_the_page(self, at):
        tell(at, language="en")
        short = Message.objects.get(channel="sms").short

        assert f"/k/{short}" in Message.objects.get(channel="sms").text
        assert queries.page_of_short(short) == "/en/berkas/1"
        for nothing in ("", "abc"):
            with pytest.raises(NotFound):
                queries.page_of_short(nothing)


class TestManner:
    def test_nobody_is_disturbed_at_night(self, carrier, at):
        night = at.replace(hour=15)  # 22.00 in Banyuwangi
        tell(night)
        sms = Message.objects.get(channel="sms")
        assert sms.send_at == (night + timedelta(days=1)).replace(hour=0)  # 07.00

        actions.deliver(message_id=sms.pk, by=POST, at=night + timedelta(minutes=5))
        assert not carrier.sent
        actions.deliver(message_id=sms.pk, by=POST, at=sms.send_at)
        assert len(carrier.sent) == 1

    def test_a_code_comes_at_night_too(self, carrier, at):
        actions.send_code(address=PHONE, code="482913", by=POST, at=at.replace(hour=15))
        actions.deliver(message_id=Message.objects.get().pk, by=POST, at=at.replace(hour=15))

        assert len(carrier.sent) == 1

    def test_what_happens_within_a_minute_is_told_together(self, at):
        account = uuid4()
        for number in range(3):
            tell(at + timedelta(seconds=number), f"k{number}", account_id=account, path=f"/berkas/{number}")

        (sms,) = Message.objects.filter(channel="sms")
        assert "Ada 3 kabar untuk Anda" in sms.text
        assert sms.path == "/akun/pesan"
        assert Message.objects.filter(channel="inapp").count() == 3
        assert Message.objects.get(channel="slip").text.count("BWI-26-7K4M-29QX-5") == 3
        assert Delivery.objects.filter(outcome="joined").count() == 2

        tell(at + timedelta(minutes=2), "later", account_id=account)
        assert Message.objects.filter(channel="sms").count() == 2

    def test_who_was_told_enough_today_hears_the_rest_tomorrow(self, plain_manner, at):
        plain_manner.most_a_day = 2
        plain_manner.save()
        for number in range(4):
            tell(at + timedelta(minutes=number), f"k{number}", account_id=uuid4())

        today = [
            m.send_at < at + timedelta(hours=1) for m in Message.objects.filter(channel="sms").order_by("created_at")
        ]
        assert today == [True, True, False, False]


@pytest.mark.usefixtures("plain_manner")
class TestPaper:
    @pytest.fixture
    def officer(self):
        return Actor(id="account:1", name="Budi", account_id=uuid4(), holdings=(Holding("front-officer", UNIT),))

    @pytest.fixture
    def slip(self, at):
        tell(at, channels={}, area_code="35.10.24.2008")
        return Message.objects.get(channel="slip")

    def test_an_officer_prints_and_hands_over(self, slip, officer, at):
        assert [row.id for row in queries.slips(officer).rows] == [slip.pk]
        for _again in range(2):
            actions.print_slip(message_id=slip.pk, by=officer, at=at)
        actions.give_slip(message_id=slip.pk, by=officer, at=at)

        slip.refresh_from_db()
        assert slip.state == State.DELIVERED
        assert queries.slips(officer).rows == ()
        assert [row.outcome for row in slip.deliveries.order_by("id")] == ["asked", "printed", "given"]

    def test_so_does_the_village_but_no_other(self, slip, at):
        village = Actor(id="account:2", account_id=uuid4(), holdings=(Holding("village-officer", uuid4()),))
        other = frozenset({"35.10.24.2009"})

        assert len(queries.slips(village, areas=frozenset({"35.10.24.2008"})).rows) == 1
        assert queries.slips(village, areas=other).rows == queries.slips(Actor()).rows == ()
        for act in (actions.print_slip, actions.give_slip):
            with pytest.raises(NotFound):
                act(message_id=slip.pk, by=village, at=at, areas=other)
            with pytest.raises(NotFound):
                act(message_id=slip.pk, by=account_actor(uuid4(), "Rani"), at=at)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_costs_one_query(self, rows, officer, at, django_assert_num_queries):
        for number in range(rows):
            tell(at, f"k{number}", channels={})
        with django_assert_num_queries(1):
            assert len(queries.slips(officer).rows) == rows


@pytest.mark.usefixtures("plain_manner")
def test_the_log_says_when_and_how_but_neither_number_nor_words(carrier, at):
    about = Message(pk=uuid4())
    tell(at, about=about)
    carrier.trouble = Undeliverable("no phone at +6281200004471")
    actions.deliver(message_id=Message.objects.get(channel="sms").pk, by=POST, at=at)

    rows = queries.log_about(about.pk)
    assert [row.outcome for row in rows] == ["listed", "refused", "asked"]
    assert PHONE not in str(rows)
    assert rows[1].to == "•••• 4471"
