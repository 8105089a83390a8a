"""Every write about nodes."""

from .copying import take_copy
from .enrolling import end, enrol, stop, stop_leading
from .exchanging import exchange, note_contact, number_facts
from .keeping import drop_kept, keep, note_answer, send_again, send_kept
from .receiving import take_application
from .taking import hear, settle, take_facts

__all__ = [
    "drop_kept",
    "end",
    "enrol",
    "exchange",
    "hear",
    "keep",
    "note_answer",
    "note_contact",
    "number_facts",
    "send_again",
    "send_kept",
    "settle",
    "stop",
    "stop_leading",
    "take_application",
    "take_copy",
    "take_facts",
]
