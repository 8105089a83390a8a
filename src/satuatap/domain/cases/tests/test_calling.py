"""A step that another system does: asked until it answers, gone on by hand, compared afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.cases import actions, ports, queries
from satuatap.domain.cases.lifecycle import CallState, State
from satuatap.domain.cases.models import Case, OutsideCall, Task
from satuatap.domain.cases.queries.replaying import replayed
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments import queries as bills
from satuatap.kernel.errors import NotFound, Refused

from .factories import SYSTEM, WATER, do, make_case, make_service


class Outside:
    """Stands in for the adapter: gives the answers it was told, one after another, and remembers the questions."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def ask(self, question):
        self.asked.append(question)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


ANSWER = {"amount": 52_000, "period": "2026-10"}


@pytest.fixture
def outside(monkeypatch):
    def put(*answers):
        system = Outside(*answers)
        monkeypatch.setitem(ports.systems, "water-bill", system)
        return system

    return put


@pytest.fixture
def water(licensing, noon, messages, press):
    return make_service(licensing, noon, code="air", flow=WATER, documents=[], mode="pay", record="own")


def begin(rani, budi, noon):
    return do(make_case(rani, noon, service="air"), "periksa", "accept", budi, noon)


def the(case):
    return OutsideCall.objects.filter(case=case).latest("opened_at")


def task_of(case):
    return Task.objects.filter(case=case, step="tanya").latest("opened_at")


def test_the_answer_carries_the_case_on(water, rani, budi, noon, outside, run_jobs):
    system = outside(ANSWER)
    case = begin(rani, budi, noon)
    assert (task_of(case).state, task_of(case).role) == ("waiting", "front-officer")
    run_jobs()

    assert Case.objects.get(pk=case.pk).results["tanya"] == {"jumlah": 52_000, "bulan": "2026-10"}
    assert [bill.total for bill in bills.bills_about(case.pk)] == [52_000]
    (question,) = system.asked
    assert (question.purpose, question.fields) == ("air", {"customer": "Warung Rani"})
    assert (the(case).state, the(case).asked) == (CallState.ANSWERED, ["customer"]), "names are kept, never values"
    assert replayed(case.pk).results == Case.objects.get(pk=case.pk).results


def test_silence_is_asked_again_later_and_later_under_the_same_key(water, rani, budi, noon, outside, run_jobs):
    system = outside(ports.Down("no"), ports.Down("no"), ANSWER)
    case = begin(rani, budi, noon)
    run_jobs()
    assert (the(case).state, the(case).tried, task_of(case).state) == (CallState.ASKING, 1, "waiting")
    first = the(case).ask_at
    assert actions.ask_due(by=SYSTEM, at=first - timedelta(seconds=30)) == 0
    assert actions.ask_due(by=SYSTEM, at=first) == 1
    run_jobs()
    assert the(case).ask_at - first > timedelta(seconds=59)
    actions.ask_due(by=SYSTEM, at=the(case).ask_at)
    run_jobs()

    assert the(case).state == CallState.ANSWERED
    assert len({question.key for question in system.asked}) == 1


def test_who_stays_down_is_given_up_and_an_officer_goes_on(water, rani, budi, noon, outside):
    case = begin(rani, budi, noon)
    actions.note_silence(call_id=the(case).pk, by=SYSTEM, at=noon + timedelta(minutes=59))
    assert task_of(case).state == "waiting"
    actions.note_silence(call_id=the(case).pk, by=SYSTEM, at=noon + timedelta(hours=1))

    assert (task_of(case).state, the(case).state, the(case).problem) == ("open", CallState.STUCK, "down")
    view = queries.get_case(actor=budi, case_id=case.pk, now=noon)
    assert view.tasks[0].verbs == ("by-hand", "return")
    assert view.calls[0].system == "perusahaan air minum"


@pytest.mark.parametrize("kind", ["no-match", "half", "wrong", "refused"])
def test_what_cannot_be_used_opens_the_task_at_once(water, rani, budi, noon, outside, run_jobs, kind):
    outside(ports.Unusable(kind))
    case = begin(rani, budi, noon)
    run_jobs()

    assert (task_of(case).state, the(case).problem) == ("open", kind)
    assert "tanya" not in Case.objects.get(pk=case.pk).results


def test_an_answer_without_what_the_step_needs_is_half(water, rani, budi, noon, outside, run_jobs):
    outside({"period": "2026-10"})
    case = begin(rani, budi, noon)
    run_jobs()

    assert the(case).problem == "half"


def test_nobody_goes_on_by_hand_while_the_question_is_out(water, rani, budi, noon, outside):
    case = begin(rani, budi, noon)

    with pytest.raises(Refused, match="belum dibuka"):
        do(case, "tanya", "by-hand", budi, noon, results={"jumlah": 1}, note="ditelepon")


