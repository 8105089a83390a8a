"""The books an office keeps, their volumes, and the lines written in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.domain.audit.actions import record_look
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies, rules
from ..models import Book, Line, Volume

PURPOSE = "menyusun buku administrasi desa"
ORDER = ("umum", "penduduk", "keuangan", "pembangunan", "lainnya")


@dataclass(frozen=True, slots=True)
class BookRow:
    """``waits`` is for what a book waits that nobody can fill yet, "" for the others; ``law`` "" is not known."""

    code: str
    number: str
    group: str
    name: str
    filled: str
    waits: str
    law: str
    layout: str
    sheets: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """``last`` is the last number given."""

    year: int
    last: int
    closed_at: datetime | None
    head: str
    secretary: str


@dataclass(frozen=True, slots=True)
class BookView:
    """A book of an office in a year; ``volume`` is None while nothing was written in it."""

    book: BookRow
    columns: tuple[rules.Column, ...]
    volume: VolumeRow | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """``cells`` stand in the order of the columns; ``struck`` is why the line is wrong, ``instead`` the number of the one
    that stands in its place, ``corrects`` of the one in whose place it stands (0 for none)."""

    id: int
    number: int
    cells: tuple[str, ...]
    struck: str
    instead: int
    corrects: int
    entered_at: datetime


def books_of(actor: Actor, unit_id: UUID, kind: str) -> tuple[BookRow, ...]:
    """The books that an office of a kind keeps, in the order of their groups."""
    policies.require_keeper(actor, unit_id)
    rows = Book.objects.filter(active=True, offices__contains=[kind]).values_list(*BookRow.__dataclass_fields__)
    found = [BookRow(*row) for row in rows]
    return tuple(sorted(found, key=lambda row: (ORDER.index(row.group), row.number, row.code)))


def volumes(actor: Actor, unit_id: UUID, year: int) -> dict[str, VolumeRow]:
    """The volumes of an office in a year, by the code of their book."""
    policies.require_keeper(actor, unit_id)
    rows = Volume.objects.filter(unit=unit_id, year=year).select_related("book")
    return {row.book.code: _volume(row) for row in rows}


def book(actor: Actor, code: str, unit_id: UUID, kind: str, year: int) -> BookView:
    """One book. Raises ``NotFound`` for offices of another kind and those who do not keep its books."""
    policies.require_keeper(actor, unit_id)
    volumes = Volume.objects.filter(book__code=code, unit=unit_id, year=year).select_related("book")
    volume = volumes.first()
    row = volume.book if volume else Book.objects.filter(code=code).first()
    if row is None or not row.active or kind not in row.offices:
        raise NotFound
    told = BookRow(*(getattr(row, name) for name in BookRow.__dataclass_fields__))
    return BookView(told, rules.columns(row.columns), _volume(volume) if volume else None)


def lines(actor: Actor, view: BookView, unit_id: UUID, year: int, cursor: str = "", *, at: datetime) -> Page[LineRow]:
    """What was written in a volume, the newest first. The look is recorded."""
    policies.require_keeper(actor, unit_id)
    rows = Line.objects.filter(volume__book__code=view.book.code, volume__unit=unit_id, volume__year=year)
    found = page(
        rows.select_related("strike__instead", "corrects__line"),
        keys=["-number"],
        cursor=cursor,
        row=lambda line: line_row(line, view.columns),
    )
    if found.rows:
        record_look(by=actor, at=at, purpose=PURPOSE, fields=("values",), unit_id=unit_id)
    return found


def line(actor: Actor, view: BookView, unit_id: UUID, year: int, line_id: int, *, at: datetime) -> LineRow:
    """One line; the look is recorded. Raises ``NotFound`` for a line of another book, office or year."""
    policies.require_keeper(actor, unit_id)
    rows = Line.objects.filter(volume__book__code=view.book.code, volume__unit=unit_id, volume__year=year, pk=line_id)
    found = rows.select_related("strike__instead", "corrects__line").first()
    if found is None:
        raise NotFound
    record_look(by=actor, at=at, purpose=PURPOSE, fields=("values",), unit_id=unit_id)
    return line_row(found, view.columns)


def line_row(line: Line, columns: tuple[rules.Column, ...]) -> LineRow:
    strike, corrects = getattr(line, "strike", None), getattr(line, "corrects", None)
    return LineRow(
        id=line.pk,
        number=line.number,
        cells=tuple(line.values.get(column.key, "") for column in columns),
        struck=strike.reason if strike else "",
        instead=strike.instead.number if strike and strike.instead else 0,
        corrects=corrects.line.number if corrects else 0,
        entered_at=line.entered_at,
    )


def _volume(row: Volume) -> VolumeRow:
    return VolumeRow(row.year, row.next_number - 1, row.closed_at, row.head, row.secretary)
