"""What a case looks like once its last act is taken back: the moments that its remaining commands have set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..lifecycle import State
from . import engine
from .flow import Flow

WINDOW = timedelta(minutes=5)
"""So long an officer may take back an act (practice of the trade)."""


@dataclass(frozen=True, slots=True)
class Times:
    """When a case was accepted, decided and ready; None for what has not come to pass."""

    accepted: datetime | None = None
    decided: datetime | None = None
    ready: datetime | None = None


def times(flow: Flow, done: engine.Standing) -> Times:
    """The moments of a case that has not ended, from the commands that stand."""
    accepted = decided = ready = None
    for command, snapshot in done:
        if accepted is None and snapshot.state in (State.ACCEPTED, State.APPROVED):
            accepted = command.at
        if snapshot.state is not State.APPROVED:
            decided = None
        elif decided is None:
            decided = command.at
        if ready is None and engine.is_ready(flow, snapshot):
            ready = command.at
    return Times(accepted, decided, ready)


def opened_at(done: engine.Standing, step: str) -> datetime:
    """Since when a step has been open or waiting, as it is at the end of the commands that stand."""
    since, is_open = done[-1][0].at, step in done[-1][1].open
    for command, snapshot in reversed(done):
        if step not in (snapshot.open if is_open else snapshot.waiting):
            break
        since = command.at
    return since


def last_standing(verbs: Iterable[str]) -> int:
    """Where the last command stands that was not taken back; -1 when there is none. ``verbs`` in order."""
    standing: list[int] = []
    for place, verb in enumerate(verbs):
        if verb == engine.UNDO:
            standing.pop()
        else:
            standing.append(place)
    return standing[-1] if standing else -1
