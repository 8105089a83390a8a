from uuid import uuid4

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.notifications import actions, queries, rules
from satuatap.domain.notifications.lifecycle import Channel, State
from satuatap.domain.notifications.models import Message
from satuatap.domain.notifications.tests.factories import SETUP, agree, pack_messages
from satuatap.kernel.actors import Actor, account_actor, system
from satuatap.kernel.errors import NotFound, Refused

POST = system("post")
PHONE = "+6281200004471"
WORDS = {"service": "Izin reklame", "number": "BWI-26-7K4M-29QX-5"}


def tell(at, key="told", **given):
    actions.notify(template="application-received", key=key, context=WORDS, by=POST, at=at, **given)


def test_a_notice_stands_in_the_list_and_goes_out_by_the_first_channel(texts, carrier, at):
    account = uuid4()
    agree(PHONE, Channel.WHATSAPP, at)
    agree("rani@example.test", Channel.EMAIL, at)
    ways = {"sms": PHONE, "email": "rani@example.test"}
    tell(at, account_id=account, path="/berkas/BWI-26-7K4M-29QX-5", channels=ways, unit_id=uuid4())

    states = dict(Message.objects.values_list("channel", "state"))
    assert states == {
        Channel.INAPP: State.DELIVERED,
        Channel.WHATSAPP: State.QUEUED,
        Channel.SMS: State.HELD,
        Channel.SLIP: State.HELD,
        Channel.EMAIL: State.QUEUED,  # along with the others, for whoever wants it
    }


def test_a_message_says_who_what_where_and_what_we_never_ask(texts, carrier, at, settings):
    settings.SITE_URL = "https://satuatap.example"
    agree(PHONE, Channel.WHATSAPP, at)
    tell(at, account_id=uuid4(), path="/berkas/1", channels={"sms": PHONE})

    message = Message.objects.get(channel=Channel.WHATSAPP)
    first, *_rest, link, warning = message.text.splitlines()
    assert first == "SatuAtap"
    assert link == "https://satuatap.example/berkas/1"
    assert warning == "Kami tidak pernah meminta uang, kata sandi, atau kode."
    assert message.text.count("https://") == 1
    assert "\n" not in Message.objects.get(channel=Channel.SMS).text
    assert "SatuAtap" not in Message.objects.get(channel=Channel.INAPP).text


def test_an_english_reader_gets_english_words_and_the_english_page(texts, carrier, at, settings):
    settings.SITE_URL = "https://satuatap.example"
    tell(at, account_id=uuid4(), path="/berkas/1", channels={"email": "a@example.test"}, language="en")

    message = Message.objects.get(channel=Channel.EMAIL)
    assert message.title == "We have received your application: Izin reklame"
    assert "https://satuatap.example/en/berkas/1" in message.text


def test_a_language_without_texts_reads_indonesian(texts, carrier, at):
    tell(at, account_id=uuid4(), language="jv")

    assert Message.objects.get().title.startswith("Permohonan")


def test_told_twice_sent_once(texts, carrier, at):
    for _again in range(2):
        tell(at, account_id=uuid4(), channels={"sms": PHONE})

    assert Message.objects.count() == 2
    assert Entry.objects.filter(verb="message.told").count() == 1


def test_a_nik_never_leaves_even_when_somebody_puts_it_in(texts, carrier, at):
    words = {"service": "SKTM 3510 0541 0389 9999", "number": "3510.0541.0389.9999"}
    actions.notify(template="application-received", key="k", context=words, account_id=uuid4(), by=POST, at=at)

    assert "9999" in Message.objects.get().text
    assert "0541" not in Message.objects.get().text


def test_without_installed_texts_nothing_is_told_quietly(db, carrier, at):
    with pytest.raises(LookupError, match="application-received"):
        tell(at, account_id=uuid4())


def test_a_missing_word_is_a_fault_and_leaves_nothing(texts, carrier, at):
    with pytest.raises(KeyError):
        actions.notify(template="application-received", key="k", context={}, account_id=uuid4(), by=POST, at=at)

    assert not Message.objects.exists()


def test_the_list_shows_own_messages_only(texts, carrier, at):
    mine, other, party = uuid4(), uuid4(), uuid4()
    tell(at, key="a", account_id=mine)
    tell(at, key="b", account_id=other)
    tell(at, key="c", party_id=party)
    actor = account_actor(mine, "Rani", party_id=party, proof=1)

    assert len(queries.for_account(actor).rows) == 1
    assert queries.unread_count(actor) == 1
    assert len(queries.for_account(account_actor(mine, "Rani", party_id=party, proof=2)).rows) == 2
    assert queries.for_account(Actor()).rows == ()


