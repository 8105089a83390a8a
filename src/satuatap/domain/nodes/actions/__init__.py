"""Every write about nodes."""

from .copying import take_copy
from .enrolling import end, enrol, stop, stop_leading
from .exchanging import exchange, note_contact, number_facts
from .granting import grant
from .keeping import drop_kept, keep, note_answer, send_again, send_kept
from .receiving import take_application
from .taking import hear, settle, take_facts
from .wishing import forget_phones, note_refusal, wish

__all__ = [
    "drop_kept",
    "end",
    "enrol",
    "exchange",
    "forget_phones",
    "grant",
    "hear",
    "keep",
    "note_answer",
    "note_contact",
    "note_refusal",
    "number_facts",
    "send_again",
    "send_kept",
    "settle",
    "stop",
    "stop_leading",
    "take_application",
    "take_copy",
    "take_facts",
    "wish",
]
