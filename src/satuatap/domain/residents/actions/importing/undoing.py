"""Undoing a file that was entered: all of it, or nothing where somebody went on from it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ...lifecycle import ImportState
from ...models import ImportBatch
from .before import built_upon, put_back


@transaction.atomic
def take_back(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """The register is again what it was before. Raises ``Refused("built-upon")``, naming those whom somebody changed or
    who have a case since."""
    if names := built_upon(batch):
        words = _(
            "Impor ini tidak dapat dibatalkan lagi, karena datanya sudah dipakai atau diubah: %(names)s. Catat pembetulan satu per satu."
        )
        raise Refused("built-upon", words % {"names": ", ".join(names)})
    put_back(batch)
    batch.state, batch.undone_at = ImportState.UNDONE, at
    batch.save(update_fields=["state", "undone_at"])
    record("residents.import-undone", on=batch, by=by, at=at, fields=["kk", "nik"])
