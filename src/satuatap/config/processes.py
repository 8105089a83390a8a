"""Small facts about processes that the supervisor and the database launcher share."""

import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

PR_SET_PDEATHSIG = 1


def die_with_parent(how: signal.Signals = signal.SIGKILL) -> Callable[[], None] | None:
    """What a new child runs first, so that the system sends it ``how`` when this process dies, however it dies.

    None where the system cannot do that (it is a feature of Linux).
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def tries(seconds: float) -> Iterator[float]:
    """Try now and again, quickly at first, until the seconds are over; tells how long it has been."""
    begun = time.monotonic()
    pause = 0.02
    yield 0.0
    while (waited := time.monotonic() - begun) < seconds:
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)
        yield waited


class Failed(Exception):
    """What was done apart did not work; the message says why."""


def apart(act: Callable[[], str | None]) -> str | None:
    """Do it in a child and return what it returns: the libraries it loads are gone with it.

    A process that lives for months stays small that way. Raises ``Failed`` with the words of whatever was raised.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = {"value": act()}
        except Exception as problem:
            said = {"problem": str(problem) or type(problem).__name__}
        with os.fdopen(writing, "w") as pipe:
            json.dump(said, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = json.loads(pipe.read() or '{"problem": "it ended without a word"}')
    os.waitpid(child, 0)
    if "problem" in said:
        raise Failed(said["problem"])
    return said["value"]
