"""Tables of a case: where it stands, who has it, what was commanded, what was found wrong, when the clock rested, what was said."""

from .asking import AskedCase, AskedTally
from .bundles import Bundle
from .cases import (
    APPEND_ONLY,
    DESK,
    EARLIER,
    Case,
    CaseQuerySet,
    Command,
    Defect,
    DueChange,
    Paper,
    Pause,
    Task,
)
from .collecting import HandOver, Keeping, Place, Reminder
from .confirmations import Confirmation
from .inspections import Finding, Inspection, Photo
from .marks import Mark
from .objections import Objection
from .outside import OutsideCall, OutsideRecord
from .saved import Export, SavedFilter
from .silence import Silence
from .talk import Note, Opinion, Post

__all__ = [
    "APPEND_ONLY",
    "DESK",
    "EARLIER",
    "AskedCase",
    "AskedTally",
    "Bundle",
    "Case",
    "CaseQuerySet",
    "Command",
    "Confirmation",
    "Defect",
    "DueChange",
    "Export",
    "Finding",
    "HandOver",
    "Inspection",
    "Keeping",
    "Mark",
    "Note",
    "Objection",
    "Opinion",
    "OutsideCall",
    "OutsideRecord",
    "Paper",
    "Pause",
    "Photo",
    "Place",
    "Post",
    "Reminder",
    "SavedFilter",
    "Silence",
    "Task",
]
