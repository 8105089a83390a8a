"""Reading a table row by row, as text; nothing in it is computed, and no more of it is held than some rows."""

import csv
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from itertools import islice
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ...rules import importing
from .workbooks import Workbook

HEAD_ROWS = 15
MOST_CELLS = 80
END = "###"
"""Alone in a row, village systems end their tables with it."""
MOST_ROWS = 500_000
SEPARATORS = ";\t,"
SAMPLE = 20_000
UNREADABLE = (
    csv.Error,
    zlib.error,
    BadZipFile,
    LookupError,
    ValueError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    OSError,
)
"""What is raised over a file that is none, is cut off, packed or locked in ways we do not know, or lies about itself."""
PIECE = 1 << 20


def rows_of(file: BinaryIO, *, is_csv: bool, most: int = MOST_ROWS) -> Iterator[list[str]]:
    """The rows of a table, at most so many of ``MOST_CELLS``. Raises ``Refused("unreadable")`` and
    ``Refused("too-long")``."""
    file.seek(0)
    rows = _of_csv(file) if is_csv else _of_xlsx(file)
    try:
        for number, row in enumerate(rows):
            if number >= most:
                raise Refused("too-long", _("Berkas ini terlalu panjang. Bagi menjadi beberapa berkas."))
            if END in row and not any(cell.strip() for cell in row if cell != END):
                return
            yield row[:MOST_CELLS]
    except UNREADABLE as problem:
        raise Refused(
            "unreadable", _("Berkas ini rusak atau tidak terbaca. Simpan ulang, lalu coba lagi.")
        ) from problem


def rows_about(file: BinaryIO, *, is_csv: bool) -> int:
    """About how many rows there are, counted without reading them: what progress is told against."""
    file.seek(0)
    if is_csv:
        return sum(piece.count(b"\n") for piece in _pieces(file))
    try:
        with ZipFile(file) as archive:
            sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
            return max((_marks(archive, part) for part in sheets), default=0)
    except (BadZipFile, KeyError, OSError):
        return 0


def _marks(archive: ZipFile, part: str) -> int:
    with archive.open(part) as sheet:
        return sum(piece.count(b"<row") for piece in _pieces(sheet))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(PIECE), b"")


def _of_csv(file: BinaryIO) -> Iterator[list[str]]:
    encoding = _encoding(file)
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    try:
        sample = text.read(SAMPLE)
        text.seek(0)
        yield from csv.reader(text, delimiter=max(SEPARATORS, key=sample.count))
    finally:
        text.detach()  # the file stays open for whoever reads it again


def _encoding(file: BinaryIO) -> str:
    """UTF-8, with or without its mark; otherwise the code page of Windows, and Latin-1 where even that has no sign."""
    for encoding in ("utf-8-sig", "cp1252"):
        file.seek(0)
        reader = getincrementaldecoder(encoding)()
        with suppress(UnicodeDecodeError):
            for piece in _pieces(file):
                reader.decode(piece)
            reader.decode(b"", final=True)
            return encoding
    return "latin-1"


def _of_xlsx(file: BinaryIO) -> Iterator[list[str]]:
    book = Workbook(file)
    if not book.sheets:
        raise ValueError("a workbook without sheets")
    part = max(book.sheets.values(), key=lambda one: _known_headings(book, one))
    yield from book.rows(part)


def _known_headings(book: Workbook, part: str) -> int:
    """How many headings of a sheet we know: that of the residents has most."""
    rows = list(islice(book.rows(part), HEAD_ROWS))
    heads = importing.headings(rows, importing.header_row(rows))
    return len(importing.suggest(heads, ()))
