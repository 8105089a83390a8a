"""Tasks that were written before inboxes were ordered by the nearest limit."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from satuatap.domain.cases import queries
from satuatap.domain.cases.models import Case, Task
from satuatap.domain.cases.queries import Filters

from .factories import make_case, make_service

pytestmark = pytest.mark.django_db


def rank_anew():
    with connection.schema_editor(atomic=False) as editor:
        import_module("satuatap.domain.cases.migrations.0015_ranks_anew").rank(apps, editor)


@pytest.fixture
def old(licensing, rani, noon, messages, time_machine):
    """Two applications as they stood before: ranks without the promise of the case."""
    time_machine.move_to(noon, tick=False)
    make_service(licensing, noon)
    cases = [make_case(rani, noon), make_case(rani, noon)]
    wanted = {task.pk: task.rank_at for task in Task.objects.all()}
    Task.objects.update(rank_at=noon + timedelta(days=9000))
    return cases, wanted


def test_every_task_is_ranked_by_its_nearest_limit(old, noon):
    _cases, wanted = old

    rank_anew()
    rank_anew()

    assert {task.pk: task.rank_at for task in Task.objects.all()} == wanted


def test_what_only_waits_to_be_collected_is_far_away(old, noon):
    (case, _other), _wanted = old
    Case.objects.filter(pk=case.pk).update(ready_at=noon)
    Task.objects.filter(case=case).update(due_at=None)

    rank_anew()

    assert Task.objects.get(case=case).rank_at == Task.objects.get(case=case).opened_at + timedelta(days=3650)


def test_what_waits_for_a_payment_leaves_the_inbox(old, budi, noon):
    (case, other), _wanted = old
    Task.objects.filter(case=case).update(kind="pay", assignee=budi.account_id, due_at=noon - timedelta(days=1))
    Task.objects.filter(case=other).update(state="closed", closed_at=noon, kind="pay")

    rank_anew()

    task = Task.objects.get(case=case)
    assert (task.state, task.due_at, task.assignee_id) == ("waiting", None, None)
    assert task.rank_at == queries.get_case(actor=budi, case_id=case.pk, now=noon).accept_due_at
    assert Task.objects.get(case=other).state == "closed"
    assert queries.inbox(budi, now=noon, filters=Filters(view="team")).rows == ()
