"""Every write about devices of village desks and what they send."""

from .borrowing import Lent, borrow, give_back, take_number
from .devices import MOST_LOOKS, confirm_wiped, end, note_heard, note_looks, register, take_snapshot
from .receiving import Item, receive
from .settling import send_on, settle
from .sheets import drop_sheets, keep_sheet

__all__ = [
    "MOST_LOOKS",
    "Item",
    "Lent",
    "borrow",
    "confirm_wiped",
    "drop_sheets",
    "end",
    "give_back",
    "keep_sheet",
    "note_heard",
    "note_looks",
    "receive",
    "register",
    "send_on",
    "settle",
    "take_number",
    "take_snapshot",
]
