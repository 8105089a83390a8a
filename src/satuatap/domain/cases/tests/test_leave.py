"""The deputy signs while the head travels: what moves, what stays, and that it comes back by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.cast import TODAY, actor_of, make_officer

from satuatap.domain.cases import actions, queries, tasks
from satuatap.domain.cases.models import Case, Task
from satuatap.domain.cases.queries import Filters
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_authority, make_deputy
from satuatap.kernel.errors import Refused

from .factories import do, make_case


@pytest.fixture
def wati(licensing):
    return make_officer("Wati Contoh", licensing, "front-officer")


@pytest.fixture
def to_sign(permit, rani, budi, sari, noon, run_jobs):
    """An approved permit whose draft can be read."""
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 0})
    do(case, "putus", "approve", sari, noon)
    run_jobs()
    return Case.objects.get(pk=case.pk)


def travels(sari, wati, licensing, **decree):
    """Sari is away today and tomorrow; Wati stands in, as Plh. where there is a decree."""
    head, deputy = (Account.objects.get(pk=one.account_id) for one in (sari, wati))
    last = TODAY + timedelta(days=1)
    make_deputy(head, deputy, licensing, role="head-of-agency", from_on=TODAY, to_on=last)
    if decree:
        terms = {"capacity": "Plh.", "title_line": "Kepala Dinas Contoh", "from_on": TODAY, "to_on": last} | decree
        make_authority(deputy, licensing, **terms)
    return actor_of(deputy)


def listed(actor, now):
    signing = {row.number for row in queries.to_sign(actor, now=now).rows}
    team = {
        row.number for row in queries.inbox(actor, now=now, filters=Filters(view="team")).rows if row.kind == "sign"
    }
    assert signing == team
    return signing


def test_the_deputy_signs_with_the_right_title_and_the_head_has_it_back_later(
    to_sign, sari, wati, licensing, noon, run_jobs
):
    deputy = travels(sari, wati, licensing, excludes=["sktm"])

    assert (listed(sari, noon), listed(deputy, noon)) == (set(), {to_sign.number})
    with pytest.raises(Refused, match="tidak mempunyai wewenang"):
        do(to_sign, "tanda", "sign", sari, noon)
    later = noon + timedelta(days=2)
    assert listed(sari, later) == {to_sign.number}
    do(to_sign, "tanda", "sign", deputy, noon)
    run_jobs()

    document = documents.of_about(to_sign.pk)[0]
    assert (document.state, document.signer_title) == ("issued", "Plh. Kepala Dinas Contoh")


@pytest.mark.parametrize("decree", [{}, {"excludes": ["izin"]}, {"includes": ["sktm"]}])
def test_what_the_deputy_may_not_sign_stays_with_the_head(to_sign, sari, wati, licensing, noon, decree):
    deputy = travels(sari, wati, licensing, **decree)

    assert (listed(sari, noon), listed(deputy, noon)) == ({to_sign.number}, set())
    with pytest.raises(Refused, match="tidak mempunyai wewenang"):
        do(to_sign, "tanda", "sign", deputy, noon)
    do(to_sign, "tanda", "sign", sari, noon)


def test_what_the_head_had_claimed_is_given_back(to_sign, sari, wati, licensing, noon):
    task = Task.objects.get(case=to_sign, step="tanda")
    actions.claim(task_id=task.pk, by=sari, at=noon)
    deputy = travels(sari, wati, licensing, excludes=["sktm"])
    with pytest.raises(Refused, match="sedang dipegang"):
        do(to_sign, "tanda", "sign", deputy, noon)

    tasks.mind_the_clock(noon)

    do(to_sign, "tanda", "sign", deputy, noon)


def test_a_decree_that_has_ended_does_not_sign_even_with_the_page_open(to_sign, sari, wati, licensing, noon):
    deputy = travels(sari, wati, licensing, excludes=["sktm"])
    with pytest.raises(Refused, match="tidak mempunyai wewenang"):
        actions.perform(
            case_id=to_sign.pk, step="tanda", verb="sign", key=uuid4(), by=deputy, at=noon + timedelta(days=2)
        )
