"""Every write of this room: books from packs, lines, strikes, closing a year, copies to take along."""

from .copying import ask_copy, drop_copies, make_copy
from .shelf import BookEntry, close_volume, enter_line, put_books, strike_line

__all__ = [
    "BookEntry",
    "ask_copy",
    "close_volume",
    "drop_copies",
    "enter_line",
    "make_copy",
    "put_books",
    "strike_line",
]
