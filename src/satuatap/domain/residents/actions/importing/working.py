"""The worker's part: the step at which a batch stands. Killed in the middle, the step is begun again."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.errors import Refused

from ...lifecycle import ImportState
from ...models import ImportBatch
from . import checking, entering, undoing

Step = Callable[..., None]
STEPS: dict[str, tuple[Step, str]] = {
    ImportState.READING: (checking.read_head, ImportState.FAILED),
    ImportState.CHECKING: (checking.check_rows, ImportState.MAPPING),
    ImportState.ENTERING: (entering.write_rows, ImportState.CHECKED),
    ImportState.UNDOING: (undoing.take_back, ImportState.DONE),
}
"""Each step, and the state to which a refusal leads back."""


def work_on_import(*, batch_id: UUID, account_id: UUID, at: datetime) -> None:
    """Do the step a batch waits for, as the officer who asked for it may do it now; one worker at a time."""
    with connection.cursor() as cursor:
        # Waits: after a killed worker the lock stands until the database has seen that it is gone.
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(batch_id)])
    try:
        batch = ImportBatch.objects.select_related("file").filter(pk=batch_id).first()
        if batch is None or batch.state not in STEPS:
            return
        step, back = STEPS[batch.state]
        by = identity.actor(account_id, timezone.localdate(at))
        with translation.override(batch.language):
            try:
                step(batch=batch, by=by, at=at)
            except Refused as refusal:
                with transaction.atomic():
                    ImportBatch.objects.filter(pk=batch_id).update(state=back, words=refusal.message[:500])
                    record("residents.import-stopped", on=batch, by=by, at=at)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [str(batch_id)])
