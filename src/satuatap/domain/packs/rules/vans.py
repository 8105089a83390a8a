"""The timetable of a service van: what it looks like in a pack, and what does not fit together in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from satuatap.kernel.yamls import join

from .findings import Problem
from .shapes import AREA, CODE, LINE, SOURCE, Day, Hours, Keys, Many, Text, Whole

STOP = Keys(
    {"on": Day(), "hours": Many(Hours(), 1), "place": LINE, "area": AREA, "services": Many(CODE), "source": SOURCE},
    needed=("on", "hours", "place", "area", "source"),
)
EXAMPLE = Keys(
    {"in": Whole(0, 90), "hours": Many(Hours(), 1), "place": LINE, "area": AREA},
    needed=("in", "hours", "place", "area"),
)
TABLE = Keys(
    {"unit": CODE, "counter": LINE, "letter": Text(most=2, pattern="[A-Z]{1,2}", like="A"), "name": LINE,
     "minutes": Whole(1, 240)},
    needed=("unit", "counter", "letter", "name", "minutes"),
)  # fmt: skip
VAN = Keys(
    {"code": CODE, "name": LINE, "short_name": LINE, "stops": Many(EXAMPLE, 1), "tables": Many(TABLE)},
    needed=("code", "name", "short_name", "stops"),
)
"""A van of the demonstration: its stops are so many days after it was made; at each of its tables an office has a counter with
a queue of its own."""


def stop_problems(site: Mapping[str, Any], at: str) -> Iterator[Problem]:
    """A van is at one place at a time and open only there; other sites stay where they are."""
    stops = site.get("stops") or ()
    if stops and site.get("kind") != "van":
        yield Problem(join(at, "stops"), "only a van has stops", "write kind: van, or give the site hours")
    if stops and site.get("hours"):
        yield Problem(join(at, "hours"), "the hours of a van are those of its stops", "remove the hours or the stops")
    days: dict[Any, list[tuple[Any, int]]] = defaultdict(list)
    for index, stop in enumerate(stops):
        days[stop.get("on")] += [(span, index) for span in stop.get("hours") or () if span]
    for spans in days.values():
        yield from _overlaps(sorted(spans), at)


def _overlaps(spans: Sequence[tuple[Any, int]], at: str) -> Iterator[Problem]:
    for (earlier, _first), (later, index) in pairwise(spans):
        if later[0] < earlier[1]:
            yield Problem(
                join(at, "stops", index, "hours"),
                "the van stands at another place at that time",
                "correct one of the stops",
            )
