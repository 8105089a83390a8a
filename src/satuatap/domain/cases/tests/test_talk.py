"""The thread with the applicant, notes among officers, and a colleague's opinion."""

from uuid import uuid4

import pytest
from tests.support.cast import make_officer
from tests.support.queue import drain

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, Note, Opinion, Post
from satuatap.domain.notifications.models import Message
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

from .factories import JPEG, do, make_case, make_draft

QUESTION = "Apakah foto dari HP boleh?"


@pytest.fixture
def case(permit, rani, noon):
    return make_case(rani, noon)


@pytest.fixture
def tini(licensing):
    """Works at the agency, but at no step of Rani's case."""
    return make_officer("Tini Contoh", licensing, "unit-admin")


def write(case, by, at, text=QUESTION, key=None, **changes):
    return actions.write_post(case_id=case.pk, key=key or uuid4(), text=text, by=by, at=at, **changes)


def read(case, by):
    return queries.talk(actor=by, number=case.number)


def seen(case, by, at):
    """The page of the case."""
    return queries.get_case(actor=by, case_id=case.pk, now=at)


def ask(case, by, at, unit, **asked):
    key = asked.pop("key", uuid4())
    return actions.ask_opinion(case_id=case.pk, key=key, unit_id=unit.pk, question="Aman?", by=by, at=at, **asked)


class TestThread:
    def test_a_question_and_its_answer(self, case, rani, budi, noon):
        write(case, rani, noon)
        assert seen(case, budi, noon).new_posts == 1
        assert queries.questions(budi)[0][0].number == case.number

        write(case, budi, noon, "Boleh, asal terbaca.")
        question, answer = read(case, rani).posts
        assert (question.is_own, question.answered_at) == (True, noon)
        assert (answer.is_own, answer.who, answer.is_new) == (False, "", True)
        assert [row.answered_by for row in read(case, budi).posts] == ["Budi Contoh", ""]
        assert queries.questions(budi) == ((), ())
        assert seen(case, rani, noon).new_posts == 1

    def test_what_was_read_is_no_longer_new(self, case, rani, budi, tini, noon):
        write(case, rani, noon)

        assert actions.mark_seen(case_id=case.pk, by=tini, at=noon) == 0
        assert actions.mark_seen(case_id=case.pk, by=rani, at=noon) == 0
        assert actions.mark_seen(case_id=case.pk, by=budi, at=noon) == 1
        assert seen(case, budi, noon).new_posts == 0

    def test_sent_twice_it_is_there_once(self, case, rani, noon):
        key = uuid4()
        for _again in range(2):
            write(case, rani, noon, key=key)

        assert Post.objects.count() == 1

    def test_a_question_stops_no_clock(self, case, rani, budi, noon):
        do(case, "periksa", "accept", budi, noon)
        before = Case.objects.values("state", "due_at", "waiting_for", "version").get(pk=case.pk)

        write(case, rani, noon)

        assert Case.objects.values("state", "due_at", "waiting_for", "version").get(pk=case.pk) == before
        assert not case.pauses.exists()

    def test_the_applicant_is_told_that_there_is_something_to_read(self, case, budi, noon):
        drain()
        for text in ("Foto Bu Rani gelap.", "Mohon kirim lagi."):
            write(case, budi, noon, text)
        drain()

        told = Message.objects.filter(template="office-wrote", channel="inapp")
        assert [message.path for message in told] == [f"/berkas/{case.number}/pesan"] * 2
        assert not [message for message in Message.objects.all() if "gelap" in message.text]

    def test_a_paper_goes_along(self, case, rani, budi, tono, noon):
        post = write(case, rani, noon, upload=(JPEG, "lokasi.jpg"))

        assert read(case, budi).posts[0].file_name == "lokasi.jpg"
        _file, data = queries.post_file(actor=budi, case_id=case.pk, post_id=post.pk, at=noon)
        assert data
        assert Entry.objects.filter(verb="looked", purpose__contains="lampiran").count() == 1
        with pytest.raises(NotFound):
            queries.post_file(actor=tono, case_id=case.pk, post_id=post.pk, at=noon)

    def test_a_paper_of_the_wrong_kind_writes_nothing(self, case, rani, noon):
        with pytest.raises(Refused) as refusal:
            write(case, rani, noon, upload=(b"MZ", "virus.exe"))

        assert refusal.value.field == "berkas"
        assert not Post.objects.exists()

    def test_the_trace_does_not_say_what_was_written(self, case, rani, noon):
        write(case, rani, noon, "Rahasia saya")

        entry = Entry.objects.get(verb="case.written")
        assert entry.fields == ["text"]
        assert "Rahasia" not in str(Entry.objects.values())

    @pytest.mark.parametrize(("text", "code"), [("  \n", "empty"), ("x" * 2001, "too-long")])
    def test_nothing_and_too_much_are_refused(self, case, rani, noon, text, code):
        with pytest.raises(Refused) as refusal:
            write(case, rani, noon, text)
        assert refusal.value.code == code

    def test_strangers_write_and_read_nothing(self, case, dewi, tono, tini, noon):
        for stranger in (dewi, tono):
            with pytest.raises(NotFound):
                write(case, stranger, noon)
            with pytest.raises(NotFound):
                read(case, stranger)
        with pytest.raises(Refused, match="peran lain"):
            write(case, tini, noon)
        assert not read(case, tini).may_write

    def test_a_draft_has_no_thread_and_an_ended_case_is_closed(self, case, rani, budi, noon):
        draft = make_draft(rani, noon)
        with pytest.raises(NotFound):
            write(draft, rani, noon)
        with pytest.raises(NotFound):
            read(draft, rani)

        actions.withdraw(case_id=case.pk, key=uuid4(), reason="", by=rani, at=noon)
        with pytest.raises(Refused, match="ditutup"):
            write(case, rani, noon)
        assert read(case, budi).is_closed

    def test_a_reply_by_telephone_lands_once(self, case, budi, rani, noon):
        key = uuid4()
        for _again in range(2):
            assert actions.take_reply(
                case_id=case.pk, key=key, channel="sms", text="Siap", sender="•••• 4471", by=system("post"), at=noon
            )

        (post,) = read(case, budi).posts
        assert (post.channel, post.who, post.is_from_applicant) == ("sms", "•••• 4471", True)
        with pytest.raises(NotFound):
            actions.take_reply(
                case_id=case.pk, key=uuid4(), channel="sms", text="Siap", sender="•••• 4471", by=rani, at=noon
            )


