"""Imports that fail, whose worker is killed, whose time is over: nothing is half-applied, nothing waits for ever."""

import multiprocessing
from datetime import timedelta

import pytest
from django.db import connection

from satuatap.domain.files.models import StoredFile
from satuatap.domain.residents import actions
from satuatap.domain.residents.actions.importing import working
from satuatap.domain.residents.models import Family, ImportBatch, ImportBefore, ImportLine, Person
from satuatap.domain.residents.tests.factories import BY
from satuatap.domain.residents.tests.test_imports import (
    BUDI,
    KK,
    LATER,
    SITI,
    bring,
    check,
    clerk,
    csv_of,
    enter,
    row,
)
from satuatap.domain.retention import actions as retention
from satuatap.kernel.errors import Refused

__all__ = ["clerk"]
CARDS = 2_500


def fail(**_given):
    raise RuntimeError


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "back"), [("checking", "mapping"), ("entering", "checked")])
def test_a_step_that_fails_gives_the_file_back_with_a_sentence(clerk, run_jobs, monkeypatch, state, back):
    batch = bring(clerk, csv_of(row(KK, *BUDI)), run_jobs)
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)
    monkeypatch.setitem(working.STEPS, state, (fail, back))

    with pytest.raises(RuntimeError):
        actions.work_on_import(batch_id=batch.pk, account_id=clerk.account_id, at=LATER)

    batch.refresh_from_db()
    assert batch.state == back
    assert "gangguan di sistem kami" in batch.words
    actions.work_on_import(batch_id=batch.pk, account_id=clerk.account_id, at=LATER)  # the queue tries again: nothing


@pytest.mark.django_db
def test_a_lost_job_is_queued_again_once(clerk, run_jobs):
    batch = check(clerk, csv_of(row(KK, *BUDI)), run_jobs)
    actions.enter_import(batch_id=batch.pk, by=clerk, at=LATER)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert actions.mind_imports(by=BY, at=LATER + timedelta(minutes=9)) == 0
    assert actions.mind_imports(by=BY, at=LATER + timedelta(minutes=11)) == 1
    assert actions.mind_imports(by=BY, at=LATER + timedelta(minutes=16)) == 1

    assert run_jobs() == 1

    batch.refresh_from_db()
    assert (batch.state, Family.objects.filter(kk=KK).count()) == ("done", 1)


@pytest.mark.django_db
def test_a_step_that_ends_every_worker_is_given_back(clerk, run_jobs):
    batch = check(clerk, csv_of(row(KK, *BUDI)), run_jobs)
    actions.enter_import(batch_id=batch.pk, by=clerk, at=LATER)
    ImportBatch.objects.filter(pk=batch.pk).update(tries=3)
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == "checked"
    assert "gangguan" in batch.words
    assert enter(clerk, batch, run_jobs).state == "done"


@pytest.mark.django_db
def test_what_stood_in_a_file_is_erased_when_its_time_is_over(clerk, run_jobs):
    batch = enter(clerk, check(clerk, csv_of(row(KK, *BUDI), row(KK, *SITI)), run_jobs), run_jobs)
    assert retention.destroy_some(code="import", by=BY, at=LATER + timedelta(days=30)) == 0

    assert retention.destroy_some(code="import", by=BY, at=LATER + timedelta(days=31)) == 1

    batch.refresh_from_db()
    assert (batch.state, batch.counts, batch.head, batch.file) == ("done", {"new": 2}, [], None)
    assert not ImportLine.objects.exists()
    assert not ImportBefore.objects.exists()
    assert not StoredFile.objects.exists()
    assert Person.objects.count() == 2
    with pytest.raises(Refused, match="sudah lewat"):
        actions.undo_import(batch_id=batch.pk, by=clerk, at=LATER + timedelta(days=32))
    assert retention.destroy_some(code="import", by=BY, at=LATER + timedelta(days=32)) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_enters_leaves_nothing_behind_and_the_next_one_finishes(clerk, run_jobs):
    rows = [row(f"35102401012{number:05}", f"Warga {number}", *BUDI[1:], nik="") for number in range(CARDS)]
    batch = check(clerk, csv_of(*rows), run_jobs)
    actions.enter_import(batch_id=batch.pk, by=clerk, at=LATER)
    worker = multiprocessing.get_context("fork").Process(target=enter_in_child, args=(batch.pk, clerk.account_id))
    connection.close()
    worker.start()
    while not ImportBatch.objects.filter(pk=batch.pk, done__gte=1000).exists():
        assert worker.is_alive()
        worker.join(0.005)
    worker.kill()
    worker.join()

    batch.refresh_from_db()
    assert (batch.state, Person.objects.count(), Family.objects.count()) == ("entering", 0, 0)

    assert run_jobs() == 1

    batch.refresh_from_db()
    assert (batch.state, Person.objects.count(), Family.objects.count()) == ("done", CARDS, CARDS)


def enter_in_child(batch_id, account_id):
    connection.connection = None  # the parent's
    actions.work_on_import(batch_id=batch_id, account_id=account_id, at=LATER)
