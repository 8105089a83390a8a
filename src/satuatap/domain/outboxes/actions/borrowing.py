"""Legal numbers for letters that are signed with ink while there is no line: leased beforehand, given back if unused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.documents import actions as documents
from satuatap.domain.documents import queries as letters
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import rules
from ..lifecycle import Problem, SendingState
from ..models import Sending
from .gate import own_device

LENT = 5  # numbers at once


@dataclass(frozen=True, slots=True)
class Lent:
    """A block of numbers of one letter: ``texts`` by month ("2026-11") and number, as they read on the paper."""

    lease_id: UUID
    service_code: str
    texts: dict[str, dict[int, str]]


def borrow(*, device_id: UUID, service_code: str, key: UUID, by: Actor, at: datetime) -> Lent:
    """Lease numbers for a letter whose signer signs with ink. The same ``key`` answers the same block.

    Raises ``Refused`` for a letter that is signed otherwise and while numbers are left, and as ``own_device``.
    """
    device = own_device(device_id, by, at)
    today = timezone.localdate(at)
    wish = _inked(service_code, device.unit_id, today)
    lease = documents.lease_numbers(
        unit_id=device.unit_id, number=wish, count=LENT, device=str(device), key=key, by=by, at=at
    )
    days = {day.strftime("%Y-%m"): day for day in rules.days_carried(today) if day.year == today.year}
    texts = {month: letters.leased_texts(by, lease.pk, wish, day) for month, day in days.items()}
    return Lent(lease.pk, service_code, texts)


def _inked(service_code: str, unit_id: UUID, today: Any) -> Mapping[str, Any]:
    """What the standard says of the letter's number. Raises ``Refused`` where nobody signs it with ink."""
    document = next(iter(catalog.standard(service_code, on=today).documents), None)
    if document is not None:
        able = identity.able_to_sign(unit_id, document["type"], today)
        if able and letters.is_inked(document.get("mode", ""), {authority.mode for authority in able}):
            wish: Mapping[str, Any] = document["number"]
            return wish
    raise Refused("not-wet", _("Nomor hanya dipinjamkan untuk surat yang ditandatangani basah."), field="layanan")


def give_back(*, device_id: UUID, lease_id: UUID, by: Actor, at: datetime) -> None:
    """The numbers of a lease that no letter carries are void. Raises ``NotFound`` for one of another device.

    A letter of this device that waits for its draft keeps its number: first the letters, then the rest.
    """
    device = own_device(device_id, by, at)
    if letters.lease(by, lease_id).device != str(device):
        raise NotFound
    if Sending.objects.filter(lease_id=lease_id, is_numbered=False).exclude(state=SendingState.SETTLED).exists():
        raise Refused("in-use", _("Masih ada surat yang memakai nomor ini dan belum selesai diperiksa."))
    reason = _("Tidak dipakai di perangkat %(device)s") % {"device": device}
    documents.return_lease(lease_id=lease_id, reason=reason, by=by, at=at)


@transaction.atomic
def take_number(*, document_id: UUID, about: UUID, by: Actor, at: datetime) -> None:
    """A letter can be read now: if its paper already carries a leased number, it gets that one.

    Where it cannot, a person has to look at it. Raises ``NotFound`` for anyone but the system.
    """
    if not by.is_system:
        raise NotFound
    found = Sending.objects.select_for_update().filter(case=about, lease__isnull=False, is_numbered=False).first()
    if found is None or found.lease_id is None or found.leased_number is None:
        return
    try:
        with transaction.atomic():
            documents.take_leased(
                document_id=document_id, lease_id=found.lease_id, number=found.leased_number,
                written_on=timezone.localdate(found.written_at), by=by, at=at,
            )  # fmt: skip
    except (NotFound, Refused) as refusal:
        found.state, found.problem = SendingState.ASIDE, Problem.NUMBER
        found.words = refusal.message if isinstance(refusal, Refused) else _("Nomor pinjaman itu tidak dikenal.")
    else:
        found.is_numbered = True
    found.save(update_fields=["state", "problem", "words", "is_numbered"])
    record("outboxes.numbered", on=found, by=by, at=at, party_id=found.party_id)