def test_reading_the_list_marks_own_messages(texts, carrier, at):
    mine = account_actor(uuid4(), "Rani")
    tell(at, key="a", account_id=mine.account_id)
    tell(at, key="b", account_id=uuid4())

    assert actions.mark_read(by=mine, at=at) == 1
    assert queries.unread_count(mine) == 0
    assert Message.objects.filter(read_at=None).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_one_query(rows, texts, carrier, at, django_assert_num_queries):
    mine = account_actor(uuid4(), "Rani")
    for number in range(rows):
        tell(at, key=f"k{number}", account_id=mine.account_id)
    with django_assert_num_queries(1):
        assert len(queries.for_account(mine).rows) == rows


def test_the_pack_texts_are_sound():
    assert list(rules.problems(pack_messages())) == []


def test_every_pack_message_fits_one_sms():
    longest = {name: "W" * length for name, length in rules.LONGEST.items()}
    for code, languages in pack_messages()["messages"].items():
        for lang, parts in languages.items():
            if "sms" not in parts:
                continue
            text = rules.fill_sms(parts["sms"], longest)
            link = "" if code in rules.WITHOUT_LINK else "x" * rules.SHORT_LINK
            whole = rules.compose(Channel.SMS, sender="SatuAtap Banyuwangi", body=text, link=link, warning="x" * 50)
            assert len(whole) <= rules.SMS_CHARACTERS, f"{code} {lang}"


def test_an_sms_speaks_plain_letters():
    assert rules.gsm("Café “Ümi” – 3 × 4 …\u00a0ok") == 'Café "Ümi" - 3 ? 4 ... ok'


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"messages": {"a": {"en": {"title": "t", "text": "t"}}}}, "/messages/a"),
        ({"messages": {"a": {"id": {"title": "t"}}}}, "/messages/a/id"),
        ({"messages": {"a": {"id": {"title": "t", "text": "{nik}"}}}}, "/messages/a/id/text"),
        ({"messages": {"a": {"id": {"title": "t", "text": "{service"}}}}, "/messages/a/id/text"),
        ({"messages": {"a": {"id": {"title": "t", "text": "lihat https://bit.ly/x"}}}}, "/messages/a/id/text"),
        (
            {"messages": {"a": {"id": {"title": "t", "text": "t", "whatsapp": "a", "sms": "x" * 100}}}},
            "/messages/a/id/sms",
        ),
        ({"messages": {"a": {"id": {"title": "t", "text": "t", "sms": "x"}}}}, "/messages/a/id"),
        ({"messages": {"a": {"id": {"title": "t", "text": "t", "short": "x"}}}}, "/messages/a/id/short"),
        ({"messages": {"a": {"id": {"title": "t", "text": "t", "sms": "“", "whatsapp": "a"}}}}, "/messages/a/id/sms"),
        ({"messages": {"a": {"id": {"title": "t", "text": "3510054103899999"}}}}, "/messages/a/id/text"),
        (
            {"messages": {"a": {"id": {"title": "t", "text": "t", "sms": "x", "whatsapp": "A b"}}}},
            "/messages/a/id/whatsapp",
        ),
        ({"manner": {"quiet": "9-5"}}, "/manner/quiet"),
        ({"manner": {"bundle": "soon"}}, "/manner/bundle"),
        ({"manner": {"wait": {"fax": "1 minute"}}}, "/manner/wait/fax"),
        ({"sender": {"id": "Pelayanan Publik Terpadu Banyuwangi"}}, "/sender/id"),
        ({"sender": {"en": "x"}}, "/sender"),
        ({"senders": {}}, "/senders"),
        ({"messages": []}, "/messages"),
    ],
)
def test_a_wrong_file_names_the_place(db, at, body, pointer):
    assert [where for where, _words in rules.problems(body)] == [pointer]
    with pytest.raises(Refused, match=pointer):
        actions.put_messages(body=body, by=SETUP, at=at)


def test_a_region_gives_its_own_name_and_keeps_the_rest(texts, carrier, at):
    actions.put_messages(body={"sender": {"id": "SatuAtap Banyuwangi"}}, by=SETUP, at=at)
    tell(at, account_id=uuid4(), channels={"sms": PHONE})

    assert Message.objects.get(channel=Channel.SMS).text.startswith("SatuAtap Banyuwangi: BWI-26")


def test_people_do_not_put_texts(db, at):
    with pytest.raises(NotFound):
        actions.put_messages(body={}, by=account_actor(uuid4(), "Rani"), at=at)
