"""Every read of this room: the books an office keeps, and what stands in one of them."""

from ..rules import Column
from .filling import Cells, all_cells, filled
from .shelf import (
    BookRow,
    BookView,
    CopyView,
    LineRow,
    VolumeRow,
    book,
    books_of,
    copy,
    copy_content,
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
    "all_cells",
    "book",
    "books_of",
    "copy",
    "copy_content",
    "filled",
    "line",
    "lines",
    "volumes",
]
