"""Tables as files that spreadsheets open."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

Cell = str | int | None
TYPES = {
    "pdf": "application/pdf", "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""Media types of the files people take along."""


def safe(text: str) -> str:
    """A value for a spreadsheet: what would be taken for a formula stays text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def csv_file(rows: Iterable[Sequence[Cell]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")  # with the mark by which spreadsheets know the letters


def xlsx_file(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """A workbook with its sheets in order, by their names."""
    # Slow to import, and most processes never need it.
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
