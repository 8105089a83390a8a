"""Who holds a task: it goes to colleagues who may do it, and nobody who is away keeps one."""

from datetime import timedelta

import pytest
from tests.support.cast import make_officer

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.tests.factories import make_case
from satuatap.domain.identity.models import Account, Deputy
from satuatap.domain.identity.tests.factories import make_deputy
from satuatap.domain.notifications.models import Message
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


@pytest.fixture
def wati(licensing):
    return make_officer("Wati Contoh", licensing, "front-officer")


@pytest.fixture
def head(licensing):
    return make_officer("Hari Contoh", licensing, "unit-admin")


@pytest.fixture
def task(permit, rani, noon):
    return make_case(rani, noon).tasks.get()


def holder(task):
    task.refresh_from_db()
    return task.assignee_id


def give(task, to, by, at, reason="Cuti."):
    actions.reassign(task_id=task.pk, to_account_id=to and to.account_id, reason=reason, by=by, at=at)


def test_the_holder_gives_a_task_to_a_colleague_who_reads_why(task, budi, wati, noon, messages, run_jobs):
    actions.claim(task_id=task.pk, by=budi, at=noon)
    give(task, wati, budi, noon, reason="Rapat di  kecamatan.")
    run_jobs()

    view = queries.get_case(actor=wati, case_id=task.case_id, now=noon).tasks[0]
    assert (view.is_mine, view.handed_by, view.handed_why) == (True, "Budi Contoh", "Rapat di kecamatan.")
    assert Message.objects.get(template="task-handed").account_id == wati.account_id


def test_a_colleague_cannot_take_away_what_somebody_holds_but_a_head_can(task, budi, wati, head, noon):
    actions.claim(task_id=task.pk, by=budi, at=noon)
    with pytest.raises(Refused, match="kepala unit"):
        give(task, wati, wati, noon)
    give(task, wati, head, noon)
    assert holder(task) == wati.account_id
    give(task, None, head, noon)
    assert holder(task) is None


def test_a_task_goes_only_to_who_has_the_role_and_is_there(task, budi, wati, sari, tono, noon):
    for stranger in (sari, tono):
        with pytest.raises(Refused, match="memegang peran ini"):
            give(task, stranger, budi, noon)
    make_deputy(Account.objects.get(pk=wati.account_id), Account.objects.get(pk=sari.account_id), task.unit)
    with pytest.raises(Refused, match="sedang bertugas"):
        give(task, wati, budi, noon)
    give(task, sari, budi, noon)
    assert holder(task) == sari.account_id


def test_a_reason_is_needed_and_strangers_find_nothing(task, budi, wati, tono, rani, noon):
    with pytest.raises(Refused, match="alasannya"):
        give(task, wati, budi, noon, reason="  ")
    for stranger in (tono,):
        with pytest.raises(NotFound):
            give(task, wati, stranger, noon)
        with pytest.raises(NotFound):
            queries.movable(stranger, task.pk, now=noon)
    with pytest.raises(NotFound):
        queries.movable(rani, task.pk, now=noon)


def test_everything_goes_at_once_and_what_the_colleague_cannot_do_goes_to_the_role(
    task, permit, rani, budi, wati, noon
):
    survey = make_case(rani, noon, luas=20)
    actions.perform(case_id=survey.pk, step="periksa", verb="accept", key=survey.pk, by=budi, at=noon)
    survey = survey.tasks.get(step="survei")  # the technical team's: not Wati's role
    for each in (task, survey):
        actions.claim(task_id=each.pk, by=budi, at=noon)

    moved = actions.hand_over_all(
        account_id=budi.account_id, to_account_id=wati.account_id, reason="Pindah tugas.", by=budi, at=noon
    )

    assert (moved, holder(task), holder(survey)) == (2, wati.account_id, None)


def test_nobody_hands_over_the_work_of_others_but_a_head(task, budi, wati, head, noon):
    actions.claim(task_id=task.pk, by=budi, at=noon)
    work = {"account_id": budi.account_id, "to_account_id": None, "reason": "Sakit.", "at": noon}
    assert actions.hand_over_all(**work, by=wati) == 0
    assert [load.name for load in queries.loads(head, now=noon)] == ["Budi Contoh"]
    assert queries.loads(wati, now=noon) == ()
    assert actions.hand_over_all(**work, by=head) == 1


def test_whoever_is_away_or_gone_holds_nothing(task, budi, wati, noon):
    actions.claim(task_id=task.pk, by=budi, at=noon)
    assert actions.release_absent(by=CLOCK, at=noon) == 0
    people = [Account.objects.get(pk=who.account_id) for who in (budi, wati)]
    make_deputy(*people, task.unit)
    assert actions.release_absent(by=CLOCK, at=noon) == 1
    assert holder(task) is None

    Deputy.objects.all().delete()
    actions.claim(task_id=task.pk, by=wati, at=noon)
    people[1].holdings.update(to_on=noon.date() - timedelta(days=1))
    assert actions.release_absent(by=CLOCK, at=noon) == 1


def test_a_colleague_who_reads_the_case_is_named_for_ten_minutes(task, rani, budi, wati, noon):
    record_look(by=budi, at=noon, purpose="memeriksa", party_id=rani.party_id)
    later = noon + timedelta(minutes=2)
    seen = queries.looking(wati, rani.party_id, "memeriksa", now=later)
    assert (seen.name, seen.ago) == ("Budi Contoh", timedelta(minutes=2))
    assert queries.looking(budi, rani.party_id, "memeriksa", now=later) is None
    assert queries.looking(wati, rani.party_id, "memeriksa", now=noon + timedelta(minutes=11)) is None
