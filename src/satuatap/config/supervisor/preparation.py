"""What must be true before the first page is served: tables, texts, static files, keys, the pack of the place.

Nothing runs when neither the source, the packs nor the database have changed since the last time.
"""

import hashlib
import os
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from ..postgres import NotRunnable
from ..processes import apart, die_with_parent
from . import state
from .place import ROOT, Place

IGNORED = {"__pycache__", "tests"}
COMMAND = "prepare"
MARK = "» "  # as in commands/prepare.py: a line for the person who waits


def prepare(
    place: Place,
    wanted: str,
    environment: Mapping[str, str],
    say: Callable[[str], None],
    interrupted: Callable[[], bool],
) -> None:
    """Bring everything up to date and note the digest. Raises ``NotRunnable`` with what went wrong."""
    log = place.logs / f"{COMMAND}.log"
    with log.open("wb") as file, launch(environment, file) as process:
        follow(process, file, say, interrupted)
    if interrupted():
        return
    if process.returncode:
        raise NotRunnable(f"`satuatap {COMMAND}` gagal. Catatannya, {log}:\n{last_words(log)}")
    apart(lambda: state.store(place, wanted))
    note_of(place).write_text(wanted)


def noted(place: Place) -> str:
    """What the home was prepared for the last time. The database carries the same, should they part."""
    try:
        return note_of(place).read_text()
    except FileNotFoundError:
        return ""


def note_of(place: Place) -> Path:
    return place.home / "prepared"


def launch(environment: Mapping[str, str], errors: BinaryIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "satuatap.config", COMMAND],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        bufsize=0,  # so that select tells of every line
        env=dict(environment),
        start_new_session=True,
        preexec_fn=die_with_parent(),  # noqa: PLW1509 (a supervisor without threads)
    )


def follow(
    process: subprocess.Popen[bytes], log: BinaryIO, say: Callable[[str], None], interrupted: Callable[[], bool]
) -> None:
    """Show what is meant for people, keep the rest, until the process ends or we are asked to stop."""
    assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
    while True:
        ready, _, _ = select.select([process.stdout], [], [], 0.2)
        if interrupted():
            process.terminate()
            return
        if not ready:
            continue
        line = process.stdout.readline()
        if not line:
            return
        text = line.decode(errors="replace")
        if text.startswith(MARK):
            say(text.removeprefix(MARK).strip())
        log.write(line)
        log.flush()


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
