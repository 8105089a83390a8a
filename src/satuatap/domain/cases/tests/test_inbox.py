"""An inbox shows what waits for the officer, the nearest limit first, and its figures are those of its lists."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.cast import actor_of, make_officer

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import Filters
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_deputy
from satuatap.kernel.actors import Actor

from .factories import do, make_case, make_service

DAY = timedelta(days=1)
PLAIN = [
    {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
    {"step": "putus", "do": "decide", "by": "head-of-licensing", "name": "Keputusan"},
]


LETTER = [
    PLAIN[0],
    {"step": "tanda", "do": "sign", "by": "head-of-agency", "name": "Tanda tangan"},
    {"step": "terbit", "do": "issue", "document": "izin", "name": "Terbit", "content": {"nama": "party.name"}},
    {"step": "serah", "do": "hand-over", "by": "front-officer", "name": "Penyerahan"},
]


def figures(actor: Actor, now):
    return queries.counts(actor, now=now, midnight=now.replace(hour=0, minute=0))


def listed(actor: Actor, now, view: str) -> list:
    return [row.case_id for row in queries.inbox(actor, now=now, filters=Filters(view=view)).rows]


def test_what_waits_for_a_payment_stands_in_no_inbox(permit, rani, budi, noon):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 150_000})

    assert listed(budi, noon, "team") == []
    assert figures(budi, noon).team == 0


def test_the_figure_of_returned_cases_is_that_of_their_list(permit, rani, budi, sari, noon):
    returned, water = make_case(rani, noon), make_case(rani, noon)
    do(returned, "periksa", "return", budi, noon, defects=[{"about": "other", "text": "Kabur."}])
    do(water, "periksa", "accept", budi, noon)

    for officer in (budi, sari):
        rows = queries.files(officer, now=noon, filters=Filters(view="returned")).rows
        assert figures(officer, noon).returned == len(rows) == 1


@pytest.fixture
def plain(permit, licensing, noon):
    promise = {"within": "2 working days", "source": "sk"}
    return make_service(licensing, noon, code="surat", name="Surat", flow=PLAIN, documents=[], promise=promise)


def test_the_nearest_limit_stands_first_whether_of_the_step_or_of_the_case(plain, rani, sari, budi, noon):
    first = do(make_case(rani, noon, service="surat"), "periksa", "accept", budi, noon)
    second = do(make_case(rani, noon - DAY, service="surat"), "periksa", "accept", budi, noon - DAY)

    assert listed(sari, noon, "team") == [second.pk, first.pk]


def test_a_broken_promise_is_late_in_figure_list_and_badge(plain, rani, sari, budi, noon):
    case = do(make_case(rani, noon, service="surat"), "periksa", "accept", budi, noon)
    waiting = make_case(rani, noon, service="surat")
    later = noon + 4 * DAY

    assert (listed(sari, later, "late"), figures(sari, later).late) == ([case.pk], 1)
    assert (listed(budi, later, "late"), figures(budi, later).late) == ([waiting.pk], 1)
    assert {row.badge for row in queries.inbox(sari, now=later, filters=Filters(view="team")).rows} == {"late"}


def test_a_product_that_only_waits_to_be_collected_is_never_late(permit, rani, budi, sari, noon, run_jobs):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "approve", sari, noon)
    run_jobs()
    do(case, "tanda", "sign", sari, noon)
    run_jobs()

    assert listed(budi, noon + 30 * DAY, "team") == [case.pk]
    assert listed(budi, noon + 30 * DAY, "late") == []


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_letter_returned_at_its_signature_is_issued_once(
    permit, licensing, rani, budi, sari, noon, run_jobs, is_undone
):
    make_service(licensing, noon, code="surat", name="Surat", flow=LETTER)
    case = do(make_case(rani, noon, service="surat"), "periksa", "accept", budi, noon)
    run_jobs()
    do(case, "tanda", "return", sari, noon, defects=[{"about": "other", "text": "Namanya keliru."}])
    if is_undone:
        actions.undo(case_id=case.pk, reason="Salah berkas.", key=uuid4(), by=sari, at=noon)
    else:
        actions.correct(case_id=case.pk, key=uuid4(), by=rani, at=noon)
    run_jobs()
    do(case, "tanda", "sign", sari, noon)
    run_jobs()

    assert [document.state for document in documents.of_about(case.pk)].count("issued") == 1


def test_the_figures_of_somebody_on_leave_leave_out_what_the_deputy_signs(
    permit, rani, budi, sari, licensing, noon, run_jobs
):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "approve", sari, noon)
    run_jobs()
    deputy = make_officer("Dian Contoh", licensing, signs=True)
    make_deputy(
        Account.objects.get(pk=sari.account_id),
        Account.objects.get(pk=deputy.account_id),
        licensing,
        role="head-of-agency",
    )

    for officer in (sari, actor_of(Account.objects.get(pk=deputy.account_id))):
        assert figures(officer, noon).team == len(listed(officer, noon, "team"))
