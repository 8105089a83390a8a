"""Melayani halaman (satu proses induk dengan beberapa pekerja granian)."""

import argparse
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from ..overload import THREADS
from ..processes import die_with_parent

WORKERS = 2
BACKLOG = 2048
KILL_SECONDS = 15  # for a worker that does not end by itself


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=int, default=int(os.environ.get("SATUATAP_WEB_WORKERS", WORKERS)))


def run(arguments: argparse.Namespace) -> int:
    # Loaded once, before the workers are forked: they share the memory of everything that does not change.
    os.environ["SATUATAP_PROCESS"] = "web"
    from django.urls import get_resolver

    from ..wsgi import application  # noqa: F401

    assert get_resolver().url_patterns  # noqa: S101 (loads every view)
    gc.collect()
    gc.freeze()
    multiprocessing.set_start_method("fork", force=True)
    server = Server(
        "satuatap.config.wsgi:application",
        address=os.environ.get("SATUATAP_BIND") or "127.0.0.1",
        port=int(os.environ.get("PORT") or 8000),
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        backpressure=BACKLOG,
        workers_kill_timeout=KILL_SECONDS,
        respawn_failed_workers=True,
        websockets=False,
    )
    server.serve(target_loader=loader(die_with_parent(signal.SIGKILL)), wrap_loader=False)
    return 0


def loader(die: Callable[[], None] | None) -> Callable[..., Any]:
    def load() -> Any:
        if die:
            die()  # a worker whose parent was killed must not keep the port
        from ..wsgi import application

        return application

    return load
