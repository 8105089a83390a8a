"""The sandbox of a printer in a process of its own, with its paper."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from satuatap.adapters.wire.tests.running import Process

WELL = {"down": False, "empty": False, "low": False, "open": False, "jam": False, "delay": 0, "lines": -1, "drop": ""}


class Machine:
    """A printer at ``address``."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.address = f"127.0.0.1:{self._paper()['port']}"

    def _paper(self) -> dict:
        return json.loads(self.process.ask("GET", "/kertas")[1])

    @property
    def slips(self) -> list[str]:
        """What it printed, oldest first."""
        return self._paper()["slips"]

    def is_told(self, **faults: object) -> None:
        self.process.control(**faults)

    def mend(self) -> None:
        self.process.control(**WELL)


@contextmanager
def printer(home: Path) -> Iterator[Machine]:
    process = Process("satuatap.adapters.printing.sandbox", home, "")
    try:
        yield Machine(process)
    finally:
        process.end()
