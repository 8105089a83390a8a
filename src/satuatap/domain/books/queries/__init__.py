"""Every read of this room: the books an office keeps, and what stands in one of them."""

from ..rules import Column
from .filling import all_cells, filled
from .shelf import BookRow, BookView, LineRow, VolumeRow, book, books_of, line, lines, volumes

__all__ = [
    "BookRow",
    "BookView",
    "Column",
    "LineRow",
    "VolumeRow",
    "all_cells",
    "book",
    "books_of",
    "filled",
    "line",
    "lines",
    "volumes",
]
