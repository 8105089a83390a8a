"""Several people at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from satuatap.kernel.errors import NotFound, Refused


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all acts in threads that start together. A refusal is an answer, by its code; so is not being let in: None."""
    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        except Refused as refusal:
            return refusal.code
        except NotFound:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
