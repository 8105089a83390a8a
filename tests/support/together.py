"""Several people at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from satuatap.kernel.errors import NotFound, Refused


def at_once(*acts: Callable[[], Any], most: int | None = None) -> list[Any]:
    """Run all acts in threads that start together. A refusal is an answer, by its code; so is not being let in: None.

    Where only so many at ``most`` have a connection at a time, the first of them start together and the others wait in
    line, as before a web server.
    """
    many = min(len(acts), most or len(acts))
    gate, started = threading.Barrier(many), threading.local()

    def one(act: Callable[[], Any]) -> Any:
        if not hasattr(started, "yes"):
            started.yes = True
            gate.wait()
        try:
            return act()
        except Refused as refusal:
            return refusal.code
        except NotFound:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, acts))
