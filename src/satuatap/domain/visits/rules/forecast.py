"""How long somebody waits, as a range learnt from those who waited before. Values in, a value out.

Two things are learnt. The *pace* of a lane: the minutes that one visitor occupies one counter, as the others feel it
(walking, pauses and a counter shared with another lane included), taken from waits that are over. And how far that
pace was off lately at the site, as a ratio for each *band* of people ahead: short queues scatter more than long ones.
"""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from statistics import median
from typing import Final

import msgspec

ENOUGH_TURNS: Final = 10  # measured turns of a lane, below which the planned pace is told, as such
ENOUGH_IN_HOUR: Final = 30  # from here on a lane's own pace of an hour of the day is preferred
ENOUGH_RATIOS: Final = 30  # measured waits of a site, below which no range is told
KEPT_TURNS: Final = 60
KEPT_RATIOS: Final = 300
LAST_BAND: Final = 5
TAIL: Final = 0.1  # left out at each end, so that 80 of 100 lie between
LEAST_TAIL, MOST_TAIL = 0.02, 0.15
ENOUGH_SCORES: Final = 100  # ranges that have come true or not, from which on the tails follow them
LONGEST: Final = 24 * 60  # minutes; more is told of nobody


class Turn(msgspec.Struct, frozen=True, array_like=True):
    """One wait that is over: minutes of counters that passed, and how many turns they made."""

    minutes: float
    turns: int


class Pace(msgspec.Struct, frozen=True):
    """Minutes for one turn at one counter, from ``n`` waits."""

    minutes: float
    n: int


class Spread(msgspec.Struct, frozen=True):
    """What the real waits were of the expected ones, of ``n``: the ratios between which 80 of 100 lie, and the middle."""

    low: float
    median: float
    high: float
    n: int


class Measured(msgspec.Struct, frozen=True):
    """What was measured of a lane and its site; ``spreads`` by band, None standing for all bands together."""

    pace: Pace | None = None
    spreads: Mapping[int | None, Spread] = {}


class Forecast(msgspec.Struct, frozen=True):
    """A wait in whole minutes. Without ``low`` and ``high`` there was not enough to tell a range from, and without
    ``expected`` (minutes by the measured pace) the median is the planned one."""

    median: int
    low: int | None = None
    high: int | None = None
    expected: float | None = None

    @property
    def is_planned(self) -> bool:
        return self.expected is None

    @property
    def has_range(self) -> bool:
        return self.low is not None

    @property
    def minutes(self) -> str:
        """``12–20`` where there is a range, else ``15``."""
        return f"{self.low}–{self.high}" if self.low != self.high else str(self.median)


NOTHING_MEASURED: Final = Measured()


def band(ahead: int) -> int:
    """0 for nobody ahead, 1 up to two, 2 up to six, 3 up to fourteen, 4 up to thirty, 5 for more."""
    return min((ahead + 1).bit_length() - 1, LAST_BAND)


def forecast(ahead: int, open: int, planned: int, measured: Measured = NOTHING_MEASURED) -> Forecast | None:
    """What somebody waits who has so many ahead at so many open counters; None while no counter is open.

    Never less for more people ahead.
    """
    if open < 1:
        return None
    pace = measured.pace
    if pace is None:
        return Forecast(min(round(planned * ahead / open), LONGEST))
    expected = pace.minutes * (ahead + 1) / open
    # The last of each shorter band, so that passing from one band to the next never shortens the wait.
    steps = [*(2 ** (lower + 1) - 2 for lower in range(band(ahead))), ahead]
    spreads = [_spread(band(step), measured.spreads) for step in steps]
    if spreads[-1] is None:
        return Forecast(min(round(expected), LONGEST), expected=expected)
    waits = [pace.minutes * (step + 1) / open for step in steps]
    at_steps = [(spread, wait) for spread, wait in zip(spreads, waits, strict=True) if spread]
    low = max(wait * spread.low for spread, wait in at_steps)
    middle = max(wait * spread.median for spread, wait in at_steps)
    high = max(wait * spread.high for spread, wait in at_steps)
    return Forecast(
        min(round(middle), LONGEST), min(floor(low), LONGEST), min(ceil(high), LONGEST), expected
    )  # fmt: skip


def together(waits: Sequence[Forecast]) -> Forecast | None:
    """The waits of several lanes in one line: the middle of the medians, and from the least to the most of their ranges.
    No range while none of them has one; None without lanes."""
    if not waits:
        return None
    known = [wait for wait in waits if wait.low is not None and wait.high is not None]
    middle = round(median(wait.median for wait in known or waits))
    if not known:
        return Forecast(middle)
    lows, highs = [wait.low or 0 for wait in known], [wait.high or 0 for wait in known]
    return Forecast(middle, min(lows), max(highs), float(middle))


def _spread(of: int, spreads: Mapping[int | None, Spread]) -> Spread | None:
    for key in (of, None):
        found = spreads.get(key)
        if found and found.n >= ENOUGH_RATIOS:
            return found
    return None


def pace(turns: Sequence[Turn]) -> Pace:
    """The pace that waits which are over had."""
    return Pace(sum(one.minutes for one in turns) / max(sum(one.turns for one in turns), 1), len(turns))


def tail(told: int, came_true: int) -> float:
    """What to leave out at each end, after so many ranges of which so many came true: less where too few did.

    Each end moves by the whole share that was missed. While a queue grows, the waits that are over were shorter than
    those to come, so moving by half of it would stay behind.
    """
    if told < ENOUGH_SCORES:
        return TAIL
    missed = (1 - 2 * TAIL) - came_true / told
    return min(max(TAIL - missed, LEAST_TAIL), MOST_TAIL)


def spread(ratios: Sequence[float], tail: float = TAIL) -> Spread:
    """Where the ratios lie; there is at least one. The next wait counts among them, which widens the range of a few."""
    n = len(ratios)
    outer = max((n + 1) * tail - 1, 0) / max(n - 1, 1)
    return Spread(quantile(ratios, outer), quantile(ratios, 0.5), quantile(ratios, 1 - outer), n)


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which such a part of the values lies, between two of them in proportion; at least one value."""
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def came_true(low: int, high: int, waited_seconds: int) -> bool:
    """Whether a wait lay inside the range that was told."""
    return low * 60 <= waited_seconds <= high * 60
