"""The columns of a book, and what may be written in them."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Any

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused
from satuatap.kernel.forms import kinds

from .lifecycle import Kind

LONGEST = 500
LONGEST_WORDS = 6
UNBROKEN = 30  # letters: in a longer word a print may break (layouts/book.typ)
FIRST_YEAR = 1945


@dataclass(frozen=True, slots=True)
class Column:
    """``above`` is the heading over several columns; in one that is not ``written`` only the system writes. ``blank``
    stands in a file for what is not known."""

    key: str
    name: str
    above: str = ""
    kind: str = Kind.TEXT.value
    written: bool = True
    blank: str = ""


def columns(told: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(**row) for row in told)


def clean(columns: Sequence[Column], typed: Mapping[str, str]) -> dict[str, str]:
    """What was written, by column. Raises ``Refused`` "empty" when that is nothing, or names the column that is wrong."""
    found = {}
    for column in columns:
        text = " ".join(typed.get(column.key, "").split())[:LONGEST]
        if text and column.written:
            found[column.key] = _fit(column, text)
    if not found:
        raise Refused("empty", _("Isi paling sedikit satu kolom."), field="")
    return found


def _fit(column: Column, text: str) -> str:
    if column.kind == Kind.DAY:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            words = _("%(column)s: tanggal ini tidak ada.") % {"column": column.name}
            raise Refused("day", words, field=column.key) from None
    if column.kind in (Kind.WHOLE, Kind.MONEY):
        digits = text.removeprefix("Rp").replace(".", "").strip()
        if not digits.isascii() or not digits.isdigit():
            words = _("%(column)s: tulis dengan angka saja.") % {"column": column.name}
            raise Refused("number", words, field=column.key)
        return str(int(digits))
    return text


def require_year(year: int, today: date) -> None:
    """Raises ``Refused("year")`` for one that is not over nor under way."""
    if not FIRST_YEAR <= year <= today.year:
        raise Refused("year", _("Buku tahun itu belum ada."), field="tahun")


def require_month(year: int, month: int, today: date) -> None:
    """Raises ``Refused("month")`` for one that is not over nor under way; 0 stands for the whole year."""
    if not 0 <= month <= 12 or (year, month) > (today.year, today.month):
        raise Refused("month", _("Buku bulan itu belum ada."), field="bulan")


def period(year: int, month: int) -> str:
    """A year, or a month in it, as a print says it: books are kept in Indonesian."""
    return f"{kinds.MONTHS[month - 1]} {year}" if month else str(year)


def last_day(year: int, month: int) -> date:
    """The last day of a month, and of the year where ``month`` is 0."""
    month = month or 12
    return date(year, month, monthrange(year, month)[1])


def day_of(year: int, month: int, asked_on: date) -> date:
    """As of which day a book of people is read: the end of its month or year, or today where that is still to come."""
    return min(last_day(year, month), asked_on)


def is_of_month(columns: Sequence[Column], cells: Mapping[str, str], year: int, month: int) -> bool:
    """Whether a line belongs to a month: by the first day that stands in it, or the one on which it was ``entered``."""
    days = [cells[column.key] for column in columns if column.kind == Kind.DAY and cells.get(column.key)]
    return (days or [cells.get("entered", "")])[0].startswith(f"{year}-{month:02}-")


def headings(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """The two rows over a book's columns: neighbours under one heading together, the others alone."""
    groups: list[dict[str, Any]] = []
    for column in columns:
        if column.above and groups and groups[-1]["name"] == column.above:
            groups[-1]["inner"].append(column.name)
            groups[-1]["span"] += 1
        else:
            own = {"only": "", "inner": [column.name]} if column.above else {"only": column.name, "inner": []}
            groups.append({"name": column.above, "span": 1, **own})
    return groups


def widest(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """What a print needs to know of each column to be set without words that run into each other: the longest words of its
    heading and of its cells (letters are not equally wide), and how much stands in its fullest cell."""
    found = []
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows]
        found.append({
            "heads": _longest(column.name.split()),
            "cells": _longest(word[:UNBROKEN] for text in cells for word in text.split()),
            "most": max(map(len, cells), default=0),
        })  # fmt: skip
    return found


def _longest(words: Iterable[str]) -> list[str]:
    return nlargest(LONGEST_WORDS, set(words), key=lambda word: (len(word), word))


def printed(column: Column, text: str) -> str:
    """A value as it stands in a print: days as people write them, amounts with dots."""
    if text and column.kind == Kind.DAY:
        return f"{date.fromisoformat(text):%d-%m-%Y}"
    if text and column.kind in (Kind.WHOLE, Kind.MONEY):
        return f"{int(text):,}".replace(",", ".")
    return text
