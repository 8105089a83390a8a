"""The worker queues what its jobs queue inside their transaction."""

import asyncio

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from satuatap.kernel import jobs

from ..commands import worker


class Trouble(Exception):
    pass


def failing(word: str) -> None:
    with transaction.atomic():
        jobs.defer("trial.second", word=word)
        raise Trouble


@pytest.fixture
def trial(monkeypatch):
    done: list[str] = []
    monkeypatch.setitem(jobs._jobs, "trial.first", failing)
    monkeypatch.setitem(jobs._jobs, "trial.second", lambda *, word: done.append(word))
    return done


def work_once() -> None:
    async def main() -> None:
        own = worker.worker_app()
        async with own.open_async():
            await own.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)

    asyncio.run(main())


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_has_queued_nothing(trial):
    jobs.defer("trial.first", word="x")

    work_once()

    assert [job.args["job"] for job in ProcrastinateJob.objects.filter(task_name="run")] == ["trial.first"]
    assert trial == []


@pytest.mark.django_db(transaction=True)
def test_a_job_left_by_a_killed_worker_is_done_by_the_next(trial):
    jobs.defer("trial.second", word="x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    async def main() -> None:
        own = worker.worker_app()
        async with own.open_async():
            await worker.take_up_again(own)
            await own.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)

    asyncio.run(main())

    assert trial == ["x"]
