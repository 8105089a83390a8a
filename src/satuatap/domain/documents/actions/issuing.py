"""The worker's writes: a number before the letter is set, the file after it is signed. What lies between them, setting
and signing, happens in ``tasks`` outside any transaction."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.jobs import publish
from satuatap.kernel.lifecycle import move

from .. import policies
from ..events import DocumentFailed, DocumentIssued, DocumentReady
from ..lifecycle import MOVES, BatchState, LineState, NumberState, State
from ..models import Document, SigningOrderLine
from ..queries.letters import office_of
from ..rules import content as contents
from ..rules.dates import local_day
from ..rules.letters import file_name
from .batching import end_lines, stop_batch
from .correcting import end_of, put_in_place
from .numbers import reserve, settle

OWNER = "document"
GREATEST_PDF = 20 * 1024 * 1024
MOST_ATTEMPTS = 5


@transaction.atomic
def keep_preview(*, document_id: UUID, pdf: bytes, by: Actor, at: datetime) -> Document:
    """Keep the preview of a draft, which can then be signed."""
    policies.require_system(by)
    document = _locked(document_id)
    if document.state not in {State.DRAFT, State.READY}:
        return document
    old = document.preview_id
    document.state = move(MOVES, "show", State(document.state))
    document.problem = ""
    document.preview = files.store(
        data=pdf, name=f"{document.title} pratinjau", owner_kind=OWNER, owner_id=document.pk, by=by, at=at,
        purpose="preview", limit=GREATEST_PDF,
    )  # fmt: skip
    document.save(update_fields=["state", "problem", "preview"])
    if old:
        files.remove(file_id=old, by=by, at=at)
    publish(DocumentReady(document_id=document.pk, about=document.about))
    record("document.shown", on=document, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id)
    return document


@transaction.atomic
def note_problem(*, document_id: UUID, kind: str, detail: str, by: Actor, at: datetime) -> Document:
    """A draft that cannot be set as a letter: officers are told, it stays a draft."""
    policies.require_system(by)
    document = _locked(document_id)
    document.problem = f"{kind}: {detail}"[:200]
    document.save(update_fields=["problem"])
    record("document.failed", on=document, by=by, at=at, unit_id=document.unit_id)
    _tell_failed(document, kind)
    return document


@transaction.atomic
def begin_issue(*, document_id: UUID, by: Actor, at: datetime) -> Document | None:
    """Reserve the document's number, if an order for exactly this content is still open.

    Returns None when there is nothing to do: issued or dropped already, or the order ran out (then it waits for a new
    one, and keeps the number it may have).
    """
    policies.require_system(by)
    document = _locked(document_id)
    if document.state != State.SIGNING:
        return None
    line = SigningOrderLine.objects.select_related("order").filter(document=document, state=LineState.WAITING).first()
    if line is None or line.order.until < at or line.content_hash != _hash_of(document):
        _put_back(document, "late" if line is None or line.order.until < at else "changed", by, at)
        return None
    office = office_of(document.unit)
    document.number = reserve(document, office, by=by, at=at)
    today = local_day(at, office.zone)
    document.valid_until = end_of(document, today)
    document.save(update_fields=["number", "valid_until"])
    record("document.numbered", on=document, by=by, at=at, unit_id=document.unit_id)
    return document


@transaction.atomic
def keep_print(*, document_id: UUID, number: str, pdf: bytes, by: Actor, at: datetime) -> Document:
    """Keep what is printed and signed on paper; it is in force once the scan is there."""
    policies.require_system(by)
    document = _locked(document_id)
    if document.state != State.SIGNING or document.number != number:
        return document
    document.state = move(MOVES, "print", State(document.state))
    document.print = files.store(
        data=pdf, name=file_name(document.title, document.number), owner_kind=OWNER, owner_id=document.pk, by=by,
        at=at, purpose="print", limit=GREATEST_PDF,
    )  # fmt: skip
    document.save(update_fields=["state", "print"])
    SigningOrderLine.objects.filter(document=document, state=LineState.WAITING).update(state=LineState.DONE)
    record("document.printed", on=document, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id)
    return document


@transaction.atomic
def finish_issue(*, document_id: UUID, number: str, pdf: bytes, by: Actor, at: datetime) -> Document:
    """Keep the signed PDF: from now on the document is in force. A second worker's PDF is dropped."""
    policies.require_system(by)
    document = _locked(document_id)
    if document.state != State.SIGNING or document.number != number:
        return document
    return keep_issued(document, pdf, by, at)


