"""A book to take along: asked for with a purpose, made by the worker as print or spreadsheet, gone after a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import resources
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.domain.documents import ports
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.kernel import spreadsheets
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import defer

from .. import policies, queries, rules
from ..lifecycle import Filled, Format
from ..models import Book, Copy
from .sheets import sheets, table

KEPT = timedelta(days=1)
MOST_PRINTED = 1_000  # lines; a longer book is a spreadsheet


@transaction.atomic
def ask_copy(
    *,
    code: str,
    unit_id: UUID,
    year: int,
    format: str,
    purpose: str,
    key: UUID,
    by: Actor,
    at: datetime,
    month: int = 0,
) -> Copy:
    """Ask for a book of a year, or of a month in it, as a file. A repeat with the same ``key`` answers the same one.

    Raises ``NotFound`` to those who do not keep the books, ``Refused`` "purpose", "month" or "format".
    """
    policies.require_keeper(by, unit_id)
    book = Book.objects.filter(code=code, active=True).exclude(filled=Filled.LATER).first()
    if book is None or by.account_id is None:
        raise NotFound
    if format not in Format.values or (format == Format.PDF and book.filled == Filled.EXPORT):
        raise Refused("format", _("Pilih bentuk berkasnya."), field="bentuk")
    rules.require_month(year, month, timezone.localdate(at))
    if not (purpose := purpose.strip()[:200]):
        raise Refused("purpose", _("Tulis dulu untuk apa bukunya dibawa."), field="untuk")
    copy, is_new = Copy.objects.get_or_create(
        key=key,
        defaults={
            "account_id": by.account_id, "book": book, "unit_id": unit_id, "year": year, "month": month,
            "format": format, "purpose": purpose, "asked_at": at, "expires_at": at + KEPT,
        },
    )  # fmt: skip
    if copy.account_id != by.account_id:
        raise NotFound
    if is_new:
        record("book.copy-asked", on=copy, by=by, at=at, purpose=purpose, unit_id=unit_id)
        defer("books.make_copy", copy_id=str(copy.pk))
    return copy


@transaction.atomic
def make_copy(*, copy_id: UUID, by: Actor, at: datetime) -> None:
    """Make the file as whoever asked may read the book now; each person in it is told of the look with its purpose."""
    policies.require_system(by)
    copy = Copy.objects.select_for_update(of=("self",)).select_related("book").filter(pk=copy_id, ready_at=None).first()
    if copy is None:
        return
    reader = identity.actor(copy.account_id, timezone.localdate(at))
    unit = agencies.unit_by_id(copy.unit_id)
    view = queries.book(reader, copy.book.code, unit.pk, unit.kind, copy.year)
    area = unit.area.code if unit.area else ""
    cells = list(queries.all_cells(reader, view, unit.pk, area, copy.year, copy.purpose, at=at, month=copy.month))
    if copy.format == Format.PDF and len(cells) > MOST_PRINTED:
        copy.problem = "too-long"
    elif copy.format == Format.PDF:
        copy.content = ports.renderers[0].render(_layout(), _values(view, unit, copy, cells), at)
    else:
        is_csv = copy.format == Format.CSV
        copy.content = spreadsheets.csv_file(table(view, cells)) if is_csv else _workbook(view, unit, copy, cells)
    copy.ready_at, copy.expires_at = at, at + KEPT
    copy.save(update_fields=["content", "problem", "ready_at", "expires_at"])
    record("book.copied", on=copy, by=by, at=at, purpose=copy.purpose, unit_id=copy.unit_id)


@transaction.atomic
def drop_copies(*, by: Actor, at: datetime) -> int:
    """Remove the files whose day is over; returns how many."""
    policies.require_system(by)
    gone = list(Copy.objects.filter(expires_at__lte=at).defer("content"))
    for copy in gone:
        record("book.copy-dropped", on=copy, by=by, at=at)
    Copy.objects.filter(pk__in=[copy.pk for copy in gone]).delete()
    return len(gone)


def _layout() -> str:
    return (resources.files("satuatap.domain.books") / "layouts" / "book.typ").read_text(encoding="utf-8")


def _values(view: queries.BookView, unit: Any, copy: Copy, cells: Sequence[queries.Cells]) -> dict[str, Any]:
    office, volume = documents.office_of(unit), view.volume
    note = "" if view.book.layout == "confirmed" else "Susunan kolom belum dicocokkan dengan buku asli."
    rows = [
        {
            "cells": [rules.printed(column, row.get(column.key, "")) for column in view.columns],
            "struck": bool(row.get("struck")),
        }
        for row in cells
    ]
    content = {
        "title": f"{view.book.number} {view.book.name}", "year": rules.period(copy.year, copy.month), "above": list(office.above),
        "office": office.name, "address": office.address, "place": office.place, "note": note,
        "head_title": unit.head_title or "Kepala", "head": volume.head if volume else "",
        "secretary": volume.secretary if volume else "", "names": [column.name for column in view.columns],
        "groups": rules.headings(view.columns), "rows": rows,
    }  # fmt: skip
    return {"doc": {"url": settings.SITE_URL}, "content": content}


def _workbook(view: queries.BookView, unit: Any, copy: Copy, cells: Sequence[queries.Cells]) -> bytes:
    if not view.book.sheets:
        return spreadsheets.xlsx_file({_("Buku"): table(view, cells)})
    on = rules.day_of(copy.year, copy.month, timezone.localdate(copy.asked_at))
    place = f"{unit.name} ({unit.area.code})" if unit.area else unit.name
    return spreadsheets.xlsx_file(sheets(view, cells, place=place, on=on))
