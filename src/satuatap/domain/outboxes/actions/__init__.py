"""Every write about devices of village desks and what they send."""

from .devices import MOST_LOOKS, confirm_wiped, end, note_heard, note_looks, register, take_snapshot
from .receiving import Item, receive
from .settling import settle

__all__ = [
    "MOST_LOOKS",
    "Item",
    "confirm_wiped",
    "end",
    "note_heard",
    "note_looks",
    "receive",
    "register",
    "settle",
    "take_snapshot",
]
