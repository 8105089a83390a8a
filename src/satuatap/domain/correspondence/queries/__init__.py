"""Every read of this room: the agenda of an office, one letter, an officer's own list, and what books tell of letters."""

from ..rules import Facts
from .books import cells_of, council_cells, sent_cells
from .instructions import InstructionRow, instructions_on
from .lists import (
    Counts,
    LetterRow,
    OwnRow,
    Wanted,
    counts,
    disposers,
    letters,
    own,
    own_open,
)
from .one import (
    AssignmentRow,
    DispositionRow,
    LetterView,
    SendingRow,
    SheetRow,
    VersionRow,
    assignment,
    letter,
    paper,
    sheet,
)

__all__ = [
    "AssignmentRow",
    "Counts",
    "DispositionRow",
    "Facts",
    "InstructionRow",
    "LetterRow",
    "LetterView",
    "OwnRow",
    "SendingRow",
    "SheetRow",
    "VersionRow",
    "Wanted",
    "assignment",
    "cells_of",
    "council_cells",
    "counts",
    "disposers",
    "instructions_on",
    "letter",
    "letters",
    "own",
    "own_open",
    "paper",
    "sent_cells",
    "sheet",
]
