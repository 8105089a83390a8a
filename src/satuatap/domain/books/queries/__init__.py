"""Every read of this room: the books an office keeps, and what stands in one of them."""

from ..rules import Column
from .copies import CopyView, WishRow, copy, copy_content, mark_of, most_alone, people_in, wish, wishes
from .filling import Cells, all_cells, filled
from .shelf import (
    BookRow,
    BookView,
    LineRow,
    VolumeRow,
    book,
    books_of,
    line,
    lines,
    volumes,
)

__all__ = [
    "BookRow",
    "BookView",
    "Cells",
    "Column",
    "CopyView",
    "LineRow",
    "VolumeRow",
    "WishRow",
    "all_cells",
    "book",
    "books_of",
    "copy",
    "copy_content",
    "filled",
    "line",
    "lines",
    "mark_of",
    "most_alone",
    "people_in",
    "volumes",
    "wish",
    "wishes",
]
