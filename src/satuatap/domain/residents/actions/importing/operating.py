"""A file of residents that lies on the disk of whoever operates the system: too large for a page, of many villages."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import translation

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from ... import policies
from ...lifecycle import ImportState
from ...models import ImportBatch
from ...queries.imports import keeper_unit
from .asking import begun, require_columns
from .checking import Table, Tell, check_rows, read_head
from .working import alone

MOST_ROWS = 10_000_000
LANGUAGE = "id"


def check_file(*, path: Path, area_code: str, by: Actor, at: datetime, tell: Tell) -> ImportBatch:
    """Read and check a file where it lies, as the office reads this layout or as its headings suggest; nothing of the
    register changes. ``area_code`` is the village of all its rows, or "" where each names its own.

    ``tell`` hears how many rows of how many are through. Raises ``Refused`` for what cannot be read, ``NotFound`` to
    people who do not keep that register.
    """
    batch = _take(path=path, area_code=area_code, by=by, at=at)
    with path.open("rb") as file, alone(batch.pk), translation.override(LANGUAGE):
        table = Table(file, is_csv=file.read(2) != b"PK", most=MOST_ROWS)
        try:
            read_head(batch=batch, by=by, at=at, table=table)
            require_columns(batch.columns, area_code)
            ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.CHECKING)
            check_rows(batch=batch, by=by, at=at, table=table, tell=tell)
        except Refused as refusal:
            ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.FAILED, words=refusal.message[:500])
            raise
    return batch


@transaction.atomic
def _take(*, path: Path, area_code: str, by: Actor, at: datetime) -> ImportBatch:
    policies.require(policies.tells_of(by, area_code))
    unit_id = keeper_unit(by)
    if unit_id is None or by.account_id is None:
        raise NotFound
    batch = ImportBatch(
        key=uuid7(), account_id=by.account_id, unit_id=unit_id, area_code=area_code, name=path.name[-120:],
        language=LANGUAGE, origin=policies.origin_by(by), brought_at=at,
    )  # fmt: skip
    begun(batch, ImportState.READING, by=by, at=at)
    record("residents.import-brought", on=batch, by=by, at=at)
    return batch
