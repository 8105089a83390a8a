"""What the processes of a copy have used of the machine: processor time and memory, as Linux counts them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
OWN, CHILD_FIELDS = (
    slice(11, 13),
    slice(13, 15),
)  # of /proc/<pid>/stat behind the name: ticks used, and those of the dead


@dataclass
class Used:
    """Processor seconds, or megabytes, by kind of process; whoever asked for them is not among these."""

    web: float = 0.0
    postgres: float = 0.0
    worker: float = 0.0

    @property
    def total(self) -> float:
        return self.web + self.postgres + self.worker

    def __sub__(self, other: "Used") -> "Used":
        return Used(self.web - other.web, self.postgres - other.postgres, self.worker - other.worker)


class Gauge:
    """Reads one copy: the supervisor's process is ``root``, its database lies in ``home``."""

    def __init__(self, root: int, home: Path) -> None:
        self.root = root
        self.postmaster = int((home / "pg" / "data" / "postmaster.pid").read_text().split()[0])
        self.web, self.worker = (child_named(root, name) for name in ("web", "worker"))

    def used(self) -> Used:
        """So far. What ended is counted by the one that waited for it, so nothing is lost or counted twice."""
        return Used(*(sum(map(seconds, family(top))) for top in (self.web, self.postmaster, self.worker)))

    @contextmanager
    def measuring(self) -> Iterator[Used]:
        """What is used inside the block."""
        spent, before = Used(), self.used()
        yield spent
        after = self.used() - before
        spent.web, spent.postgres, spent.worker = after.web, after.postgres, after.worker

    def memory(self) -> tuple[float, Used]:
        """Megabytes of everything the supervisor started, itself included, and of these those of each kind.

        Pages that several share are counted once (PSS).
        """
        tops = (self.web, self.postmaster, self.worker)
        return sum(map(proportional, family(self.root))), Used(*(sum(map(proportional, family(top))) for top in tops))


def child_named(root: int, name: str) -> int:
    """The process that the supervisor started as ``satuatap <name>``."""
    return next(pid for pid in _families().get(root, ()) if _is_named(pid, name))


def family(top: int) -> list[int]:
    """A process and every process below it."""
    children, found, waiting = _families(), [], [top]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], ())
    return found


def seconds(pid: int) -> float:
    """Processor seconds of a process and of those of its children that have ended."""
    try:
        fields = _stat(pid)
    except OSError:
        return 0.0
    return sum(map(int, [*fields[OWN], *fields[CHILD_FIELDS]])) / TICKS


def proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _families() -> dict[int, list[int]]:
    """Every process by its parent."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                below.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
            except OSError:
                continue
    return below


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _is_named(pid: int, name: str) -> bool:
    """Whether a process was started as ``satuatap <name>``."""
    return name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
