"""``kill -9`` for the processes of a copy."""

import os
import signal
import time
from pathlib import Path

from tests.journeys.copy import Copy

BACK_AGAIN_SECONDS = 90.0


def kill(copy: Copy, *names: str) -> None:
    """``kill -9`` for each, with all its own children, and then wait until the supervisor has brought them back."""
    killed: set[int] = set()
    for name in names:
        pids = pids_of(copy, name)
        assert pids, f"no process {name} to kill"
        killed.update(pids)
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
    deadline = time.monotonic() + BACK_AGAIN_SECONDS
    while time.monotonic() < deadline:
        present = [set(pids_of(copy, name)) for name in names]  # one just killed may still be listed for a moment
        if all(pids - killed for pids in present) and not killed & set().union(*present) and copy.is_well():
            return
        time.sleep(0.2)
    raise AssertionError(f"{names} did not come back:\n{copy.output.read_text(errors='replace')}")


def pids_of(copy: Copy, name: str) -> list[int]:
    if name == "postgres":
        lock = copy.home / "pg" / "data" / "postmaster.pid"
        pid = int(lock.read_text().split()[0]) if lock.exists() else 0
        return [pid] if pid and Path(f"/proc/{pid}").exists() else []
    return [pid for pid in family_of(copy) if is_named(pid, name)]


def family_of(copy: Copy) -> list[int]:
    """Every process that lives in the home of this copy."""
    mark, found = f"SATUATAP_HOME={copy.home}".encode(), []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def is_named(pid: int, name: str) -> bool:
    """Whether a process was started as ``satuatap <name>``, or by one that was."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return name.encode() in words
