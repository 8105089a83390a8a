"""An outage rests the promises that it touches; lifted, they are counted anew and applicants learn of another day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.cases import queries
from satuatap.domain.cases.actions import correct, recompute_due
from satuatap.domain.cases.models import Case, DueChange, Silence
from satuatap.domain.cases.queries.outages import running_for
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.notifications.models import Message

from .factories import RECORD, SYSTEM, do, make_case, make_service

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def running(permit, rani, budi, noon, run_jobs):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    run_jobs()
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def rudi(db):
    return make_officer("Rudi Contoh", make_unit("mpp", kind="mall"), "unit-admin")


def declare(by, at, unit, **changes):
    given = {
        "kind": "power", "system": "", "unit_id": unit.pk if unit else None, "begins_at": at, "reason": "Gardu meledak.",
        "evidence": "",
    } | changes  # fmt: skip
    return agencies.declare_outage(**given, by=by, at=at)


def lift(outage, by, at):
    agencies.lift_outage(outage_id=outage.pk, ends_at=at, by=by, at=at)


def due(case):
    return Case.objects.get(pk=case.pk).due_at


def day(moment):
    return timezone.localtime(moment).strftime("%a %d %H.%M")


def test_while_it_lasts_the_promise_rests_and_afterwards_a_new_day_is_promised(
    running, licensing, sari, rani, noon, messages, run_jobs
):
    outage = declare(sari, noon + DAY, licensing)
    run_jobs()
    assert due(running) is None
    assert queries.get_case(actor=rani, case_id=running.pk, now=noon + DAY).promise.paused_for == "outage"
    assert not Message.objects.filter(template="promise-moved").exists()

    lift(outage, sari, noon + 2 * DAY)
    run_jobs()

    assert (day(running.due_at), day(due(running))) == ("Thu 26 15.30", "Mon 30 08.30")
    changes = [(row.old, row.new) for row in DueChange.objects.filter(case=running, cause="outage").order_by("at")]
    assert changes == [(running.due_at, None), (None, due(running))]
    told = Message.objects.get(template="promise-moved", party_id=rani.party_id, channel="inapp")
    assert "30 November 2026" in told.text


def test_a_calendar_counted_in_between_does_not_hide_the_outage_from_the_applicant(
    running, licensing, sari, rani, noon, messages, run_jobs
):
    outage = declare(sari, noon + DAY, licensing)
    run_jobs()
    lift(outage, sari, noon + 2 * DAY)
    recompute_due(unit_id=licensing.pk, by=SYSTEM, at=noon + 2 * DAY + timedelta(seconds=10))
    assert day(due(running)) == "Mon 30 08.30"
    run_jobs()

    told = Message.objects.get(template="promise-moved", party_id=rani.party_id, channel="inapp")
    assert "30 November 2026" in told.text


def test_a_case_accepted_after_the_outage_hears_of_no_other_day(
    permit, rani, budi, licensing, sari, noon, messages, run_jobs
):
    outage = declare(sari, noon, licensing)
    lift(outage, sari, noon + HOUR)
    case = make_case(rani, noon + HOUR)
    do(case, "periksa", "accept", budi, noon + 2 * HOUR)
    run_jobs()

    assert not Message.objects.filter(template="promise-moved").exists()


def test_the_evening_of_the_promised_day_is_late_though_no_office_hour_has_passed(running, rani, noon):
    due = running.due_at
    for minutes, is_late in ((-1, False), (1, True)):
        promise = queries.get_case(actor=rani, case_id=running.pk, now=due + timedelta(minutes=minutes)).promise
        assert promise.is_late is is_late


def test_told_twice_it_is_counted_and_said_once(running, licensing, sari, noon, messages, run_jobs):
    outage = declare(sari, noon + DAY, licensing)
    lift(outage, sari, noon + 2 * DAY)
    run_jobs()
    before = Message.objects.filter(template="promise-moved").count()
    agencies.correct_outage(
        outage_id=outage.pk, begins_at=noon + DAY, ends_at=noon + 2 * DAY, reason="Gardu induk.", evidence="", by=sari,
        at=noon + 2 * DAY,
    )  # fmt: skip
    run_jobs()

    assert DueChange.objects.filter(case=running, cause="outage").count() == 1
    assert Message.objects.filter(template="promise-moved").count() == before > 0


def test_an_hour_that_moves_no_day_is_not_told(running, licensing, sari, noon, messages, run_jobs):
    outage = declare(sari, noon, licensing)
    lift(outage, sari, noon + timedelta(minutes=20))
    run_jobs()

    assert not Message.objects.filter(template="promise-moved").exists()


def test_declared_afterwards_it_counts_from_when_it_began(running, licensing, sari, noon, run_jobs):
    outage = declare(sari, noon + 2 * DAY, licensing, begins_at=noon + DAY)
    lift(outage, sari, noon + 2 * DAY)
    run_jobs()

    assert day(due(running)) == "Mon 30 08.30"


def test_outages_that_overlap_count_once(running, licensing, sari, rudi, noon, run_jobs):
    one = declare(sari, noon + DAY, licensing)
    other = declare(rudi, noon + DAY + HOUR, None, kind="network")
    lift(one, sari, noon + 2 * DAY)
    lift(other, rudi, noon + 2 * DAY)
    run_jobs()

    assert day(due(running)) == "Mon 30 08.30"


def test_what_rests_already_does_not_rest_twice(running, licensing, budi, rani, sari, noon, run_jobs):
    do(running, "pajak", "return", budi, noon + DAY, defects=[{"about": "paper:gambar", "text": "Gelap."}])
    outage = declare(sari, noon + DAY + HOUR, licensing)
    lift(outage, sari, noon + DAY + 3 * HOUR)
    run_jobs()
    assert due(running) is None

    correct(case_id=running.pk, key=uuid4(), by=rani, at=noon + 2 * DAY)

    assert day(due(running)) == "Mon 30 08.30"  # a day's rest, as without the outage


def test_a_case_accepted_meanwhile_gets_its_day_when_it_ends(permit, rani, budi, licensing, sari, noon, run_jobs):
    outage = declare(sari, noon, licensing)
    case = make_case(rani, noon + HOUR)
    do(case, "periksa", "accept", budi, noon + HOUR)
    assert due(case) is None

    lift(outage, sari, noon + 2 * HOUR)
    run_jobs()

    assert due(case) is not None
    assert day(due(case)) == "Fri 27 08.00"  # an hour of the outage counts, not what lay before the case


def test_the_time_to_accept_moves_too(permit, rani, licensing, sari, noon, run_jobs):
    case = make_case(rani, noon)
    before = Case.objects.get(pk=case.pk).accept_due_at
    outage = declare(sari, noon + HOUR, licensing)
    lift(outage, sari, noon + 2 * HOUR)
    run_jobs()

    after = Case.objects.get(pk=case.pk).accept_due_at
    assert (day(before), day(after)) == ("Tue 24 15.30", "Wed 25 08.30")


def test_a_system_stops_the_services_that_go_through_it_only(
    permit, running, licensing, rani, budi, rudi, noon, run_jobs
):
    make_service(licensing, noon, code="akta", name="Akta", record="SIAK", flow=RECORD, documents=[])
    birth = make_case(rani, noon, service="akta")
    do(birth, "periksa", "accept", budi, noon)
    declare(rudi, noon + HOUR, None, kind="system", system="SIAK")
    run_jobs()

    assert due(birth) is None
    assert due(running) == running.due_at
    assert [span.system for span in running_for(catalog.standard("akta"))] == ["SIAK"]
    assert running_for(catalog.standard("izin-reklame")) == ()


def test_another_office_is_not_touched(running, civil, tono, noon, run_jobs):
    declare(tono, noon, civil)
    run_jobs()

    assert due(running) == running.due_at


def test_the_day_that_a_law_sets_is_not_put_off(running, licensing, sari, noon, run_jobs):
    Silence.objects.create(case=running, rule="deemed-granted", law="UU 30/2014", ends_at=noon + 5 * DAY)
    declare(sari, noon + HOUR, licensing)
    run_jobs()

    assert Silence.objects.get(case=running).ends_at == noon + 5 * DAY


def test_the_time_of_an_outage_is_charged_to_nobody(running, licensing, sari, rani, noon, run_jobs):
    outage = declare(sari, noon + DAY, licensing, begins_at=noon + DAY - 2 * HOUR)
    lift(outage, sari, noon + DAY)
    run_jobs()

    case = queries.get_case(actor=rani, case_id=running.pk, now=noon + DAY + HOUR)
    assert {row.who: row.spent for row in case.charges}["outage"] == 2 * HOUR
