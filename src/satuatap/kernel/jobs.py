"""Work for later, kept in the same database and queued inside the caller's transaction.

The library behind it (Procrastinate) is named in this file only. Three doors: ``publish`` (an event to all its
listeners), ``defer`` (one named job) and ``every`` (something that is due again and again, driven by one tick a
minute).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import events

log = structlog.get_logger()

Job = Callable[..., None]
Regular = Callable[[datetime], None]

_jobs: dict[str, Job] = {}
_schedule: dict[str, tuple[int, Regular]] = {}

RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)
STALLED_AFTER_SECONDS = 90


@app.task(name="deliver", queue="events", retry=RETRY)
def deliver(listener: str, event: str, payload: Mapping[str, Any]) -> None:
    """Hand one event to one listener."""
    events.hear(listener, event, payload)


@app.task(name="run", queue="jobs", retry=RETRY)
def run(job: str, args: Mapping[str, Any]) -> None:
    """Run one named job."""
    _jobs[job](**args)


@app.periodic(cron="* * * * *")
@app.task(name="tick", queue="events", queueing_lock="tick")
def tick(timestamp: int) -> None:
    """Once a minute: run what is due by our own schedule."""
    for due in due_at(timestamp // 60):
        due(timezone.now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="take-up", queue="events", queueing_lock="take-up", pass_context=True)
async def take_up(context: Any, timestamp: int) -> None:  # noqa: ARG001 (the queue passes the time)
    """Give jobs that a killed worker left behind to another one."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        log.warning("job taken up again", job=job.id, task=job.task_name)
        await manager.retry_job(job)


def due_at(minute: int) -> list[Regular]:
    """What the schedule asks for in this minute, counted since 1970."""
    return [function for every_minutes, function in _schedule.values() if minute % every_minutes == 0]


def publish(event: events.Event) -> None:
    """Tell every listener of an event, after the present transaction has been committed."""
    listeners = events.listeners_of(type(event))
    if not listeners:
        return
    payload = events.to_payload(event)
    rows: Sequence[dict[str, Any]] = [
        {"listener": name, "event": type(event).__name__, "payload": payload} for name in listeners
    ]
    deliver.batch_defer(*rows)


def register(name: str, job: Job) -> None:
    """Give a job the stable name under which it stands in the queue. Called by ``config/wiring.py``."""
    _jobs[name] = job


def defer(name: str, *, once: str = "", wait: timedelta | None = None, **args: Any) -> None:
    """Queue a registered job. Arguments are plain values; with ``once`` at most one such job waits at a time."""
    if name not in _jobs:
        raise KeyError(name)
    options: dict[str, Any] = {"queueing_lock": once or None}
    if wait is not None:
        options["schedule_in"] = {"seconds": int(wait.total_seconds())}
    if once:
        _defer_once(name, args, options)
    else:
        run.configure(**options).defer(job=name, args=args)


def _defer_once(name: str, args: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    from django.db import transaction
    from procrastinate.exceptions import AlreadyEnqueued

    try:
        with transaction.atomic():  # a savepoint: a refused insert must not end the caller's transaction
            run.configure(**options).defer(job=name, args=args)
    except AlreadyEnqueued:
        log.debug("job already waiting", job=name)


def every(minutes: int, name: str, function: Regular) -> None:
    """Run ``function(now)`` every so many minutes. Called by ``config/wiring.py``."""
    _schedule[name] = (minutes, function)
