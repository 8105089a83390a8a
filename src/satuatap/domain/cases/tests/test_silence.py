"""What the law makes of an agency's silence: counted, told before, written down after, and nothing more."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, Silence
from satuatap.domain.notifications.models import Message

from .factories import PERMIT, SYSTEM, do, make_case, make_service
from .test_clock import at

LAW = "UU 30/2014 pasal 53"


@pytest.fixture(params=["deemed-granted", "deemed-refused"])
def case(request, licensing, rani, budi, noon, messages, press):
    silence = {"rule": request.param, "limit": "3 working days", "law": LAW}
    make_service(licensing, noon, silence=silence, flow=PERMIT)
    return do(make_case(rani, noon), "periksa", "accept", budi, noon)


def the(case):
    return Silence.objects.get(case=case)


def test_the_day_is_counted_from_acceptance_in_the_agencys_time(case, rani, noon):
    # Monday noon: Tuesday, Wednesday, Thursday; the roles above are told when Wednesday ends
    assert (the(case).ends_at, the(case).tell_at) == (at("26 15:30"), at("25 15:30"))
    view = queries.get_case(actor=rani, case_id=case.pk, now=noon).silence
    assert (view.ends_at, view.law, view.took_effect_at) == (at("26 15:30"), LAW, None)


def test_those_above_are_told_once_before_it(case, sari, budi, run_jobs):
    early, near = the(case).tell_at - timedelta(minutes=1), the(case).tell_at
    told = [actions.tell_silence(by=SYSTEM, at=moment) for moment in (early, near, near + timedelta(hours=1))]
    run_jobs()

    assert told == [0, 1, 0]
    assert Message.objects.filter(template="silence-near", account_id=budi.account_id).exists()


def test_its_effect_is_written_down_and_nothing_is_decided(case, rani, budi, sari, noon, run_jobs):
    end = the(case).ends_at
    before = Case.objects.values().get(pk=case.pk)
    assert actions.note_silence_passed(by=SYSTEM, at=end) == 0
    assert actions.note_silence_passed(by=SYSTEM, at=end + timedelta(minutes=1)) == 1
    assert actions.note_silence_passed(by=SYSTEM, at=end + timedelta(days=9)) == 0
    run_jobs()

    assert Case.objects.values().get(pk=case.pk) == before, "nothing is signed, decided or closed"
    assert Message.objects.filter(template=f"silence-{the(case).rule}", channel="inapp").count() == 1
    assert queries.get_case(actor=rani, case_id=case.pk, now=end).history[0].verb == the(case).rule
    assert Message.objects.filter(template="silence-passed", account_id=budi.account_id).exists()
    do(case, "pajak", "report", budi, end + timedelta(days=1), results={"jumlah": 0})
    do(case, "putus", "approve", sari, end + timedelta(days=1))
    view = queries.get_case(actor=rani, case_id=case.pk, now=end + timedelta(days=1))
    assert view.state == State.APPROVED
    assert view.silence.took_effect_at, "what the law made of it stays on the page"


def test_a_decision_in_time_leaves_nothing_of_it(case, rani, budi, sari, noon):
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "approve", sari, noon)

    assert actions.note_silence_passed(by=SYSTEM, at=noon + timedelta(days=30)) == 0
    assert queries.get_case(actor=rani, case_id=case.pk, now=noon).silence is None


def test_it_rests_while_the_applicant_has_the_case_and_moves_on(case, rani, budi, sari, noon):
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "return", sari, noon, defects=[{"about": "other", "text": "Lengkapi."}])
    assert (the(case).ends_at, the(case).tell_at) == (None, None)
    assert actions.note_silence_passed(by=SYSTEM, at=noon + timedelta(days=30)) == 0
    actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon + timedelta(days=1))

    assert the(case).ends_at == at("30 08:30")  # 25.5 hours left: 3 on Tuesday, 7.5, 7.5, 6.5, and 1 on Monday


def test_a_service_without_a_rule_has_no_such_day(permit, rani, budi, noon):
    case = do(make_case(rani, noon), "periksa", "accept", budi, noon)

    assert not Silence.objects.exists()
    assert queries.get_case(actor=rani, case_id=case.pk, now=noon).silence is None
