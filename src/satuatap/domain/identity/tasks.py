"""Background entry points."""

from datetime import datetime

from satuatap.kernel.actors import system

from . import actions


def clear_sessions(now: datetime) -> None:
    """Once an hour: forget sessions that have run out."""
    actions.clear_sessions(by=system("schedule"), at=now)
