"""Every read of the hall."""

from ..models import ticket_no
from ..rules import LaneNow
from .counters import CounterChoice, CounterNow, counter_choices, counter_now
from .days import DayAccount, day_account
from .figures import ScoreRow, Trial, scores, try_counters
from .halls import (
    HallRow,
    LaneRow,
    VisitNow,
    ahead_of,
    hall,
    hall_now,
    halls,
    lanes_of,
    priorities,
    visit_by_token,
    visit_now,
)
from .lanes import (
    PostNow,
    day_at,
    first_turns,
    is_lane_of,
    lanes_now,
    outlook,
    posts_of,
    ranks_behind,
    rows,
    zone_at,
)
from .screens import CallNow, DeviceNow, DeviceRow, average_wait, device, devices, last_calls, zones_of
from .topics import COUNTER, LANE, VISIT, ZONE, topic

__all__ = [
    "COUNTER",
    "LANE",
    "VISIT",
    "ZONE",
    "CallNow",
    "CounterChoice",
    "CounterNow",
    "DayAccount",
    "DeviceNow",
    "DeviceRow",
    "HallRow",
    "LaneNow",
    "LaneRow",
    "PostNow",
    "ScoreRow",
    "Trial",
    "VisitNow",
    "ahead_of",
    "average_wait",
    "counter_choices",
    "counter_now",
    "day_account",
    "day_at",
    "device",
    "devices",
    "first_turns",
    "hall",
    "hall_now",
    "halls",
    "is_lane_of",
    "lanes_now",
    "lanes_of",
    "last_calls",
    "outlook",
    "posts_of",
    "priorities",
    "ranks_behind",
    "rows",
    "scores",
    "ticket_no",
    "topic",
    "try_counters",
    "visit_by_token",
    "visit_now",
    "zone_at",
    "zones_of",
]
