"""Mengisi daftar penduduk dengan orang peraga: `satuatap population --size 50000 [--area 35.10.24] [--seed 1]`."""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from satuatap.domain.packs import actions
from satuatap.kernel.actors import system

from .pack import DEFAULT

EVERY = 2.0  # seconds between two lines of progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--size", type=int, required=True, help="berapa orang, sampai jutaan")
    parser.add_argument("--area", default="", help="kode kecamatan atau desa; tanpa ini seluruh daerah")
    parser.add_argument("--seed", type=int, default=1, help="benih: benih yang sama memberi orang yang sama")


def run(arguments: argparse.Namespace) -> int:
    begun = time.monotonic()
    made = actions.populate(
        path=arguments.path, size=arguments.size, seed=arguments.seed, area_code=arguments.area,
        by=system("population"), at=timezone.now(), tell=progress(arguments.size),
    )  # fmt: skip
    seconds = time.monotonic() - begun
    print(f"{made.people} orang peraga tercatat ({seconds:.1f} detik, paling banyak {memory()} MB memori).")
    return 0


def progress(size: int) -> Callable[[int], None]:
    """Says now and then how far it has come and how fast; where nobody looks at a terminal, on lines of their own."""
    begun = shown = time.monotonic()
    first: int | None = None

    def tell(people: int) -> None:
        nonlocal shown, first
        now = time.monotonic()
        first = people if first is None else first
        if now - shown < EVERY:
            return
        shown = now
        rate = int((people - first) / (now - begun))
        ending = "\r" if sys.stderr.isatty() else "\n"
        print(
            f"  {people:>9} / {size} orang ({people * 100 // size} %), {rate} orang/detik", end=ending, file=sys.stderr
        )

    return tell


def memory() -> int:
    """The most that this process has needed, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
