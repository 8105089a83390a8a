"""What people answer by telephone: once, to where the last message spoke of, or before a person."""

from uuid import uuid4

import pytest

from satuatap.domain.notifications import actions, queries
from satuatap.domain.notifications.events import ReplyCame
from satuatap.domain.notifications.lifecycle import Channel, ReplyState
from satuatap.domain.notifications.models import Message, Reply
from satuatap.domain.notifications.ports import Incoming
from satuatap.domain.notifications.tests.factories import agree
from satuatap.kernel.actors import Actor, Holding, account_actor, system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.usefixtures("plain_manner")
POST = system("post")
PHONE = "+6281200004471"


def answer(at, text="Sudah saya kirim", key="MI1", channel=Channel.SMS):
    actions.take_reply(incoming=Incoming(key, channel, PHONE, text), by=POST, at=at)


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setattr("satuatap.domain.notifications.actions.replies.publish", found.append)
    return found


@pytest.fixture
def case_id(plain_manner, at):
    """A message about a case that went out to the number."""
    case_id = uuid4()
    Message.objects.create(
        key="k", channel="sms", rung=1, address=PHONE, template="accepted", language="id", text="x", state="sent",
        about_kind="cases.case", about_id=case_id, created_at=at, sent_at=at,
    )  # fmt: skip
    return case_id


def test_an_answer_goes_once_to_what_the_last_message_spoke_of(case_id, heard, at):
    for _again in range(2):
        answer(at)

    reply = Reply.objects.get()
    assert heard == [ReplyCame(reply_id=reply.pk, about_id=case_id)]
    actions.settle_reply(reply_id=reply.pk, is_placed=True, by=POST, at=at)
    assert Reply.objects.get().state == ReplyState.PLACED


def test_the_word_stops_and_starts_a_channel(case_id, heard, at):
    agree(PHONE, Channel.WHATSAPP, at)
    answer(at, " stop. ", "a")
    assert queries.wishes(PHONE, "", at.date()).sms is False
    assert queries.wishes(PHONE, "", at.date()).whatsapp is True
    actions.notify(
        template="approved", key="n", context={"service": "s", "number": "n"}, channels={"sms": PHONE}, by=POST, at=at
    )
    assert [m.channel for m in Message.objects.filter(key="n")] == ["whatsapp"]

    answer(at, "MULAI", "b")
    assert queries.wishes(PHONE, "", at.date()).sms is True
    assert heard == []


def test_what_fits_nothing_waits_for_a_person(plain_manner, heard, at):
    unit = uuid4()
    officer = Actor(id="account:1", account_id=uuid4(), holdings=(Holding("front-officer", unit),))
    answer(at)
    (row,) = queries.lost_replies(officer).rows
    assert (row.sender, row.text) == ("•••• 4471", "Sudah saya kirim")

    with pytest.raises(Refused):
        actions.finish_reply(reply_id=row.id, remark=" ", by=officer, at=at)
    with pytest.raises(NotFound):
        actions.finish_reply(reply_id=row.id, remark="x", by=account_actor(uuid4(), "Rani"), at=at)
    actions.finish_reply(reply_id=row.id, remark="Ditelepon.", by=officer, at=at)
    assert queries.lost_replies(officer).rows == ()


def test_a_lost_answer_about_a_case_is_for_its_unit_only(case_id, heard, at):
    mine, other = uuid4(), uuid4()
    Message.objects.update(unit_id=mine)
    answer(at)
    actions.settle_reply(reply_id=Reply.objects.get().pk, is_placed=False, by=POST, at=at)

    def sees(unit):
        actor = Actor(id="account:1", account_id=uuid4(), holdings=(Holding("front-officer", unit),))
        return len(queries.lost_replies(actor).rows)

    assert (sees(mine), sees(other), len(queries.lost_replies(Actor()).rows)) == (1, 0, 0)


def test_people_do_not_bring_answers(case_id, at):
    with pytest.raises(NotFound):
        actions.take_reply(incoming=Incoming("k", Channel.SMS, PHONE, "x"), by=account_actor(uuid4(), "Rani"), at=at)
