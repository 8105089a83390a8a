"""Every write about nodes."""

from .copying import take_copy
from .enrolling import end, enrol
from .exchanging import exchange, note_contact, number_facts
from .taking import hear, settle, take_facts

__all__ = [
    "end",
    "enrol",
    "exchange",
    "hear",
    "note_contact",
    "number_facts",
    "settle",
    "take_copy",
    "take_facts",
]
