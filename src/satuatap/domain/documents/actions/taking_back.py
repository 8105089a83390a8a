"""Revoking and replacing what was issued. The file stays as it is; the register says what it is worth.

Neither can be undone: the holder is told at once.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish
from satuatap.kernel.lifecycle import move

from .. import policies
from ..events import DocumentRevoked
from ..lifecycle import MOVES, State
from ..models import Document
from ..rules.dates import local_day
from ..rules.taking_back import end_of, ground_of
from .correcting import end_open


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a document is taken back. ``reason`` and ``law`` stand on the check page for everybody, ``explained`` is for
    the holder alone; ``ended_on`` is the first day on which it holds no longer, None for today."""

    reason: str
    law: str = ""
    explained: str = ""
    ended_on: date | None = None


@transaction.atomic
def revoke(*, document_id: UUID, ground: Ground, by: Actor, at: datetime) -> Document:
    """Take an issued document back; its holder is told, and every check says so from now on.

    Asked twice by the same official for the same reason, it is done once. Raises ``NotFound``, ``Refused``
    "not-allowed", "reason", "ended-on" or "taken-back".
    """
    document = _ours(document_id, by, at)
    if document.state == State.REVOKED and document.revoked_by == by.id and document.reason == ground.reason.strip():
        return document
    _take_back(document, "revoke", ground, by, at)
    end_open(document, _("Dokumen ini dicabut, jadi tidak diperbaiki."), by, at)
    return document


@transaction.atomic
def replace(*, document_id: UUID, replacement_id: UUID, ground: Ground, by: Actor, at: datetime) -> Document:
    """Put an issued document in the place of another, e.g. after a correction; checks of the old one lead to the new.

    Raises ``NotFound``, ``Refused`` "not-allowed", "reason", "taken-back" or "replacement".
    """
    document = _ours(document_id, by, at)
    replacement = Document.objects.filter(pk=replacement_id, unit=document.unit_id, state=State.ISSUED).first()
    if replacement is None or replacement.pk == document.pk:
        raise Refused("replacement", _("Dokumen pengganti harus sudah diterbitkan oleh kantor yang sama."))
    document.replaced_by = replacement
    return _take_back(document, "replace", ground, by, at)


def _ours(document_id: UUID, by: Actor, at: datetime) -> Document:
    document = Document.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=document_id).first()
    if document is None:
        raise NotFound
    policies.require_take_back(by, document, at)
    return document


def _take_back(document: Document, verb: str, ground: Ground, by: Actor, at: datetime) -> Document:
    if document.state != State.ISSUED or document.issued_at is None:
        raise Refused("taken-back", _("Dokumen ini sudah dicabut atau diganti, atau belum terbit. Muat ulang halaman."))
    zone = document.unit.zone
    today, issued_on = local_day(at, zone), local_day(document.issued_at, zone)
    document.reason, document.law, document.explained = ground_of(ground.reason, ground.law, ground.explained)
    document.ended_on = end_of(ground.ended_on, issued_on=issued_on, today=today)
    document.state = move(MOVES, verb, State(document.state))
    document.revoked_at, document.revoked_by, document.revoked_by_name = at, by.id, by.name
    document.save()
    record(
        f"document.{document.state}", on=document, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id
    )
    publish(DocumentRevoked(document_id=document.pk, about=document.about, replaced=document.state == State.REPLACED))
    return document
