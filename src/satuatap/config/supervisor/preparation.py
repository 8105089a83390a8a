"""What must be true before the first page is served: tables, texts, static files, keys, the pack of the place.

Nothing runs when neither the source, the packs nor the database have changed since the last time.
"""

import contextlib
import hashlib
import os
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, BinaryIO

from ..postgres import NotRunnable
from ..processes import apart, die_with_parent
from . import state
from .place import ROOT, Place

IGNORED = {"__pycache__", "tests"}
COMMAND = "prepare"
MARK = "» "  # as in commands/prepare.py: a line for the person who waits


class Preparation:
    """The process that brings everything up to date. It loads while the database starts, and waits for a word."""

    def __init__(self, place: Place, environment: Mapping[str, str]) -> None:
        self.place = place
        self.log = place.logs / f"{COMMAND}.log"
        self.log.unlink(missing_ok=True)
        with self.log.open("ab") as errors:  # appended by the process and by us, in the order in which it was said
            self.process = subprocess.Popen(
                [sys.executable, "-m", "satuatap.config", COMMAND, "--on-word"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,  # so that select tells of every line
                env=dict(environment),
                start_new_session=True,
                preexec_fn=die_with_parent(),  # noqa: PLW1509 (a supervisor without threads)
            )

    def finish(self, wanted: str, say: Callable[[str], None], interrupted: Callable[[], bool]) -> None:
        """The database is there: go on, to the end, and note the digest. Raises ``NotRunnable`` with what went wrong."""
        with contextlib.suppress(BrokenPipeError):
            self._pipe(self.process.stdin).write(b"go\n")
        with self.log.open("ab") as log:
            self._follow(log, say, interrupted)
        if interrupted():
            return
        if self.process.wait():
            raise NotRunnable(f"`satuatap {COMMAND}` gagal. Catatannya, {self.log}:\n{last_words(self.log)}")
        apart(lambda: state.store(self.place, wanted))
        note_of(self.place).write_text(wanted)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def _follow(self, log: BinaryIO, say: Callable[[str], None], interrupted: Callable[[], bool]) -> None:
        """Show what is meant for people, keep the rest, until the process ends or we are asked to stop."""
        output = self._pipe(self.process.stdout)
        while not interrupted():
            ready, _, _ = select.select([output], [], [], 0.2)
            if not ready:
                continue
            line = output.readline()
            if not line:
                return
            text = line.decode(errors="replace")
            if text.startswith(MARK):
                say(text.removeprefix(MARK).strip())
            log.write(line)
            log.flush()

    @staticmethod
    def _pipe(pipe: "IO[bytes] | None") -> "IO[bytes]":
        assert pipe is not None  # noqa: S101 (pipes were asked for)
        return pipe


def noted(place: Place) -> str:
    """What the home was prepared for the last time; "" when something made then has gone.

    The database carries the same digest, should the two part.
    """
    sources = (ROOT / "src" / "satuatap" / "locale").glob("*/LC_MESSAGES/*.po")
    made = [note_of(place), place.home / "static", *(source.with_suffix(".mo") for source in sources)]
    return note_of(place).read_text() if all(path.exists() for path in made) else ""


def note_of(place: Place) -> Path:
    return place.home / "prepared"


def last_words(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def digest() -> str:
    """Changes when any file of the source or the packs does, by name, size or time: reading them all would be slow."""
    found = hashlib.sha256()
    for top in (ROOT / "src", ROOT / "packs"):
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(name for name in folders if name not in IGNORED)
            for name in sorted(files):
                if not name.endswith((".pyc", ".mo")):
                    state = os.stat(os.path.join(folder, name))
                    found.update(f"{folder}/{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    found.update(sys.prefix.encode())
    return found.hexdigest()
