"""Jobs of this room."""

from uuid import UUID

from django.utils import timezone

from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.residents import policies as register
from satuatap.kernel.actors import system

from . import actions, events
from .models import Copy

WORKER = system("books")


def tell_waits(event: events.CopyWaits) -> None:
    """Heads of the office and those who protect data, never whoever asked."""
    copy = Copy.objects.defer("content").get(pk=event.copy_id)
    today = timezone.localdate()
    told = {row.account_id for role in register.HEAD_ROLES for row in identity.holders(copy.unit_id, role, today)}
    told |= set(identity.holding(register.PROTECTOR_ROLE, today))
    for account_id in told - {copy.account_id}:
        _tell("copy-waits", copy, account_id, f"/meja/salinan-data/{copy.pk}")


def tell_decided(event: events.CopyDecided) -> None:
    """Whoever asked."""
    copy = Copy.objects.defer("content").get(pk=event.copy_id)
    _tell("copy-allowed" if copy.is_allowed else "copy-refused", copy, copy.account_id, f"/meja/buku/salinan/{copy.pk}")


def _tell(template: str, copy: Copy, account_id: UUID, path: str) -> None:
    notifications.notify(
        template=template, key=f"{template}:{copy.pk}:{account_id}", account_id=account_id, path=path, by=WORKER,
        at=timezone.now(),
    )  # fmt: skip


def make_copy(copy_id: str) -> None:
    """Make the file of a book that somebody asked for."""
    actions.make_copy(copy_id=UUID(copy_id), by=WORKER, at=timezone.now())
