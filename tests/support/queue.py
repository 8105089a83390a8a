"""Running what was queued, in the test's own process and transaction."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from satuatap.kernel import events, jobs


@pytest.fixture(autouse=True)
def _a_committed_queue_is_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test runner empties the tables of our models after a transactional test; the queue's are not among them."""
    mark = request.node.get_closest_marker("django_db")
    if "transactional_db" not in request.fixturenames and not (mark and mark.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def run_jobs(db: None) -> Callable[..., int]:
    """``drain``, for a test."""
    return drain


def drain(most: int = 200) -> int:
    """Run every job that is due on the test's clock, and those that they queue, in order; returns how many. A failing job
    fails the test."""
    done = 0
    while done < most and (row := _next()):
        job_id, task, args = row
        if task == "deliver":
            events.hear(args["listener"], args["event"], args["payload"])
        else:
            jobs._jobs[args["job"]](**args["args"])
        _finish(job_id)
        done += 1
    assert done < most, "the queue does not come to rest"
    return done


def _next() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' "
            "AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id LIMIT 1",
            [timezone.now()],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    job_id, task, args = row
    return job_id, task, args if isinstance(args, dict) else json.loads(args)


def _finish(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
