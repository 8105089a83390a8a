"""What an officer does with a file of residents: bring it, say how it is read, have it entered, have it undone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.domain.retention import queries as retention
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7
from satuatap.kernel.jobs import defer

from ... import codes, policies
from ...lifecycle import ENTERED, WORKING, ImportState
from ...models import ImportBatch, ImportLayout
from ...queries.imports import keeper_unit
from ...rules import importing
from ..people import require_area

JOB = "residents.work_on_import"


@transaction.atomic
def bring_import(
    *, data: bytes, name: str, area_code: str, key: UUID, language: str, by: Actor, at: datetime
) -> ImportBatch:
    """Take in a file of residents of a village and have it read; brought twice with one key, it is one batch.

    Raises ``Refused`` for what is no table, ``NotFound`` to officers of another area.
    """
    policies.require(policies.tells_of(by, area_code))
    unit_id = keeper_unit(by)
    if unit_id is None or by.account_id is None:
        raise NotFound
    require_area(area_code)
    if (known := ImportBatch.objects.filter(key=key, account=by.account_id).first()) is not None:
        return known
    pk = uuid7()
    file = files.store(data=data, name=name, owner_kind="import", owner_id=pk, by=by, at=at, is_table=True)
    batch = ImportBatch.objects.create(
        pk=pk, key=key, account_id=by.account_id, unit_id=unit_id, area_code=area_code, file=file, name=file.name,
        language=language, origin=policies.origin_by(by), state=ImportState.READING, brought_at=at,
    )  # fmt: skip
    _begin(batch, ImportState.READING, "residents.import-brought", by=by, at=at)
    return batch


@transaction.atomic
def map_import(
    *, batch_id: UUID, header: int, columns: Mapping[str, int], day_order: str, by: Actor, at: datetime
) -> ImportBatch:
    """Say how a file is read and have every row checked; the office reads this layout so from now on.

    Raises ``Refused`` while something the register needs has no column, and for a batch that is past this.
    """
    batch = _batch(by, batch_id, (ImportState.MAPPING, ImportState.CHECKED))
    require_columns(columns, batch.area_code)
    if day_order not in importing.ORDERS or not 0 <= header < len(batch.head):
        raise Refused("mapping", _("Pilihan itu tidak ada dalam daftar."), field="header")
    batch.header, batch.columns, batch.day_order = header, dict(columns), day_order
    _remember(batch, at)
    _begin(batch, ImportState.CHECKING, "residents.import-mapped", by=by, at=at)
    return batch


@transaction.atomic
def explain_import(*, batch_id: UUID, chosen: Mapping[str, Mapping[str, int]], by: Actor, at: datetime) -> ImportBatch:
    """Say which code of a list unknown writings mean, by their letters, and have every row checked again."""
    batch = _batch(by, batch_id, (ImportState.CHECKED,))
    for name, meant in chosen.items():
        if any(code not in codes.LISTS[name] for code in meant.values()):
            raise Refused("mapping", _("Pilihan itu tidak ada dalam daftar."))
        batch.chosen[name] = batch.chosen.get(name, {}) | dict(meant)
    _remember(batch, at)
    _begin(batch, ImportState.CHECKING, "residents.import-explained", by=by, at=at)
    return batch


def _remember(batch: ImportBatch, at: datetime) -> None:
    ImportLayout.objects.update_or_create(
        unit_id=batch.unit_id,
        fingerprint=importing.fingerprint(importing.headings(batch.head, batch.header)),
        defaults={
            "columns": batch.columns, "day_order": batch.day_order, "chosen": batch.chosen, "used_at": at,
        },
    )  # fmt: skip


def require_columns(columns: Mapping[str, int], area_code: str) -> None:
    known = {column.key for column in importing.COLUMNS}
    if not set(columns) <= known or any(not 0 <= place < 80 for place in columns.values()):
        raise Refused("mapping", _("Pilihan itu tidak ada dalam daftar."), field="columns")
    for key in importing.required(area_code):
        if key not in columns:
            raise Refused("column", _("Pilih kolomnya. Tanpa ini warga tidak dapat dicatat."), field=key)
    if len(set(columns.values())) != len(columns):
        raise Refused("column-twice", _("Satu kolom dipilih dua kali."), field="columns")


@transaction.atomic
def enter_import(*, batch_id: UUID, by: Actor, at: datetime) -> ImportBatch:
    """Have everything of a checked file entered that can be, all or nothing. Raises ``Refused`` where nothing can."""
    batch = _batch(by, batch_id, (ImportState.CHECKED,))
    if not any(batch.counts.get(finding) for finding in ENTERED):
        raise Refused("nothing", _("Tidak ada baris yang mengubah data. Perbaiki berkasnya, lalu unggah lagi."))
    _begin(batch, ImportState.ENTERING, "residents.import-asked", by=by, at=at)
    return batch


@transaction.atomic
def undo_import(*, batch_id: UUID, by: Actor, at: datetime) -> ImportBatch:
    """Have the register brought back to what it was before a file was entered; the worker refuses where people went on."""
    batch = _batch(by, batch_id, (ImportState.DONE,))
    if batch.erased_at is not None:
        raise Refused("erased", _("Waktu untuk membatalkan impor ini sudah lewat. Catat pembetulan satu per satu."))
    _begin(batch, ImportState.UNDOING, "residents.import-undo-asked", by=by, at=at)
    return batch


def _batch(by: Actor, batch_id: UUID, states: Sequence[str]) -> ImportBatch:
    """The batch, locked. Raises ``NotFound`` to other areas, ``Refused`` in another state."""
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or not policies.tells_of(by, batch.area_code):
        raise NotFound
    if batch.state not in states:
        raise Refused("state", _("Impor ini sudah melewati langkah itu. Muat ulang halamannya."))
    return batch


def _begin(batch: ImportBatch, state: str, verb: str, *, by: Actor, at: datetime) -> None:
    """Hand the next step to the worker."""
    begun(batch, state, by=by, at=at)
    record(verb, on=batch, by=by, at=at)
    if state in WORKING:
        defer(JOB, batch_id=str(batch.pk), account_id=str(by.account_id))


def begun(batch: ImportBatch, state: str, *, by: Actor, at: datetime) -> None:
    """A step of a batch begins, asked for by an officer."""
    batch.state, batch.words, batch.done, batch.total = state, "", 0, 0
    batch.asked_at, batch.asked_by, batch.tries = at, by.account_id, 0
    batch.keep_until = timezone.localdate(retention.keep_until("import", at))
    batch.save()
