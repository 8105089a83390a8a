"""Tables of residents that come from elsewhere: which column means what, what a cell says, what a row makes of a person."""

from .columns import COLUMNS, LISTED, REASON, Column, fingerprint, header_row, headings, recognised, required, suggest
from .rows import DAY_FIRST, MONTH_FIRST, OF_CARD, ORDERS, Line, Problem, Reading, differing, read_row
from .values import code_of, day_of

__all__ = [
    "COLUMNS",
    "DAY_FIRST",
    "LISTED",
    "MONTH_FIRST",
    "OF_CARD",
    "ORDERS",
    "REASON",
    "Column",
    "Line",
    "Problem",
    "Reading",
    "code_of",
    "day_of",
    "differing",
    "fingerprint",
    "header_row",
    "headings",
    "read_row",
    "recognised",
    "required",
    "suggest",
]
