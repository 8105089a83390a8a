"""What the schedule asks of this room."""

from datetime import datetime

from satuatap.kernel.actors import system

from . import actions


def measure(now: datetime) -> None:
    """Each minute: compare the waits that are over with what was told."""
    actions.measure(by=system("forecast"), at=now)
