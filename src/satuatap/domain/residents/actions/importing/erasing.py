"""Files of residents are kept for a while: long enough to put rows right and to undo, and no longer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.kernel.actors import Actor

from ...lifecycle import WORKING, ImportState
from ...models import ImportBatch, ImportBefore, ImportLine

AT_ONCE = 5


@transaction.atomic
def erase_old_imports(*, by: Actor, at: datetime) -> int:
    """Erase what stood in a few files whose time is over, and what the register was before them; returns how many.

    That a file was brought, entered or undone, by whom and with how many rows, stays.
    """
    old = ImportBatch.objects.filter(keep_until__lt=timezone.localdate(at), erased_at=None).exclude(state__in=WORKING)
    batches = list(old.select_for_update(skip_locked=True).order_by("keep_until", "pk")[:AT_ONCE])
    for batch in batches:
        ImportLine.objects.filter(batch=batch).delete()
        ImportBefore.objects.filter(batch=batch).delete()
        file_id, batch.file, batch.erased_at = batch.file_id, None, at
        batch.head, batch.chosen, batch.unknown = [], {}, {}
        if batch.state in (ImportState.MAPPING, ImportState.CHECKED):
            batch.state, batch.words = ImportState.FAILED, _("Isi berkas ini sudah dihapus. Unggah lagi bila perlu.")
        batch.save()
        if file_id is not None:
            files.remove(file_id=file_id, by=by, at=at)
        record("residents.import-erased", on=batch, by=by, at=at)
    return len(batches)
