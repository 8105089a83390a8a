"""Books that fill themselves: their lines as cells by column, from the rooms that know them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record_look, record_looks
from satuatap.domain.correspondence import queries as letters
from satuatap.domain.documents import queries as documents
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import PAGE_ROWS, Page

from .. import policies, rules
from ..lifecycle import PEOPLE, SENT, Filled
from ..models import Line
from .shelf import PURPOSE, BookView

BY_DAY = {Filled.LETTERS: "tanggal", Filled.COUNCIL: "tanggal"} | dict.fromkeys(SENT, "dikirim")
"""Books whose lines stand in the order of a day, whoever wrote them; and the column of that day."""
AT_ONCE = 500  # rows of one reading, where all are wanted
Cells = Mapping[str, str]


def filled(
    actor: Actor, view: BookView, unit_id: UUID, area_code: str, year: int, *, at: datetime, cursor: str = "",
    rows: int = PAGE_ROWS, purpose: str = "", month: int = 0,
) -> Page[Cells]:  # fmt: skip
    """A page of what the system writes in a book itself, people as of the end of the ``month`` or year where that is over;
    their numbers are masked unless a purpose of its own is named. Empty for books that the office writes. Every look is recorded."""
    policies.require_keeper(actor, unit_id)
    kind = view.book.filled
    if kind in PEOPLE:
        given: dict[str, Any] = {"at": at, "cursor": cursor, "rows": rows, "full": bool(purpose)}
        today = timezone.localdate(at)
        if (on := rules.day_of(year, month, today)) < today:
            return residents.people_then(actor, area_code, on, purpose or PURPOSE, **given)
        return residents.people_told(actor, area_code, purpose or PURPOSE, **given)
    if kind == Filled.NUMBERS:
        return _months(actor, area_code, year, purpose or PURPOSE, at, cursor)
    if kind == Filled.CHANGES:
        return residents.changes_told(actor, area_code, year, purpose or PURPOSE, at=at, cursor=cursor, rows=rows)
    if kind == Filled.LETTERS:
        return _agenda(actor, unit_id, year, cursor, rows, purpose or PURPOSE, at)
    if kind == Filled.COUNCIL:
        return _looked(letters.council_cells(unit_id, year, cursor, rows), actor, unit_id, purpose, at)
    if kind in SENT:
        return _looked(letters.sent_cells(unit_id, year, SENT[kind], cursor, rows), actor, unit_id, purpose, at)
    return Page(())


def _looked(found: Page[Cells], actor: Actor, unit_id: UUID, purpose: str, at: datetime) -> Page[Cells]:
    if found.rows:
        record_look(by=actor, at=at, purpose=purpose or PURPOSE, fields=("sender", "subject"), unit_id=unit_id)
    return found


def all_cells(
    actor: Actor,
    view: BookView,
    unit_id: UUID,
    area_code: str,
    year: int,
    purpose: str,
    *,
    at: datetime,
    month: int = 0,
) -> Iterator[Cells]:
    """Every line of a book for a print or a spreadsheet, in the order of the book; struck lines say so. Of one ``month`` of
    the year, unless that is 0."""
    asked: dict[str, Any] = {"at": at, "purpose": purpose, "month": month}
    if view.book.filled == Filled.NUMBERS:
        last = rules.day_of(year, 0, timezone.localdate(at)).month
        for number in [month] if month else range(1, last + 1):
            yield from filled(actor, view, unit_id, area_code, year, cursor=str(number), **asked).rows
        return
    written = list(_written(view, unit_id, year))
    found = _pages(actor, view, unit_id, area_code, year, asked)
    if day := BY_DAY.get(view.book.filled):
        found = iter(sorted([*written, *reversed(list(found))], key=lambda cells: cells.get(day, "")))
        written = []
    is_whole = not month or view.book.filled in PEOPLE
    yield from (
        cells for cells in chain(written, found) if is_whole or rules.is_of_month(view.columns, cells, year, month)
    )


def _months(actor: Actor, area_code: str, year: int, purpose: str, at: datetime, cursor: str) -> Page[Cells]:
    """A month for each page, the latest first."""
    today = timezone.localdate(at)
    last = today.month if year == today.year else 12
    month = int(cursor) if cursor in {str(number) for number in range(1, last + 1)} else last
    rows = residents.numbers_then(actor, area_code, year, month, purpose, at=at)
    return Page(rows, str(month - 1) if month > 1 else "", str(month + 1) if month < last else "")


def _pages(
    actor: Actor, view: BookView, unit_id: UUID, area_code: str, year: int, asked: Mapping[str, Any]
) -> Iterator[Cells]:
    cursor = ""
    while True:
        found = filled(actor, view, unit_id, area_code, year, cursor=cursor, rows=AT_ONCE, **asked)
        yield from found.rows
        if not (cursor := found.next):
            return


def _written(view: BookView, unit_id: UUID, year: int) -> Iterator[Cells]:
    rows = Line.objects.filter(volume__book__code=view.book.code, volume__unit=unit_id, volume__year=year)
    for line in rows.select_related("strike__instead", "corrects__line").order_by("number"):
        strike = getattr(line, "strike", None)
        note = _("DICORET: %(reason)s") % {"reason": strike.reason} if strike else ""
        cells = dict(line.values)
        cells["ket"] = "; ".join(filter(None, [cells.get("ket", ""), note]))
        yield cells | {"struck": "1" if strike else "", "entered": timezone.localdate(line.entered_at).isoformat()}


def _agenda(actor: Actor, unit_id: UUID, year: int, cursor: str, rows: int, purpose: str, at: datetime) -> Page[Cells]:
    found = documents.agenda_lines(actor=actor, unit_id=unit_id, year=year, cursor=cursor, rows=rows)
    parties = [row.party_id for row in found.rows if row.party_id]
    if parties:
        record_looks(party_ids=parties, by=actor, at=at, purpose=purpose, fields=("name",), unit_id=unit_id)
    came = letters.cells_of(row.incoming for row in found.rows if row.incoming)
    if came:
        record_look(by=actor, at=at, purpose=purpose, fields=("sender", "subject"), unit_id=unit_id)
    cells = (came[row.incoming] if row.incoming in came else _numbered(row) for row in found.rows)
    return Page(tuple(cells), found.next, found.previous)


def _numbered(row: documents.AgendaLine) -> Cells:
    """A number as the agenda tells of it, where nothing more is known."""
    words = {"void": _("batal"), "paper": _("di kertas"), "reserved": _("sedang ditandatangani")}
    told = {"tanggal": row.on.isoformat(), "ket": ": ".join(filter(None, [words.get(row.state, ""), row.reason]))}
    if row.came_in:
        return told | {"masuk-nomor": row.number, "masuk-isi": row.title}
    return told | {"keluar-nomor": row.number, "keluar-isi": row.title, "keluar-kepada": row.holder}