def keep_issued(document: Document, pdf: bytes, by: Actor, at: datetime) -> Document:
    """What becomes of a locked document with its final file, whichever way it was signed."""
    document.state = move(MOVES, "issue", State(document.state))
    document.file = files.store(
        data=pdf, name=file_name(document.title, document.number), owner_kind=OWNER, owner_id=document.pk, by=by,
        at=at, purpose="signed", limit=GREATEST_PDF,
    )  # fmt: skip
    document.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    document.issued_at = at
    preview, document.preview = document.preview_id, None
    document.save()
    if preview:
        files.remove(file_id=preview, by=by, at=at)
    settle(document, NumberState.USED)
    SigningOrderLine.objects.filter(document=document, state=LineState.WAITING).update(state=LineState.DONE)
    end_lines(document.pk, BatchState.SIGNED, at)
    record("document.issued", on=document, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id)
    if document.corrects is None:
        publish(DocumentIssued(document_id=document.pk, about=document.about))
    else:
        put_in_place(document, document.corrects, by, at)
    return document


@transaction.atomic
def put_back(
    *, document_id: UUID, kind: str, detail: str, final: bool, by: Actor, at: datetime, is_refusal: bool = False
) -> bool:
    """Note that it could not be made this time. When ``final``, or tried often enough, its number becomes void, it
    waits for a new order, and whoever asked for it is told; a signer who is refused (``is_refusal``) keeps the number.
    Returns whether it was given up."""
    policies.require_system(by)
    document = _locked(document_id)
    if document.state != State.SIGNING:
        return True
    document.attempts += 1
    document.problem = f"{kind}: {detail}"[:200]
    document.save(update_fields=["attempts", "problem"])
    if not final and document.attempts < MOST_ATTEMPTS:
        record("document.failed", on=document, by=by, at=at, unit_id=document.unit_id)
        return False
    if is_refusal:
        stop_batch(document.pk, kind, at)
    else:
        settle(document, NumberState.VOID, f"gagal diterbitkan ({kind})")
        document.number = ""
        document.save(update_fields=["number"])
    _put_back(document, kind, by, at)
    return True


def _put_back(document: Document, reason: str, by: Actor, at: datetime) -> None:
    document.state = move(MOVES, "put back", State(document.state))
    document.save(update_fields=["state"])
    SigningOrderLine.objects.filter(document=document, state=LineState.WAITING).update(state=LineState.LAPSED)
    end_lines(document.pk, BatchState.FAILED, at, reason)
    record("document.put-back", on=document, by=by, at=at, unit_id=document.unit_id)
    _tell_failed(document, reason)


def _tell_failed(document: Document, reason: str) -> None:
    """Whoever asked for it; a correction was asked for by nobody above, its office sees it on its own list."""
    if document.corrects_id is None:
        publish(DocumentFailed(document_id=document.pk, about=document.about, reason=reason))


def _locked(document_id: UUID) -> Document:
    """The document, held until the transaction ends. What it corrects is held first, in the order in which everybody
    takes them."""
    Document.objects.select_for_update(of=("self",)).filter(corrected_by=document_id).first()
    return (
        Document.objects.select_for_update(of=("self",))
        .select_related("unit__area", "template", "corrects")
        .get(pk=document_id)
    )


def _hash_of(document: Document) -> str:
    return contents.content_hash(
        type=document.type, title=document.title, template_sha256=document.template.sha256,
        unit_id=str(document.unit_id), party_id=str(document.party_id or ""), holder=document.holder,
        content=document.content, pattern=document.pattern, months=document.months,
        corrects=str(document.corrects_id or ""),
    )  # fmt: skip
