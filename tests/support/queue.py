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
    while done < most and (found := _taken()):
        for task, args in found:
            if task == "deliver":
                events.hear(args["listener"], args["event"], args["payload"])
            else:
                jobs._jobs[args["job"]](**args["args"])
        done += len(found)
    assert done < most, "the queue does not come to rest"
    return done


def _taken() -> list[tuple[str, dict[str, Any]]]:
    """Every job that is due, taken from the queue, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH due AS (DELETE FROM procrastinate_jobs WHERE status = 'todo' AND (scheduled_at IS NULL OR "
            "scheduled_at <= %s) RETURNING id, task_name, args) SELECT task_name, args FROM due ORDER BY id",
            [timezone.now()],
        )
        rows = cursor.fetchall()
    return [(task, args if isinstance(args, dict) else json.loads(args)) for task, args in rows]
