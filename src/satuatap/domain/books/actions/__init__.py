"""Every write of this room: books from packs, lines, strikes, closing a year, copies to take along."""

from .copying import ask_copy, decide_copy, make_copy
from .limits import put_limits
from .shelf import BookEntry, close_volume, enter_line, put_books, strike_line

__all__ = [
    "BookEntry",
    "ask_copy",
    "close_volume",
    "decide_copy",
    "enter_line",
    "make_copy",
    "put_books",
    "put_limits",
    "strike_line",
]
