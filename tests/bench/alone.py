"""A copy of the system in a home that goes with it, and a measurement inside it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from satuatap.config.postgres.cluster import SUPERUSER, url
from tests.journeys.copy import Copy

INSIDE = "--inside"
FILLED = "--filled"  # the people are there already
PEOPLE = int(os.environ.get("BENCH_PEOPLE") or 1_700_000)  # made up, for a whole region


@contextmanager
def throwaway() -> Iterator[Copy]:
    """A copy that is not started yet; stopped, and its home gone, at the end."""
    folder = Path(tempfile.mkdtemp(prefix="satuatap-bench-"))
    folder.chmod(0o711)  # the database runs as another user when root measures
    copy = Copy(folder / "home", int(os.environ.get("PORT") or 0))
    try:
        yield copy
    finally:
        copy.stop()
        shutil.rmtree(folder, ignore_errors=True)


def measure(copy: Copy, module: str, *words: str) -> int:
    """Run a module of ours once more with the environment of a started copy; its exit code."""
    return subprocess.run(again(module, *words), env=copy.environment, check=False).returncode


def figures(copy: Copy, module: str, *words: str) -> dict[str, Any]:
    """The same, for what it prints as one line of JSON at its end. Raises ``CalledProcessError`` when it fails."""
    done = subprocess.run(
        again(module, *words), env=copy.environment, check=True, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


def again(module: str, *words: str) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{module}", INSIDE, *words]


def measure_alone(module: str) -> int:
    """The same in a copy that lives for it."""
    with throwaway() as copy:
        copy.start()
        return measure(copy, module)


def say(words: str) -> None:
    """How far it has come; what is measured goes to the other stream."""
    print(words, file=sys.stderr, flush=True)


def as_owner() -> None:
    """Inside: open the copy's database as its owner, and load the applications."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "satuatap.config.settings"
    os.environ["DATABASE_URL"] = url(Path(os.environ["SATUATAP_HOME"]), SUPERUSER)
    import django  # the environment is read once

    django.setup()
