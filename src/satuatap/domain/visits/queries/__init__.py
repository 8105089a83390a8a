"""Every read of the hall."""

from ..models import ticket_no
from ..rules import LaneNow
from .counters import CounterChoice, CounterNow, counter_choices, counter_now
from .lanes import (
    PostNow,
    day_at,
    first_turns,
    is_lane_of,
    lanes_now,
    posts_of,
    ranks_behind,
    rows,
    zone_at,
)

__all__ = [
    "CounterChoice",
    "CounterNow",
    "LaneNow",
    "PostNow",
    "counter_choices",
    "counter_now",
    "day_at",
    "first_turns",
    "is_lane_of",
    "lanes_now",
    "posts_of",
    "ranks_behind",
    "rows",
    "ticket_no",
    "zone_at",
]
