"""Revoking and replacing what was issued. The file stays as it is; the register says what it is worth."""

from datetime import datetime
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


@transaction.atomic
def revoke(*, document_id: UUID, reason: str, by: Actor, at: datetime) -> Document:
    """Take an issued document back; its holder is told, and every check says so from now on.

    Raises ``NotFound``, ``Refused`` "not-allowed", "reason" or "wrong-state".
    """
    document = _ours(document_id, by, at)
    return _take_back(document, "revoke", reason, by, at)


@transaction.atomic
def replace(*, document_id: UUID, replacement_id: UUID, reason: str, by: Actor, at: datetime) -> Document:
    """Put an issued document in the place of another, e.g. after a correction; checks of the old one lead to the new.

    Raises ``NotFound``, ``Refused`` "not-allowed", "reason", "wrong-state" or "replacement".
    """
    document = _ours(document_id, by, at)
    replacement = Document.objects.filter(pk=replacement_id, unit=document.unit_id, state=State.ISSUED).first()
    if replacement is None or replacement.pk == document.pk:
        raise Refused("replacement", _("Dokumen pengganti harus sudah diterbitkan oleh kantor yang sama."))
    document.replaced_by = replacement
    return _take_back(document, "replace", reason, by, at)


def _ours(document_id: UUID, by: Actor, at: datetime) -> Document:
    document = Document.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=document_id).first()
    if document is None:
        raise NotFound
    policies.require_take_back(by, document, at)
    return document


def _take_back(document: Document, verb: str, reason: str, by: Actor, at: datetime) -> Document:
    reason = reason.strip()
    if not reason:
        raise Refused("reason", _("Tulis alasannya. Pemegang dokumen akan membacanya."), field="reason")
    document.state = move(MOVES, verb, State(document.state))
    document.revoked_at, document.revoked_by, document.reason = at, by.id, reason[:300]
    document.save(update_fields=["state", "revoked_at", "revoked_by", "reason", "replaced_by"])
    record(
        f"document.{document.state}", on=document, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id
    )
    publish(DocumentRevoked(document_id=document.pk, about=document.about, replaced=document.state == State.REPLACED))
    return document
