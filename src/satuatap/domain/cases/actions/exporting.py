"""A filtered inbox becomes a spreadsheet in the background, and goes after a day."""

from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.domain.retention import queries as retention
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.jobs import defer

from ..models import Export
from ..queries import exporting
from ..queries.filters import Filters
from . import keys


@transaction.atomic
def ask_export(*, filters: Filters, key: UUID, language: str, by: Actor, at: datetime) -> Export:
    """Ask for the spreadsheet of a filtered inbox; asked twice with one key, it is made once."""
    if by.account_id is None or not by.is_staff:
        raise NotFound
    export, is_new = Export.objects.get_or_create(
        key=key,
        defaults={
            "account_id": by.account_id, "filters": asdict(filters), "language": language, "asked_at": at,
            "expires_at": retention.keep_until("case-export", at),
        },
    )  # fmt: skip
    if export.account_id != by.account_id:
        raise NotFound
    keys.require_same(is_same=export.filters == asdict(filters))
    if is_new:
        record("export.asked", on=export, by=by, at=at)
        defer("cases.make_export", export_id=str(export.pk))
    return export


def make_export(*, export_id: UUID, by: Actor, at: datetime) -> None:
    """Write the spreadsheet of whoever asked, as they may see the list now. Made twice, it is made anew."""
    export = Export.objects.filter(pk=export_id, ready_at=None).first()
    if export is None:
        return
    reader, filters = identity.actor(export.account_id, timezone.localdate(at)), Filters(**export.filters)
    Export.objects.filter(pk=export_id).update(total=exporting.how_many(reader, filters, at))
    with translation.override(export.language):
        content, rows = _written(export, reader, filters, at)
    Export.objects.filter(pk=export_id).update(
        content=content, ready_at=at, done=rows, total=rows, expires_at=retention.keep_until("case-export", at)
    )
    record("export.made", on=export, by=by, at=at)


def _written(export: Export, reader: Actor, filters: Filters, at: datetime) -> tuple[bytes, int]:
    # Slow to import, and web processes never need it.
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)
    sheet = book.create_sheet(_("Kotak masuk"))
    sheet.append(
        [
            _("Nomor"),
            pgettext("satu", "Layanan"),
            _("Langkah"),
            _("Masuk lewat"),
            _("Tanggal masuk"),
            _("Janji"),
            _("Batas langkah ini"),
        ]
    )
    rows = 0
    for row in exporting.rows_of(reader, filters, at, export.language):
        sheet.append(row)
        rows += 1
        if rows % exporting.CHUNK == 0:
            Export.objects.filter(pk=export.pk).update(done=rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue(), rows