def stuck(rani, budi, noon):
    case = begin(rani, budi, noon)
    actions.note_problem(call_id=the(case).pk, problem="half", by=SYSTEM, at=noon)
    return case


def test_by_hand_needs_to_say_from_where(water, rani, budi, dewi, tono, noon, outside):
    case = stuck(rani, budi, noon)
    with pytest.raises(Refused, match="dari mana"):
        do(case, "tanya", "by-hand", budi, noon, results={"jumlah": 52_000})
    for stranger in (dewi, tono):
        with pytest.raises(NotFound):
            do(case, "tanya", "by-hand", stranger, noon, results={"jumlah": 1}, note="x")
    with pytest.raises(Refused):
        do(case, "tanya", "by-hand", rani, noon, results={"jumlah": 1}, note="x")
    do(case, "tanya", "by-hand", budi, noon, results={"jumlah": 52_000}, note="Ditelepon ke perusahaan air.")

    assert Case.objects.get(pk=case.pk).results["tanya"] == {"jumlah": 52_000}
    assert (the(case).state, the(case).typed) == (CallState.BY_HAND, {"jumlah": 52_000})


@pytest.mark.parametrize(
    ("answer", "state", "differs"),
    [
        ({"amount": 52_000}, CallState.BY_HAND, []),  # half an answer settles nothing: asked again
        (ANSWER | {"period": ""}, CallState.AGREED, []),
        (ANSWER | {"amount": 25_000}, CallState.DIFFERS, ["bulan", "jumlah"]),
        (ports.Unusable("no-match"), CallState.DIFFERS, ["jumlah"]),
        (ports.Down("still"), CallState.BY_HAND, []),
    ],
)
def test_what_was_typed_is_compared_once_the_outside_is_back(
    water, rani, budi, noon, outside, run_jobs, answer, state, differs
):
    outside(answer)
    case = stuck(rani, budi, noon)
    do(case, "tanya", "by-hand", budi, noon, results={"jumlah": 52_000}, note="Ditelepon.")
    actions.ask_due(by=SYSTEM, at=the(case).ask_at)
    run_jobs()

    assert (the(case).state, the(case).differs) == (state, differs)
    told = Message.objects.filter(template="outside-differs", account_id=budi.account_id)
    assert told.count() == (1 if state == CallState.DIFFERS else 0)
    assert Case.objects.get(pk=case.pk).results["tanya"] == {"jumlah": 52_000}, "nothing is decided by itself"


def test_a_comparison_that_nobody_answers_ends(water, rani, budi, noon, outside):
    case = stuck(rani, budi, noon)
    do(case, "tanya", "by-hand", budi, noon, results={"jumlah": 52_000}, note="Ditelepon.")
    actions.note_silence(call_id=the(case).pk, by=SYSTEM, at=noon + timedelta(days=31))

    assert (the(case).state, the(case).ask_at) == (CallState.UNCONFIRMED, None)


def test_the_officer_has_it_asked_again(water, rani, budi, tono, noon, outside, run_jobs):
    outside(ANSWER)
    case = stuck(rani, budi, noon)
    run_jobs()  # the question that was still queued changes nothing
    with pytest.raises(NotFound):
        actions.ask_again(case_id=case.pk, step="tanya", by=tono, at=noon)
    actions.ask_again(case_id=case.pk, step="tanya", by=budi, at=noon)
    run_jobs()

    assert the(case).state == CallState.ANSWERED


def test_an_answer_told_three_times_counts_once(water, rani, budi, noon, outside):
    case = begin(rani, budi, noon)
    for _ in range(3):
        actions.note_answer(call_id=the(case).pk, answer=ANSWER, by=SYSTEM, at=noon)

    assert len(bills.bills_about(case.pk)) == 1


def test_a_corrected_application_is_asked_anew(water, rani, budi, noon, outside, run_jobs):
    case = stuck(rani, budi, noon)
    old = the(case)
    do(case, "tanya", "return", budi, noon, defects=[{"about": "field:teks", "text": "Nomor pelanggan salah."}])
    actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon)
    outside(ANSWER)
    run_jobs()

    old.refresh_from_db()
    assert (old.state, the(case).state) == (CallState.DROPPED, CallState.ANSWERED)
    assert the(case).key != old.key


def test_a_withdrawn_case_is_asked_no_more(water, rani, budi, noon, outside, run_jobs):
    system = outside(ANSWER)
    case = begin(rani, budi, noon)
    actions.withdraw(case_id=case.pk, key=uuid4(), by=rani, at=noon)
    run_jobs()

    assert (Case.objects.get(pk=case.pk).state, the(case).state) == (State.WITHDRAWN, CallState.DROPPED)
    assert system.asked == []
