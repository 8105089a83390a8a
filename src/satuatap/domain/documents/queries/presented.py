"""A letter of another office of ours that came in here: whoever holds it shows its code, and need not type it off."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record_look
from satuatap.domain.files import queries as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from ..lifecycle import EVER_ISSUED, State
from ..models import Document
from ..rules import letters
from ..rules.numbers import tidy_code


def presented(text: str) -> Document:
    """The document behind a code, or the address in its QR. The caller has asked who may take letters in; a number is
    no key, because the next one can be guessed.

    Raises ``Refused`` "code" for one we never issued, "not-valid" for one that does not hold (any more).
    """
    words = text.strip()
    token = urlsplit(words).path.rstrip("/").rpartition("/")[2] if "/" in words else ""
    found = Document.objects.filter(state__in=sorted(EVER_ISSUED), file__isnull=False).select_related("unit")
    found = found.filter(token=token) if token else found.filter(code=tidy_code(words) or None)
    if (document := found.first()) is None:
        told = _("Kode ini tidak kami kenal. Periksa hurufnya, atau catat suratnya dengan diketik.")
        raise Refused("code", told, field="code")
    if document.state != State.ISSUED:
        raise Refused("not-valid", _("Surat ini sudah dicabut atau diganti yang lain."), field="code")
    return document


def presented_pdf(actor: Actor, document_id: UUID, unit_id: UUID, *, at: datetime) -> tuple[str, bytes]:
    """Name and bytes of a document that a unit has taken in. The caller has asked who may; the look is recorded, and
    whoever the document is about can see it."""
    document = Document.objects.filter(pk=document_id, file__isnull=False).first()
    if document is None or document.file_id is None:
        raise NotFound
    record_look(
        on=document, by=actor, at=at, purpose="membaca surat masuk", party_id=document.party_id, unit_id=unit_id
    )
    return letters.file_name(document.title, document.number) + ".pdf", files.read(document.file_id)
