"""The database into a dump and back, with PostgreSQL's own programs."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from psycopg.conninfo import conninfo_to_dict

from ..postgres import NotRunnable, programs
from ..postgres.cluster import OWNER, address
from ..supervisor.place import Place
from .archive import PART

# Nobody needs these back: a cache, and sessions that a stolen copy would still open.
WITHOUT_ROWS = ("satuatap_cache", "identity_session")
NEWER = {b"SET transaction_timeout = 0;\n"}  # said by new programs, not understood by old servers
PLAIN = ("--no-owner", "--no-privileges")


def dump(place: Place) -> Iterator[bytes]:
    """The whole database as it is in one moment, in parts. Raises ``NotRunnable``."""
    left = [f"--exclude-table-data={table}" for table in WITHOUT_ROWS]
    command = [program(place, "pg_dump"), "--format=custom", *PLAIN, *left]
    with TemporaryFile() as words:
        with subprocess.Popen(command, env=environment(place), stdout=subprocess.PIPE, stderr=words) as running:
            assert running.stdout is not None  # noqa: S101 (a pipe was asked for)
            while part := running.stdout.read(PART):
                yield part
        if running.returncode:
            words.seek(0)
            raise NotRunnable(f"Basis data tidak dapat dicadangkan: {words.read().decode(errors='replace').strip()}")


def restore(place: Place, source: Path) -> None:
    """Put a dump into the empty database of this copy. Raises ``NotRunnable``."""
    newer = set(NEWER)
    unpack = [program(place, "pg_restore"), *PLAIN, "--file=-", source]
    put_in = [program(place, "psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with (
        TemporaryFile() as words,
        subprocess.Popen(unpack, stdout=subprocess.PIPE, stderr=words) as unpacking,
        subprocess.Popen(
            put_in, env=environment(place), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=words
        ) as putting,
    ):
        assert unpacking.stdout is not None  # noqa: S101 (pipes were asked for)
        assert putting.stdin is not None  # noqa: S101
        with contextlib.suppress(BrokenPipeError):
            for line in unpacking.stdout:
                if line in newer:
                    newer.remove(line)  # the first only: further down it could stand in somebody's text
                else:
                    putting.stdin.write(line)
        with contextlib.suppress(BrokenPipeError):
            putting.stdin.close()
        unpacking.stdout.close()
        if putting.wait() or unpacking.wait():
            words.seek(0)
            raise NotRunnable(f"Basis data tidak dapat dipulihkan: {words.read().decode(errors='replace').strip()}")


def tables_in(source: Path, place: Place) -> int:
    """How many tables with rows a dump lists. Raises ``NotRunnable`` when it is no dump."""
    done = subprocess.run([program(place, "pg_restore"), "--list", source], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotRunnable(f"Basis data di dalam cadangan rusak: {done.stderr.strip()}")
    return done.stdout.count(" TABLE DATA ")


def program(place: Place, name: str) -> Path:
    """A client program that fits the database of this copy."""
    if os.environ.get("DATABASE_URL"):
        found = programs.shipped()
        if not found:
            raise NotRunnable("Program PostgreSQL belum terpasang. Jalankan `make run` sekali.")
        return found[max(found)] / "bin" / name
    return programs.installation(place.home / "pg" / "data", None).bin / name


def environment(place: Place) -> dict[str, str]:
    """How PostgreSQL's programs reach the database: a password on the command line could be read by anybody."""
    if url := os.environ.get("DATABASE_URL"):
        found = {str(key): str(value) for key, value in conninfo_to_dict(url).items()}
    else:
        found = address(place.home, OWNER)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    return {**os.environ, **{names[key]: value for key, value in found.items() if key in names}}
