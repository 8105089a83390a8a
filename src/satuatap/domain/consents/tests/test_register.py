"""The register of consents: what was said last, in the words in force, counts; lines are only added."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.audit.models import Entry
from satuatap.domain.consents import actions, queries
from satuatap.domain.consents.models import Consent
from satuatap.domain.consents.tests.factories import agree_to, next_version, pack_wordings, put_pack_wordings, take_back
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 5, tzinfo=UTC)
TODAY = AT.date()
PHONE, BY = "+6281200004471", system("test")


def holds(purpose="whatsapp", subject=PHONE, on=TODAY):
    return queries.holds(purpose, subject, on)


def test_given_it_holds_and_taken_back_it_stops_at_once():
    agree_to("whatsapp", PHONE, AT)
    assert holds()
    assert not holds("email")
    assert not holds(subject="+6281200004472")

    take_back("whatsapp", PHONE, AT)
    assert not holds()
    assert [line.given for line in queries.lines([PHONE], AT.date(), "id")] == [False, True]
    assert [e.verb for e in Entry.objects.filter(verb__startswith="consents.").exclude(verb="consents.wordings-put")] == [
        "consents.given", "consents.withdrawn",
    ]  # fmt: skip


def test_said_twice_it_stands_once():
    for _again in range(2):
        agree_to("whatsapp", PHONE, AT)
    for _again in range(2):
        take_back("whatsapp", PHONE, AT)

    assert Consent.objects.count() == 2


def test_new_words_ask_again_from_their_day_and_not_before():
    agree_to("whatsapp", PHONE, AT)
    tomorrow = AT.date() + timedelta(days=1)
    actions.put_wordings(rows=[*pack_wordings(), next_version("whatsapp", tomorrow)], by=BY, at=AT)

    assert holds(on=AT.date())
    assert not holds(on=tomorrow)
    later = AT + timedelta(days=1)
    with pytest.raises(Refused, match="baru saja berubah"):
        actions.give(purpose="whatsapp", whose=actions.Whose(PHONE), how="page", version=1, by=BY, at=later)
    actions.give(purpose="whatsapp", whose=actions.Whose(PHONE), how="page", version=2, by=BY, at=later)
    assert holds(on=tomorrow)
    counted = {(row.version, row.given) for row in queries.counts(tomorrow, "id") if row.purpose == "whatsapp"}
    assert counted == {(2, 1), (1, 0)}


def test_words_in_force_are_never_edited_and_a_purpose_no_longer_asked_holds_no_more():
    agree_to("whatsapp", PHONE, AT)
    first, *others = pack_wordings()
    changed = {lang: dict(texts) | {"words": "Lain."} for lang, texts in first.texts.items()}
    other = actions.WordingRow(first.purpose, 1, first.from_on, first.adult_from, changed, first.source)
    with pytest.raises(Refused, match="write a new version"):
        actions.put_wordings(rows=[other, *others], by=BY, at=AT)
    assert actions.put_wordings(rows=pack_wordings(), by=BY, at=AT) == 0  # a second time changes nothing

    actions.put_wordings(rows=[row for row in pack_wordings() if row.purpose != "whatsapp"], by=BY, at=AT)
    assert not holds()
    with pytest.raises(Refused, match="tidak kami minta lagi"):
        actions.give(purpose="whatsapp", whose=actions.Whose(PHONE), how="page", by=BY, at=AT)


def test_only_the_installer_puts_words():
    with pytest.raises(NotFound):
        actions.put_wordings(rows=[], by=Actor(id="account:1"), at=AT)


def test_void_closes_what_was_given_alone_and_a_word_does_not_bring_it_back():
    agree_to("whatsapp", PHONE, AT)
    agree_to("village-phone", PHONE, AT, ground="parent")

    assert actions.void(subjects=[PHONE, ""], party_id=uuid4(), by=BY, at=AT) == 1
    assert (holds(), holds("village-phone")) == (False, True)
    assert not queries.word_may_restore("whatsapp", PHONE, AT.date())


def test_a_word_brings_back_the_same_words_only():
    assert not queries.word_may_restore("whatsapp", PHONE, AT.date())  # never agreed
    agree_to("whatsapp", PHONE, AT)
    take_back("whatsapp", PHONE, AT)
    assert queries.word_may_restore("whatsapp", PHONE, AT.date())

    tomorrow = AT.date() + timedelta(days=1)
    actions.put_wordings(rows=[*pack_wordings(), next_version("whatsapp", tomorrow)], by=BY, at=AT)
    assert not queries.word_may_restore("whatsapp", PHONE, tomorrow)


ACT = st.tuples(
    st.sampled_from(["give", "withdraw"]), st.sampled_from(["whatsapp", "email"]), st.sampled_from(["a", "b"])
)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACT, max_size=12))
def test_what_holds_is_what_was_said_last_and_no_line_is_lost(acts):
    subject = {"a": uuid4().hex, "b": uuid4().hex}
    put_pack_wordings(AT)
    said: dict[tuple[str, str], bool] = {}
    lines = 0
    for verb, purpose, who in acts:
        whose, was = actions.Whose(subject[who]), said.get((who, purpose), False)
        if verb == "give":
            actions.give(purpose=purpose, whose=whose, how="page", by=BY, at=AT)
        else:
            actions.withdraw(purpose=purpose, whose=whose, how="page", by=BY, at=AT)
        said[who, purpose] = verb == "give"
        lines += said[who, purpose] != was

    expected = {(subject[who], purpose) for (who, purpose), holds_now in said.items() if holds_now}
    assert queries.holding(list(subject.values()), AT.date()) == expected
    assert len(queries.lines(list(subject.values()), AT.date(), "id")) == lines


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [("2008-11-24", "2026-11-23", 17), ("2008-11-23", "2026-11-23", 18), ("2008-02-29", "2026-02-28", 17)],
)
def test_age(born, day, years):
    assert queries.age_on(date.fromisoformat(born), date.fromisoformat(day)) == years


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ([{"code": "pizza", "versions": [{"version": 1}]}], "/consents/0/code"),
        ([{"code": "push", "versions": [{"version": 2}]}], "/consents/0/versions"),
        (
            [{"code": "push", "versions": [{"version": 1, "from": AT}, {"version": 2, "from": AT}]}],
            "/consents/0/versions",
        ),
    ],
)
def test_a_pack_is_told_what_is_wrong(told, at):
    assert [pointer for pointer, _what, _remedy in queries.problems(told)] == [at]
