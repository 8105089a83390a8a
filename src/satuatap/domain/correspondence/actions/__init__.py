"""Every write of this room: registering, correcting, disposing, reporting, answering, putting away."""

from .answering import Answer, deliver, link_answer, note_sent
from .disposing import Order, dispose, file, hand_on, report
from .instructions import InstructionEntry, put_instructions
from .registering import WITH_COUNCIL, add_sheets, correct, put_away, register, set_sheet_aside, take_in, void

__all__ = [
    "WITH_COUNCIL",
    "Answer",
    "InstructionEntry",
    "Order",
    "add_sheets",
    "correct",
    "deliver",
    "dispose",
    "file",
    "hand_on",
    "link_answer",
    "note_sent",
    "put_away",
    "put_instructions",
    "register",
    "report",
    "set_sheet_aside",
    "take_in",
    "void",
]
