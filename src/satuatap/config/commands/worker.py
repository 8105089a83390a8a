"""Mengerjakan tugas latar dan jadwal (satu proses)."""

import argparse
import asyncio
import os

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Status

CONCURRENCY = 2
CONNECTIONS = 4  # of the queue itself, besides those of its jobs
GRACE_SECONDS = 10.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--concurrency", type=int, default=int(os.environ.get("SATUATAP_WORKER_JOBS", CONCURRENCY)))
    parser.add_argument(
        "--alone", action="store_true", help="satu-satunya pekerja: tugas yang tertinggal diambil lagi saat mulai"
    )


def run(arguments: argparse.Namespace) -> int:
    asyncio.run(work(arguments.concurrency, alone=arguments.alone))
    return 0


def worker_app() -> DjangoApp:
    """The queue as a worker needs it: fetching over connections of its own, the same jobs.

    Not the shared app with its connector replaced: what a job queues must go through Django's connection, so that it
    belongs to the job's transaction and is gone when that is rolled back.
    """
    own = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=CONNECTIONS))
    own.tasks = app.tasks
    own.periodic_registry = app.periodic_registry
    return own


async def work(concurrency: int, *, alone: bool) -> None:
    own = worker_app()
    async with own.open_async():
        if alone:
            await take_up_again(own)
        await own.run_worker_async(
            concurrency=concurrency,
            listen_notify=True,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs="successful",
        )


async def take_up_again(own: DjangoApp) -> None:
    """Where no other worker lives, a job marked as being done was left by one that was killed: do it now."""
    for job in await own.job_manager.list_jobs_async(status=Status.DOING.value):
        await own.job_manager.retry_job(job)
