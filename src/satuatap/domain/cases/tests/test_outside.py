"""Services whose record is kept elsewhere, and the clock, lists and messages around a case."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case, DueChange
from satuatap.domain.cases.queries import Filters
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.models import Message
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused

from .factories import PERMIT, RECORD, do, make_case, make_draft, make_service


@pytest.fixture
def birth(licensing, noon, messages, press):
    return make_service(licensing, noon, code="akta", flow=RECORD, documents=[], record="SIAK", mode="assist")


def test_the_outside_number_decides_and_is_used_once(birth, rani, budi, noon):
    case = make_case(rani, noon, service="akta")
    do(case, "periksa", "accept", budi, noon)
    with pytest.raises(Refused, match="tidak sesuai pola"):
        do(case, "catat", "record", budi, noon, number="nomor bebas")
    do(case, "catat", "record", budi, noon, number="3510-LU-0001")

    assert Case.objects.get(pk=case.pk).state == State.APPROVED
    other = make_case(rani, noon, service="akta")
    do(other, "periksa", "accept", budi, noon)
    with pytest.raises(Refused, match="berkas lain"):
        do(other, "catat", "record", budi, noon, number="3510-LU-0001")


def test_the_copy_strip_gives_the_answers_in_the_order_of_the_outside_screen(birth, rani, budi, noon):
    case = make_case(rani, noon, service="akta")
    do(case, "periksa", "accept", budi, noon)

    assert queries.get_case(actor=budi, case_id=case.pk, now=noon).copy_strip == (("Tulisan", "Warung Rani"),)
    assert queries.get_case(actor=rani, case_id=case.pk, now=noon).copy_strip == ()


def test_a_list_is_copied_entry_by_entry(licensing, rani, budi, noon, messages, press):
    flow = [RECORD[0], {**RECORD[1], "copy": {"NIK": "['3510', '3511']"}}, *RECORD[2:]]
    make_service(licensing, noon, code="akta", flow=flow, documents=[], record="SIAK", mode="assist")
    case = make_case(rani, noon, service="akta")
    do(case, "periksa", "accept", budi, noon)

    strip = queries.get_case(actor=budi, case_id=case.pk, now=noon).copy_strip

    assert strip == (("NIK 1", "3510"), ("NIK 2", "3511"))


def test_the_outside_system_may_say_no(birth, rani, budi, noon):
    case = make_case(rani, noon, service="akta")
    do(case, "periksa", "accept", budi, noon)
    do(case, "catat", "refuse", budi, noon, reason="Sudah tercatat.", law="Perpres 96/2018")

    assert Case.objects.get(pk=case.pk).state == State.REFUSED


def test_the_promise_begins_at_acceptance_rests_and_goes_on(permit, rani, budi, sari, noon):
    case = make_case(rani, noon)
    assert case.due_at is None
    assert case.accept_due_at is not None
    do(case, "periksa", "accept", budi, noon)
    due = Case.objects.get(pk=case.pk).due_at
    assert due is not None
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "return", sari, noon, defects=[{"about": "other", "text": "Lengkapi."}])
    assert Case.objects.get(pk=case.pk).due_at is None
    actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon + timedelta(days=2))

    moved = Case.objects.get(pk=case.pk).due_at
    assert moved > due
    causes = list(DueChange.objects.filter(case=case).order_by("at", "pk").values_list("cause", flat=True))
    assert causes == ["accepted", "applicant", "applicant"]


def test_a_task_past_its_limit_is_told_once_to_the_role_above(permit, rani, budi, sari, noon, run_jobs):
    make_case(rani, noon)
    later = noon + timedelta(days=3)

    assert actions.tell_late(by=_system(), at=later) == 1
    assert actions.tell_late(by=_system(), at=later) == 0
    run_jobs()
    assert Message.objects.filter(template="task-late", account_id=sari.account_id).count() == 1


def test_what_nobody_corrects_lapses_after_the_time_the_service_gives(permit, rani, budi, noon):
    case = make_case(rani, noon)
    do(case, "periksa", "return", budi, noon, defects=[{"about": "other", "text": "Lengkapi."}])
    limit = Case.objects.get(pk=case.pk).correct_by

    assert actions.lapse_overdue(by=_system(), at=limit) == 0
    assert actions.lapse_overdue(by=_system(), at=limit + timedelta(seconds=1)) == 1
    assert Case.objects.get(pk=case.pk).state == State.LAPSED


def test_tracking_needs_the_number_and_the_digits(permit, rani, noon):
    case = make_case(rani, noon)
    phone = _phone(rani)

    assert queries.track(number=case.number, last_digits=phone[-4:], now=noon).state == State.SUBMITTED
    assert queries.track(number=case.number, last_digits="0000", now=noon) is None
    assert queries.track(number="BWI-26-0000-0000-0", last_digits=phone[-4:], now=noon) is None


def test_an_inbox_pages_forwards_and_backwards_without_losing_a_case(permit, rani, budi, noon):
    made = {make_case(rani, noon + timedelta(minutes=n)).number for n in range(23)}
    team = Filters(view="team")
    first = queries.inbox(budi, now=noon, filters=team)
    second = queries.inbox(budi, now=noon, filters=team, cursor=first.next)
    back = queries.inbox(budi, now=noon, filters=team, cursor=second.previous)

    assert (len(first.rows), len(second.rows), second.next) == (20, 3, "")
    assert {row.number for row in (*first.rows, *second.rows)} == made
    assert back.rows == first.rows


def test_the_next_task_is_the_own_one_before_the_teams(permit, rani, budi, noon):
    make_case(rani, noon)
    later = make_case(rani, noon + timedelta(hours=1))
    actions.claim(task_id=later.tasks.get().pk, by=budi, at=noon)

    assert queries.next_task(budi, now=noon).number == later.number


def test_a_draft_can_be_thrown_away_and_what_was_sent_cannot(permit, rani, noon):
    draft, sent = make_draft(rani, noon), make_case(rani, noon)
    actions.discard_draft(case_id=draft.pk, by=rani, at=noon)

    assert not Case.objects.filter(pk=draft.pk).exists()
    with pytest.raises(Refused):
        actions.discard_draft(case_id=sent.pk, by=rani, at=noon)


def test_a_scenario_is_played_without_a_case(noon):
    acts = [
        queries.Act("submit", answers={"luas": 12}),
        queries.Act("accept", "periksa"),
        queries.Act("report", "survei"),
        queries.Act("report", "pajak", results={"jumlah": 5}),
        queries.Act("settle", "bayar", results={"paid": 5}),
        queries.Act("refuse", "putus"),
    ]
    trial = queries.simulate(PERMIT, acts, at=noon)

    assert (trial.state, trial.opened) == ("refused", ("periksa", "survei", "pajak", "bayar", "putus"))


def _system():
    return system("test")


def _phone(actor):
    return Account.objects.get(pk=actor.account_id).phone
