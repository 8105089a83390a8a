"""What must be true before the first page is served: tables, texts, static files, keys, the pack of the place.

Nothing runs when neither the source, the packs nor the database have changed since the last time.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg

from ..postgres import NotRunnable
from ..postgres.cluster import OWNER, address
from ..processes import die_with_parent
from .place import ROOT, Place

IGNORED = {"__pycache__", "tests"}
# Two programs that do not need each other run side by side; each knows by itself whether there is anything to do.
STAGES = (
    (("assemble", "Menyiapkan halaman, gaya, dan kunci …"), ("migrate", "Menyiapkan tabel …")),
    (("install", "Memasang paket layanan dan orang-orang peraga …"),),
)


def prepare(
    place: Place, environment: Mapping[str, str], say: Callable[[str], None], interrupted: Callable[[], bool]
) -> None:
    """Bring everything up to date. Raises ``NotRunnable`` with what went wrong."""
    wanted = digest()
    note = place.home / "prepared"
    if note.exists() and note.read_text() == wanted == stored(place):
        return
    for stage in STAGES:
        running = []
        for command, words in stage:
            say(words)
            running.append((command, launch(command, environment, place)))
        for command, process in running:
            while (code := process.poll()) is None:
                if interrupted():
                    process.terminate()
                time.sleep(0.02)
            if interrupted():
                return
            if code:
                log = place.logs / f"{command}.log"
                raise NotRunnable(f"`satuatap {command}` gagal. Catatannya, {log}:\n{last_words(log)}")
    store(place, wanted)
    note.write_text(wanted)


def launch(command: str, environment: Mapping[str, str], place: Place) -> subprocess.Popen[bytes]:
    with (place.logs / f"{command}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "satuatap.config", command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 (a supervisor without threads)
        )


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


def stored(place: Place) -> str | None:
    """The digest that the database itself carries: another or an older database is never mistaken for this one."""
    with connect(place) as connection:
        found = connection.execute("SELECT obj_description('public'::regnamespace)").fetchone()
    return str(found[0]).rpartition(" ")[2] if found and found[0] else None


def store(place: Place, wanted: str) -> None:
    with connect(place) as connection:
        connection.execute(f"COMMENT ON SCHEMA public IS 'SatuAtap {wanted}'")


def connect(place: Place) -> psycopg.Connection:
    if url := os.environ.get("DATABASE_URL"):
        return psycopg.connect(url, autocommit=True)
    return psycopg.connect(**address(place.home, OWNER), autocommit=True)
