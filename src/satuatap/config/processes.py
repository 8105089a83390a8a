"""Small facts about processes that the supervisor and the database launcher share."""

import ctypes
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
