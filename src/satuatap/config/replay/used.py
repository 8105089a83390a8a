"""What the play used of the machine: processor time of this process and of the database's process that serves it."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


class Meter:
    """Processor seconds by kind of act, and how many acts. Where the database's process cannot be seen (another machine,
    another system) only our own time is counted, and ``sees_database`` says so."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._schedule = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        self.sees_database = self._schedule.exists()
        self.seconds: dict[str, float] = defaultdict(float)
        self.times: dict[str, int] = defaultdict(int)
        self._begun = time.monotonic()

    @contextmanager
    def counting(self, kind: str) -> Iterator[None]:
        before = self._now()
        yield
        self.seconds[kind] += self._now() - before
        self.times[kind] += 1

    def each_ms(self, kind: str) -> float:
        """Milliseconds of one act."""
        return self.seconds[kind] * 1000 / max(self.times[kind], 1)

    @property
    def wall_seconds(self) -> float:
        return time.monotonic() - self._begun

    def _now(self) -> float:
        database = int(self._schedule.read_text().split()[0]) / 1e9 if self.sees_database else 0.0
        return time.process_time() + database
