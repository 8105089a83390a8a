"""A recorded day: for each queue, at each snapshot, who came and was called since the last and how many counters called.

A CSV file, also gzipped, with the columns ``office, queue_id, letter, time`` (``08:04``) and whole numbers ``arrivals,
calls, open_counters``.
"""

import csv
import gzip
import io
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from satuatap.kernel.errors import Refused

COLUMNS = ("office", "queue_id", "letter", "time", "arrivals", "calls", "open_counters")
MOST = 1000  # of anything in one snapshot: more is a broken file


class Snapshot(msgspec.Struct, frozen=True):
    """What happened in a queue since the snapshot before; ``minute`` of the day."""

    minute: int
    arrivals: int
    calls: int
    open: int


class Queue(msgspec.Struct, frozen=True):
    """One queue of the day, its snapshots in order."""

    office: str
    code: str
    letter: str
    snapshots: tuple[Snapshot, ...]


def read(path: Path) -> tuple[Queue, ...]:
    """The queues of a file in which somebody came. Raises ``Refused`` with the line that cannot be read."""
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    except (UnicodeDecodeError, gzip.BadGzipFile, zlib.error, EOFError) as fault:
        raise Refused("file", f"{path.name}: bukan berkas CSV atau CSV.GZ ({fault}).") from None
    found: dict[tuple[str, str, str], list[Snapshot]] = defaultdict(list)
    rows = csv.DictReader(io.StringIO(text))
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise Refused("file", f"{path.name}: kolom {', '.join(missing)} tidak ada.")
    for row in rows:
        try:
            found[row["office"], row["queue_id"], row["letter"]].append(_snapshot(row))
        except (ValueError, TypeError, AttributeError):
            raise Refused("file", f"{path.name}, baris {rows.line_num}: tidak terbaca.") from None
    queues = (
        Queue(office, f"{letter.lower()}-{number}", letter, tuple(sorted(snapshots, key=lambda one: one.minute)))
        for (office, number, letter), snapshots in sorted(found.items())
    )
    return tuple(queue for queue in queues if any(one.arrivals for one in queue.snapshots))


def _snapshot(row: dict[str, Any]) -> Snapshot:
    hour, _colon, minute = row["time"].partition(":")
    arrivals, calls, counters = (int(row[name]) for name in ("arrivals", "calls", "open_counters"))
    moment = int(hour) * 60 + int(minute)
    if not (0 <= moment < 24 * 60 and all(0 <= many <= MOST for many in (arrivals, calls, counters))):
        raise ValueError
    return Snapshot(moment, arrivals, calls, counters)
