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
from satuatap.domain.retention import queries as retention
from satuatap.kernel import spreadsheets
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import defer, publish

from .. import events, policies, queries, rules
from ..lifecycle import PERSONAL, Filled, Format
from ..models import Book, Copy
from .sheets import sheets, table

DECIDED_WITHIN = timedelta(days=7)
MOST_PRINTED = 1_000  # lines; a longer book is a spreadsheet


@transaction.atomic
def ask_copy(
    *, code: str, unit_id: UUID, year: int, format: str, purpose: str, key: UUID, by: Actor, at: datetime,
    month: int = 0, reason: str = "",
) -> Copy:  # fmt: skip
    """Ask for a book of a year, or of a month in it, as a file. A repeat with the same ``key`` answers the same one. A
    book that tells of more people than the limit waits until somebody else agrees.

    Raises ``NotFound`` to those who do not keep the books, ``Refused`` "purpose", "month" or "format", and "reason" where
    the book tells of people and nothing says why all of them are needed.
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
    tells, reason = book.filled in PERSONAL, " ".join(reason.split())[:300]
    if tells and not reason:
        raise Refused("reason", _("Tulis mengapa perlu data semua orang di buku ini."), field="sebab")
    people = queries.people_in(by, book.filled, unit_id, year, month, at=at) if tells else 0
    needs_other = people > queries.most_alone(timezone.localdate(at))
    copy, is_new = Copy.objects.get_or_create(
        key=key,
        defaults={
            "account_id": by.account_id, "book": book, "unit_id": unit_id, "year": year, "month": month,
            "format": format, "purpose": purpose, "reason": reason, "people": people, "needs_other": needs_other,
            "asked_at": at,
            "expires_at": at + DECIDED_WITHIN if needs_other else retention.keep_until("book-copy", at),
        },
    )  # fmt: skip
    if copy.account_id != by.account_id:
        raise NotFound
    if is_new:
        record("book.copy-asked", on=copy, by=by, at=at, purpose=purpose, unit_id=unit_id)
        if needs_other:
            publish(events.CopyWaits(copy_id=copy.pk))
        else:
            defer("books.make_copy", copy_id=str(copy.pk))
    return copy


@transaction.atomic
def decide_copy(*, copy_id: UUID, is_allowed: bool, words: str, by: Actor, at: datetime) -> Copy:
    """Allow or refuse a copy of many people's data; never one's own.

    Raises ``NotFound`` to all but the head of the office and those who protect data, ``Refused`` without words, for one's
    own, and when it was decided or nobody decided in time.
    """
    copy = Copy.objects.select_for_update().defer("content").filter(pk=copy_id, needs_other=True).first()
    if copy is None or by.account_id is None or not policies.may_allow(by, copy.unit_id):
        raise NotFound
    if copy.account_id == by.account_id:
        raise Refused("own", _("Anda sendiri yang meminta salinan ini. Orang lain yang memutuskan."))
    if copy.decided_at is not None or at >= copy.expires_at:
        raise Refused("decided", _("Permintaan ini sudah diputuskan atau sudah lewat waktunya."))
    if not (text := " ".join(words.split())[:300]):
        raise Refused("words", _("Tulis alasan keputusan Anda."), field="words")
    copy.decided_at, copy.decided_by_id, copy.is_allowed, copy.words = at, by.account_id, is_allowed, text
    copy.save(update_fields=["decided_at", "decided_by", "is_allowed", "words"])
    record("book.copy-allowed" if is_allowed else "book.copy-refused", on=copy, by=by, at=at, unit_id=copy.unit_id)
    publish(events.CopyDecided(copy_id=copy.pk))
    if is_allowed:
        defer("books.make_copy", copy_id=str(copy.pk))
    return copy


@transaction.atomic
def make_copy(*, copy_id: UUID, by: Actor, at: datetime) -> None:
    """Make the file as whoever asked may read the book now; each person in it is told of the look with its purpose."""
    policies.require_system(by)
    copy = Copy.objects.select_for_update(of=("self",)).select_related("book").filter(pk=copy_id, ready_at=None).first()
    if copy is None or (copy.needs_other and not copy.is_allowed):
        return
    reader = identity.actor(copy.account_id, timezone.localdate(at))
    unit = agencies.unit_by_id(copy.unit_id)
    view = queries.book(reader, copy.book.code, unit.pk, unit.kind, copy.year)
    area = unit.area.code if unit.area else ""
    cells = list(queries.all_cells(reader, view, unit.pk, area, copy.year, copy.purpose, at=at, month=copy.month))
    if copy.format == Format.PDF and len(cells) > MOST_PRINTED:
        copy.problem = "too-long"
    elif copy.format == Format.PDF:
        values = _values(view, unit, copy, cells)
        values["content"]["mark"] = " · ".join(queries.mark_of(copy, reader.name))
        copy.content = ports.renderers[0].render(_layout(), values, at)
    else:
        is_csv = copy.format == Format.CSV
        mark = queries.mark_of(copy, reader.name)
        copy.content = spreadsheets.csv_file(table(view, cells)) if is_csv else _workbook(view, unit, copy, cells, mark)
    copy.ready_at, copy.expires_at = at, retention.keep_until("book-copy", at)
    copy.save(update_fields=["content", "problem", "ready_at", "expires_at"])
    record("book.copied", on=copy, by=by, at=at, purpose=copy.purpose, unit_id=copy.unit_id)


def _layout() -> str:
    return (resources.files("satuatap.domain.books") / "layouts" / "book.typ").read_text(encoding="utf-8")


def _values(view: queries.BookView, unit: Any, copy: Copy, cells: Sequence[queries.Cells]) -> dict[str, Any]:
    office, volume = documents.office_of(unit), view.volume
    note = "" if view.book.layout == "confirmed" else "Susunan kolom belum dicocokkan dengan buku asli."
    rows: list[dict[str, Any]] = [
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
        "widest": rules.widest(view.columns, [row["cells"] for row in rows]),
    }  # fmt: skip
    return {"doc": {"url": settings.SITE_URL}, "content": content}


def _workbook(
    view: queries.BookView, unit: Any, copy: Copy, cells: Sequence[queries.Cells], mark: Sequence[str]
) -> bytes:
    if not view.book.sheets:
        return spreadsheets.xlsx_file({_("Buku"): table(view, cells), _("Asal salinan"): [[line] for line in mark]})
    on = rules.day_of(copy.year, copy.month, timezone.localdate(copy.asked_at))
    place = f"{unit.name} ({unit.area.code})" if unit.area else unit.name
    return spreadsheets.xlsx_file(sheets(view, cells, place=place, on=on))
