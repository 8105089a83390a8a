"""What other counters would have changed: the day of a lane played again, event by event."""

from collections.abc import Sequence
from random import Random

import msgspec

from .forecast import quantile

PART = 0.8  # so many of 100 wait at most as long as is told


class Shift(msgspec.Struct, frozen=True):
    """A counter that calls between two moments, in minutes of the day."""

    opens: float
    closes: float


class Played(msgspec.Struct, frozen=True):
    """A day as it went in the play: the waits of those who were served, in minutes, and how many were not."""

    waits: tuple[float, ...]
    unserved: int

    @property
    def most_wait(self) -> float | None:
        """What 80 of 100 waited at most; None when nobody was served."""
        return quantile(self.waits, PART) if self.waits else None


def play(arrivals: Sequence[float], services: Sequence[float], shifts: Sequence[Shift], seed: int = 0) -> Played:
    """Serve everybody in the order of arrival, each at the counter that is free first.

    How long the first, the second, … is served is drawn from ``services`` by ``seed``, so that two plays of one day
    differ by their counters alone. A counter that closes finishes whom it has begun.
    """
    draw = Random(seed)  # noqa: S311 (a play, no secret)
    free = [shift.opens for shift in shifts]
    waits: list[float] = []
    unserved = 0
    for arrival in sorted(arrivals):
        lasts = draw.choice(services)
        begins, place = min(
            ((max(moment, arrival), place) for place, moment in enumerate(free)
             if max(moment, arrival) < shifts[place].closes),
            default=(arrival, -1),
        )  # fmt: skip
        if place < 0:
            unserved += 1
            continue
        free[place] = begins + lasts
        waits.append(begins - arrival)
    return Played(tuple(waits), unserved)
