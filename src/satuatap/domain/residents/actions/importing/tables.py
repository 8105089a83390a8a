"""Reading a table row by row, as text; nothing in it is computed, and no more of it is held than a row.

Only the worker imports this: what reads spreadsheets is slow to load.
"""

import csv
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ...rules import importing

HEAD_ROWS = 15
MOST_CELLS = 80
MOST_ROWS = 500_000
SEPARATORS = ";\t,"
SAMPLE = 20_000


def rows_of(data: bytes, *, is_csv: bool) -> Iterator[list[str]]:
    """The rows of a table, at most ``MOST_ROWS`` of ``MOST_CELLS``. Raises ``Refused("unreadable")`` and
    ``Refused("too-long")``."""
    rows = _of_csv(data) if is_csv else _of_xlsx(data)
    try:
        for number, row in enumerate(rows):
            if number >= MOST_ROWS:
                raise Refused("too-long", _("Berkas ini terlalu panjang. Bagi menjadi beberapa berkas."))
            yield row[:MOST_CELLS]
    except (csv.Error, BadZipFile, KeyError, ValueError, SyntaxError, OSError) as problem:
        raise Refused(
            "unreadable", _("Berkas ini rusak atau tidak terbaca. Simpan ulang, lalu coba lagi.")
        ) from problem


def _of_csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    sample = text[:SAMPLE]
    separator = max(SEPARATORS, key=sample.count)
    yield from csv.reader(StringIO(text, newline=""), delimiter=separator)


def _decoded(data: bytes) -> str:
    """UTF-8, with or without its mark; otherwise the code page of Windows, and Latin-1 where even that has no sign."""
    for encoding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("latin-1")


def _of_xlsx(data: bytes) -> Iterator[list[str]]:
    # Slow to import, and web processes never need it.
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        for sheet in sheets:
            sheet.reset_dimensions()  # what a file says of its own size is often wrong
        sheet = max(sheets, key=_known_headings)
        for row in sheet.iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
    finally:
        book.close()


def _known_headings(sheet: Any) -> int:
    """How many headings of a sheet we know: that of the residents has most."""
    rows = [[_text(cell) for cell in row] for row in islice(sheet.iter_rows(values_only=True), HEAD_ROWS)]
    heads = importing.headings(rows, importing.header_row(rows))
    return len(importing.suggest(heads, ()))


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
