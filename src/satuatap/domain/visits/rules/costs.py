"""What a priority costs those who have none: the calls of a day given out again, with and without it.

The moments at which a lane called somebody stay as they were; only who was called at each of them changes. So the minutes
that one group gains are to the second the minutes that the others lose, whatever the day was like. What cannot be
known stays out: nobody can say whether a counter would have been faster or an officer come earlier without the priority.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Final

import msgspec

from .turns import rank

ENOUGH_CALLS: Final = 30  # of a hall's day, below which nothing is said of it


class Called(msgspec.Struct, frozen=True):
    """A visitor who was called in a lane: from when they could be (``ready``), by which arrival their turn counts, how far
    ahead it stands, and for which ``reason`` ("" none)."""

    ready: datetime
    turn: datetime
    at: datetime
    head_start: int = 0
    reason: str = ""


class Cost(msgspec.Struct, frozen=True):
    """Of one reason: how many were ``called`` by it, the time that all ``others`` together waited longer because of it, how
    many of them (``later``), and how long at most one of them (``most``)."""

    reason: str
    called: int
    others: timedelta
    later: int
    most: timedelta

    @property
    def each(self) -> timedelta:
        """What one of those who waited longer waited longer on average."""
        return self.others / self.later if self.later else timedelta(0)


def called_again(day: Sequence[Called], without: frozenset[str] = frozenset()) -> list[datetime]:
    """When each of a lane's visitors would have been called at the same moments, had these reasons given no head start."""
    coming = sorted(range(len(day)), key=lambda place: day[place].ready, reverse=True)
    waiting: list[tuple[datetime, datetime, int]] = []
    when = [one.at for one in day]
    for moment in sorted(when):
        while coming and day[coming[-1]].ready <= moment:
            one = day[place := coming.pop()]
            start = 0 if one.reason in without else one.head_start
            heappush(waiting, (rank(one.turn, start), one.ready, place))
        when[heappop(waiting)[2]] = moment
    return when


def costs(lanes: Iterable[Sequence[Called]]) -> tuple[Cost, ...]:
    """What each reason of a day cost, in all lanes of a hall together; the most called first."""
    found: dict[str, list[Cost]] = {}
    for day in lanes:
        as_it_is = called_again(day)
        for reason in {one.reason for one in day} - {""}:
            found.setdefault(reason, []).append(_cost(reason, day, as_it_is))
    rows = [_together(parts) for parts in found.values()]
    return tuple(sorted(rows, key=lambda row: (-row.called, row.reason)))


def _cost(reason: str, day: Sequence[Called], as_it_is: Sequence[datetime]) -> Cost:
    without = called_again(day, frozenset([reason]))
    moved = [now - then for one, now, then in zip(day, as_it_is, without, strict=True) if one.reason != reason]
    longer = [more for more in moved if more > timedelta(0)]
    return Cost(reason, len(day) - len(moved), sum(moved, timedelta(0)), len(longer), max(longer, default=timedelta(0)))


def _together(parts: Sequence[Cost]) -> Cost:
    return Cost(
        parts[0].reason,
        sum(part.called for part in parts),
        sum((part.others for part in parts), timedelta(0)),
        sum(part.later for part in parts),
        max(part.most for part in parts),
    )
