"""Menyiapkan semuanya sebelum halaman pertama: tabel, gaya, kunci, paket. Dijalankan oleh `satuatap up`."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from satuatap.domain.nodes import actions, ports
from satuatap.domain.nodes import queries as nodes
from satuatap.kernel.actors import system

from .. import node
from ..postgres import cluster
from ..processes import tries
from ..settings import HOME
from . import assemble, install, migrate

PATIENCE_SECONDS = 60.0  # for the first copy: just after enrolling the centre is not ready yet
MARK = "» "  # begins a line that the supervisor shows; the rest goes to the log


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on-word", action="store_true", help="tunggu satu baris masukan sebelum menyentuh basis data")


def run(arguments: argparse.Namespace) -> int:
    """One process, because loading the applications costs more than most of the work."""
    tell("Menyiapkan tabel, halaman, dan kunci …")
    assembling = beside(lambda: assemble.run(arguments))
    if arguments.on_word and not sys.stdin.readline():
        return 1  # whoever would have given the word is gone
    if migrate.run(arguments):
        return 1
    if node.is_site():
        migrate.watch()
    if not os.environ.get("DATABASE_URL"):
        become_the_app_role()
    _, status = os.waitpid(assembling, 0)
    if status:
        return 1
    if node.is_site():
        return first_copy()
    tell("Memasang paket layanan dan orang-orang peraga …")
    return install.run(arguments)


def first_copy() -> int:
    """A node has nothing to work with until it has seen its centre once; after that it starts without the line."""
    now = timezone.now()
    line = nodes.line_now(now)
    if line is not None and line.copied_at is not None:
        return 0
    if not ports.centres:
        print("Komputer ini belum tahu pusatnya: jalankan `satuatap site join https://…` dulu.", file=sys.stderr)
        return 1
    tell("Mengambil data unit dari pusat …")
    for _waited in tries(PATIENCE_SECONDS):
        if actions.exchange(centre=ports.centres[0], by=system("node"), at=timezone.now()):
            return 0
    line = nodes.line_now(now)
    print(f"Pusat belum dapat dihubungi: {line.problem if line else ''}", file=sys.stderr)
    return 1


def tell(words: str) -> None:
    print(f"{MARK}{words}", flush=True)


def beside(act: Callable[[], int]) -> int:
    """Do it in a child, on another core; returns the child. There must be no connection yet: it would be shared."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = act()
        except Exception:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    return child


def become_the_app_role() -> None:
    """The tables stand; from here on the rights of everyday work must be enough."""
    connection.close()
    connection.settings_dict.update(USER=cluster.APP, PASSWORD=cluster.password_of(HOME, cluster.APP))
