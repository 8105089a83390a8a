"""Photos of papers: each comes by itself, is kept once, and becomes a paper of the case."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.cases import actions as cases
from satuatap.domain.files import actions as files
from satuatap.domain.files import queries as stored
from satuatap.kernel import locks
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, Refused

from .. import rules
from ..models import Sending, Sheet
from .gate import own_device


def keep_sheet(*, device_id: UUID, key: UUID, item: UUID, paper: str, data: bytes, by: Actor, at: datetime) -> None:
    """Keep one photo until its letter or application comes. A repeat, also after that, changes nothing.

    Raises ``Conflict`` for the same key with another photo, ``Refused`` for one of a wrong kind or size and for too many,
    and as ``own_device``.
    """
    device = own_device(device_id, by, at)
    with transaction.atomic():
        locks.hold(item)  # the same may come twice at once: the second waits
        known = Sheet.objects.filter(pk=key).select_related("file").first()
        if known is not None and (known.device_id != device.pk or not stored.is_same(known.file, data)):
            raise Conflict("key-used", _("Foto ini sudah pernah diterima dengan isi lain. Periksa di kantor."))
        if known is not None or Sending.objects.filter(pk=item).exists():
            return
        if Sheet.objects.filter(item=item).count() >= rules.MOST_SHEETS:
            raise Refused("too-many", _("Terlalu banyak foto untuk satu isian."))
        file = files.store(data=data, name=f"{paper}.jpg", owner_kind="outboxes.sheet", owner_id=key, by=by, at=at)
        sheet = Sheet.objects.create(id=key, device=device, item=item, paper=paper[:80], file=file, received_at=at)
        record("outboxes.sheet-kept", on=sheet, by=by, at=at, unit_id=device.unit_id)


def attach(case_id: UUID, item: UUID, keys: Iterable[UUID], by: Actor, at: datetime) -> dict[str, str]:
    """Make the photos of an item papers of its case; what is wrong, by paper. Those that cannot be one stay."""
    waiting = set(keys)
    problems: dict[str, str] = {}
    for sheet in Sheet.objects.filter(item=item).select_related("file").order_by("received_at", "id"):
        waiting.discard(sheet.pk)
        try:
            with transaction.atomic():
                cases.attach_paper(
                    case_id=case_id,
                    paper=sheet.paper,
                    data=stored.contents(sheet.file),
                    name=sheet.file.name,
                    by=by,
                    at=at,
                )
        except Refused as refusal:
            problems[sheet.paper] = refusal.message
        else:
            drop(sheet, by, at)
    if waiting:
        problems[""] = _("%(count)s foto belum sampai.") % {"count": len(waiting)}
    return problems


@transaction.atomic
def drop_sheets(*, item: UUID, by: Actor, at: datetime) -> None:
    """A person has looked at the sending: what could not become a paper goes."""
    for sheet in Sheet.objects.select_for_update().filter(item=item):
        drop(sheet, by, at)
    record("outboxes.sheets-dropped", by=by, at=at)


def drop(sheet: Sheet, by: Actor, at: datetime) -> None:
    file_id = sheet.file_id
    sheet.delete()
    files.remove(file_id=file_id, by=by, at=at)
