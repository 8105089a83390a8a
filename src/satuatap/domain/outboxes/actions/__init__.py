"""Every write about devices of village desks and what they send."""

from .devices import confirm_wiped, end, note_heard, note_looks, register, take_snapshot
from .receiving import Item, receive
from .settling import settle

__all__ = [
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
