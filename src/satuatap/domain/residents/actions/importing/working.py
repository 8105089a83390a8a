"""The worker's part: the step at which a batch stands. Killed in the middle, the step is begun again, but not for ever."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused
from satuatap.kernel.jobs import defer

from ...lifecycle import WORKING, ImportState
from ...models import ImportBatch
from . import checking, entering, undoing
from .asking import JOB

log = structlog.get_logger()

Step = Callable[..., None]
STEPS: dict[str, tuple[Step, str]] = {
    ImportState.READING: (checking.read_head, ImportState.FAILED),
    ImportState.CHECKING: (checking.check_rows, ImportState.MAPPING),
    ImportState.ENTERING: (entering.write_rows, ImportState.CHECKED),
    ImportState.UNDOING: (undoing.take_back, ImportState.DONE),
}
"""Each step, and the state to which a refusal leads back."""
MOST_TRIES = 3
FORGOTTEN_AFTER = timedelta(minutes=10)


def work_on_import(*, batch_id: UUID, account_id: UUID, at: datetime) -> None:
    """Do the step a batch waits for, as the officer who asked for it may do it now; one worker at a time.

    A step that is refused or fails gives the batch back with the reason in words; one that ended three workers is not
    tried again.
    """
    with alone(batch_id):
        batch = ImportBatch.objects.select_related("file").filter(pk=batch_id).first()
        if batch is None or batch.state not in STEPS:
            return
        step, back = STEPS[batch.state]
        by = identity.actor(account_id, timezone.localdate(at))
        with translation.override(batch.language):
            if batch.tries >= MOST_TRIES:
                _give_back(batch, back, _ours(), by=by, at=at)
                return
            ImportBatch.objects.filter(pk=batch_id).update(tries=F("tries") + 1)
            try:
                step(batch=batch, by=by, at=at)
            except Refused as refusal:
                _give_back(batch, back, refusal.message, by=by, at=at)
            except Exception:
                log.exception("import stopped", batch=str(batch_id), step=batch.state)
                _give_back(batch, back, _ours(), by=by, at=at)
                raise


def _ours() -> str:
    return _("Ada gangguan di sistem kami, jadi langkah ini berhenti dan tidak ada yang berubah. Coba lagi nanti.")


@contextmanager
def alone(batch_id: UUID) -> Iterator[None]:
    """Waits: after a killed worker the lock stands until the database has seen that it is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(batch_id)])
    try:
        yield
    finally:
        if connection.is_usable():  # a connection that broke has let go already
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [str(batch_id)])


def _give_back(batch: ImportBatch, state: str, words: str, *, by: Actor, at: datetime) -> None:
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(state=state, words=words[:500])
        record("residents.import-stopped", on=batch, by=by, at=at)


@transaction.atomic
def mind_imports(*, by: Actor, at: datetime) -> int:
    """Queue the step of every batch that waits for a worker and that nobody works on; returns how many those are.

    A job that was lost leaves its batch waiting. One queued twice is done once.
    """
    waiting = ImportBatch.objects.filter(state__in=WORKING, asked_at__lt=at - FORGOTTEN_AFTER).order_by("asked_at")
    found = [batch for batch in waiting if _is_nobodys(batch.pk)]
    for batch in found:
        defer(JOB, once=f"import-{batch.pk}", batch_id=str(batch.pk), account_id=str(batch.asked_by))
        record("residents.import-taken-up", on=batch, by=by, at=at)
    return len(found)


def _is_nobodys(batch_id: UUID) -> bool:
    """Whether no worker holds the batch; the lock is let go again when this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [str(batch_id)])
        return bool(cursor.fetchone()[0])