class TestNotes:
    def test_colleagues_read_a_note_and_the_applicant_never(self, case, rani, budi, sari, noon):
        for _again in range(2):
            actions.note(case_id=case.pk, key=case.pk, text="Cek tanah.", by=budi, at=noon)

        assert [(row.who, row.text) for row in read(case, sari).notes] == [("Budi Contoh", "Cek tanah.")]
        assert read(case, rani).notes == ()
        assert Entry.objects.filter(verb="case.noted").count() == 1

    def test_strangers_and_the_applicant_write_none(self, case, rani, tono, tini, noon):
        for who, problem in ((tono, NotFound), (rani, Refused), (tini, Refused)):
            with pytest.raises(problem):
                actions.note(case_id=case.pk, key=uuid4(), text="x", by=who, at=noon)

        assert not Note.objects.exists()


class TestOpinion:
    def test_a_named_colleague_is_asked_and_answers(self, case, budi, sari, tini, rani, licensing, noon):
        opinion = ask(case, budi, noon, licensing, account_id=tini.account_id)
        drain()
        assert Message.objects.get(template="opinion-asked").account_id == tini.account_id
        assert [(row.number, row.asked_by) for row in queries.questions(tini)[1]] == [(case.number, "Budi Contoh")]
        assert queries.questions(sari)[1] == ()

        actions.give_opinion(opinion_id=opinion.pk, answer="Aman, sudah dicek.", by=tini, at=noon)
        assert seen(case, sari, noon).advice == (("Tini Contoh", "Aman, sudah dicek.", noon),)
        assert seen(case, rani, noon).advice == ()
        assert read(case, rani).opinions == ()
        assert queries.questions(tini)[1] == ()

    def test_whoever_holds_the_role_may_answer_once(self, case, budi, sari, tini, licensing, noon):
        opinion = ask(case, budi, noon, licensing, role="head-of-licensing")
        with pytest.raises(Refused, match="rekan lain"):
            actions.give_opinion(opinion_id=opinion.pk, answer="Ya.", by=tini, at=noon)
        assert read(case, sari).opinions[0].may_answer

        actions.give_opinion(opinion_id=opinion.pk, answer="Ya.", by=sari, at=noon)
        with pytest.raises(Refused, match="sudah dijawab"):
            actions.give_opinion(opinion_id=opinion.pk, answer="Tidak.", by=sari, at=noon)
        assert Opinion.objects.get().answer == "Ya."

    def test_one_asks_only_those_who_are_there(self, case, budi, tono, civil, licensing, noon):
        for unit, asked in (
            (licensing, {"account_id": tono.account_id}),
            (civil, {"account_id": tono.account_id}),
            (licensing, {"role": "village-head"}),
            (licensing, {"account_id": budi.account_id}),
            (licensing, {}),
        ):
            with pytest.raises(Refused, match="kantor Anda"):
                ask(case, budi, noon, unit, **asked)

    def test_strangers_neither_ask_nor_answer(self, case, budi, rani, tono, tini, licensing, noon):
        opinion = ask(case, budi, noon, licensing, account_id=tini.account_id)
        for who in (tono, rani):
            with pytest.raises(NotFound):
                actions.give_opinion(opinion_id=opinion.pk, answer="Ya.", by=who, at=noon)
        with pytest.raises(NotFound):
            ask(case, tono, noon, licensing, account_id=tini.account_id)
        with pytest.raises(Refused):
            ask(case, tini, noon, licensing, account_id=budi.account_id)

    def test_the_step_stays_whose_it_is(self, case, budi, tini, licensing, noon):
        ask(case, budi, noon, licensing, account_id=tini.account_id)

        do(case, "periksa", "accept", budi, noon)

        assert Case.objects.get(pk=case.pk).state == State.ACCEPTED
