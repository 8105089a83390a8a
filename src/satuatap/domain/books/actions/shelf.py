"""Books from packs, lines, strikes, closing a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .. import policies, rules
from ..lifecycle import WRITTEN
from ..models import Book, Line, Strike, Volume


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A book as a pack tells of it; ``columns`` as ``rules.Column`` takes them."""

    code: str
    number: str
    group: str
    name: str
    filled: str
    offices: Sequence[str]
    waits: str = ""
    law: str = ""
    layout: str = "unconfirmed"
    columns: Sequence[Mapping[str, Any]] = field(default_factory=list)
    sheets: Sequence[Mapping[str, str]] = field(default_factory=list)


@transaction.atomic
def put_books(*, entries: Sequence[BookEntry], by: Actor, at: datetime) -> int:
    """Enter or change the books that packs tell of; those that none names any more are out of use, never deleted.
    Returns how many changed."""
    policies.require_system(by)
    known = {row.code: row for row in Book.objects.all()}
    changed = []
    for entry in entries:
        rules.columns(entry.columns)
        row = known.get(entry.code) or Book(code=entry.code)
        facts = {name: getattr(entry, name) for name in BookEntry.__dataclass_fields__} | {"active": True}
        facts["offices"], facts["columns"] = list(entry.offices), [dict(column) for column in entry.columns]
        facts["sheets"] = [dict(sheet) for sheet in entry.sheets]
        if entry.code not in known or any(getattr(row, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(row, name, value)
            row.save()
            changed.append(row)
    gone = [row for code, row in known.items() if row.active and code not in {entry.code for entry in entries}]
    Book.objects.filter(pk__in=[row.pk for row in gone]).update(active=False)
    for row in (*changed, *gone):
        record("book.put", on=row, by=by, at=at)
    return len(changed) + len(gone)


@transaction.atomic
def enter_line(
    *, code: str, unit_id: UUID, year: int, values: Mapping[str, str], key: UUID, by: Actor, at: datetime
) -> Line:
    """Write a line in a book. A repeat with the same ``key`` answers the same line.

    Raises ``NotFound`` to those who do not keep the books, ``Refused`` "closed", "year", or what is wrong in a column.
    """
    policies.require_keeper(by, unit_id)
    rules.require_year(year, timezone.localdate(at))
    volume = _open_volume(code, unit_id, year)
    return _write(volume, values, key, by, at)


@transaction.atomic
def strike_line(
    *, line_id: int, reason: str, values: Mapping[str, str] | None, key: UUID, by: Actor, at: datetime
) -> Line | None:
    """Strike a wrong line, and write another in its place where ``values`` are given; that line.

    Raises ``NotFound``, ``Refused`` "reason", "closed", "struck", or what is wrong in a column.
    """
    line = Line.objects.select_related("volume__book").filter(pk=line_id).first()
    if line is None:
        raise NotFound
    policies.require_keeper(by, line.volume.unit_id)
    volume = _open_volume(line.volume.book.code, line.volume.unit_id, line.volume.year)
    if not (reason := reason.strip()[:300]):
        raise Refused("reason", _("Tulis apa yang keliru pada baris ini."), field="alasan")
    if Strike.objects.filter(line=line).exists():
        if (known := Line.objects.filter(key=key, corrects__line=line).first()) is not None:
            return known
        raise Conflict("struck", _("Baris ini sudah dicoret."))
    instead = _write(volume, values, key, by, at) if values is not None else None
    Strike.objects.create(line=line, instead=instead, reason=reason, at=at, by=by.id)
    record("book.line-struck", on=line, by=by, at=at, unit_id=volume.unit_id)
    return instead


@transaction.atomic
def close_volume(*, code: str, unit_id: UUID, year: int, head: str, secretary: str, by: Actor, at: datetime) -> Volume:
    """Close a book for a year, with the names under its two signatures. A repeat changes nothing.

    Raises ``NotFound`` to all but secretary and head, ``Refused`` "names", and "year" before the year is over.
    """
    policies.require_closer(by, unit_id)
    if year >= timezone.localdate(at).year:
        raise Refused("year", _("Buku ditutup sesudah tahunnya selesai."), field="")
    head, secretary = head.strip()[:160], secretary.strip()[:160]
    if not head or not secretary:
        raise Refused("names", _("Isi nama kepala dan sekretaris desa."), field="kepala" if not head else "sekretaris")
    volume = _locked(code, unit_id, year)
    if volume.closed_at is None:
        volume.closed_at, volume.closed_by, volume.head, volume.secretary = at, by.id, head, secretary
        volume.save(update_fields=["closed_at", "closed_by", "head", "secretary"])
        record("book.closed", on=volume, by=by, at=at, unit_id=unit_id)
    return volume


def _write(volume: Volume, values: Mapping[str, str], key: UUID, by: Actor, at: datetime) -> Line:
    if (known := Line.objects.filter(key=key, volume=volume).first()) is not None:
        return known
    found = rules.clean(rules.columns(volume.book.columns), values)
    line = Line.objects.create(
        key=key, volume=volume, number=volume.next_number, values=found, entered_at=at, entered_by=by.id
    )
    volume.next_number += 1
    volume.save(update_fields=["next_number"])
    record("book.line-entered", on=line, by=by, at=at, fields=sorted(found), unit_id=volume.unit_id)
    return line


def _open_volume(code: str, unit_id: UUID, year: int) -> Volume:
    volume = _locked(code, unit_id, year)
    if volume.book.filled not in WRITTEN:
        raise NotFound
    if volume.closed_at is not None:
        words = _("Buku tahun %(year)s sudah ditutup dan ditandatangani.") % {"year": year}
        raise Refused("closed", words, field="")
    return volume


def _locked(code: str, unit_id: UUID, year: int) -> Volume:
    kind = agencies.unit_by_id(unit_id).kind
    book = Book.objects.filter(code=code, active=True, offices__contains=[kind]).first()
    if book is None:
        raise NotFound
    wanted = Volume.objects.select_for_update(of=("self",)).select_related("book").filter(
        book=book, unit_id=unit_id, year=year
    )  # fmt: skip
    if (volume := wanted.first()) is None:
        Volume.objects.bulk_create([Volume(book=book, unit_id=unit_id, year=year)], ignore_conflicts=True)
        volume = wanted.get()
    return volume
