"""Tables of the hall: lanes, visits with their errands, officers at counters, calls, and what was measured of waits."""

from .hall import (
    TOLD,
    Call,
    Channel,
    Device,
    DeviceKind,
    Errand,
    Lane,
    Length,
    Post,
    Priority,
    Series,
    Sitting,
    Visit,
    Zone,
    ticket_no,
)
from .paces import Pace, Score
from .printing import Printer, Printing

__all__ = [
    "TOLD",
    "Call",
    "Channel",
    "Device",
    "DeviceKind",
    "Errand",
    "Lane",
    "Length",
    "Pace",
    "Post",
    "Printer",
    "Printing",
    "Priority",
    "Score",
    "Series",
    "Sitting",
    "Visit",
    "Zone",
    "ticket_no",
]
