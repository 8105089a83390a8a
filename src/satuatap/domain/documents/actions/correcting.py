"""From the word that an issued document is wrong to the corrected one. The old one holds until the moment in which the
new one is issued.

Locks are taken in one order: the document that is wrong, its correction, the draft.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7
from satuatap.kernel.jobs import defer, publish
from satuatap.kernel.lifecycle import move

from .. import policies
from ..events import CorrectionAsked, CorrectionDeclined, DocumentRevoked
from ..lifecycle import MOVES, OPEN_CORRECTIONS, UNISSUED, CorrectionState, State
from ..models import Correction, Document
from ..rules import correcting as rules
from ..rules.dates import local_day, months_later
from .preparing import OWN_SHEETS, draft, drop

OWNER = "documents.correction"
CORRECTED = "Isinya keliru, lalu diganti dengan yang diperbaiki."
"""What the check page says of the old one: nothing of what was wrong."""
Upload = tuple[bytes, str]
"""The bytes of a file and the name it came with."""


@transaction.atomic
def ask_correction(
    *, document_id: UUID, key: UUID, words: str, upload: Upload | None = None, by: Actor, at: datetime
) -> Correction:
    """The holder says what is wrong in a document; its office finds that among its corrections.

    Sent twice, it is asked once. Raises ``NotFound`` to others, ``Refused`` "words", "open", "taken-back" or "receipt".
    """
    document = _locked(document_id)
    if not by.minds(document.about, document.party_id):
        raise NotFound
    correction = _begun(document, key, words, upload, by, at, by_holder=True)
    if correction.asked_at == at:
        publish(CorrectionAsked(correction_id=correction.pk))
    return correction


@transaction.atomic
def open_correction(
    *,
    document_id: UUID,
    key: UUID,
    words: str,
    by_holder: bool,
    upload: Upload | None = None,
    by: Actor,
    at: datetime,
) -> Correction:
    """The office writes down what is wrong, and whether the holder noticed or it did itself. Raises as above."""
    document = _locked(document_id)
    policies.require_correct(by, document, at)
    return _begun(document, key, words, upload, by, at, by_holder=by_holder)


@transaction.atomic
def write_correction(*, document_id: UUID, typed: Mapping[str, str], by: Actor, at: datetime) -> Document:
    """Make the corrected draft from the issued content and what was typed; it waits for the signature of who may sign
    such a document. Written again, the draft before it is dropped.

    Raises ``NotFound``, ``Refused`` "not-allowed", "nothing", "whole" or "signing".
    """
    document = _locked(document_id)
    policies.require_correct(by, document, at)
    correction = _open(document)
    content, changed = rules.corrected(document.content, typed)
    _drop_draft(correction, "diperbaiki lagi", by, at)
    made = draft(
        type=document.type, unit_id=document.unit_id, about=document.about, party_id=document.party_id,
        content=content, title=document.title, template=document.template.code,
        number={"series": document.series, "pattern": document.pattern, "class": document.classification},
        valid={"months": document.months} if document.months else None, mode=document.mode, key=uuid7(), by=by, at=at,
        corrects_id=document.pk,
    )  # fmt: skip
    defer("documents.preview", once=f"documents.preview:{made.pk}", document_id=str(made.pk))
    correction.state, correction.draft, correction.fields = CorrectionState.WRITTEN, made, list(changed)
    correction.written_by, correction.written_by_name = by.id, by.name
    correction.save()
    _note("written", correction, document, by, at, fields=changed)
    return made


@transaction.atomic
def decline_correction(*, document_id: UUID, answer: str, by: Actor, at: datetime) -> Correction:
    """Leave the document as it is, and say why; a holder who asked reads it.

    Raises ``NotFound``, ``Refused`` "not-allowed", "answer" or "signing".
    """
    document = _locked(document_id)
    policies.require_correct(by, document, at)
    correction = _open(document)
    if not (words := answer.strip()):
        raise Refused("answer", _("Tulis mengapa dokumen ini tetap. Pemegangnya akan membacanya."), field="answer")
    _drop_draft(correction, "perbaikan dibatalkan", by, at)
    _end(correction, CorrectionState.DECLINED, at, answer=words[: rules.LONGEST_WORDS])
    _note("declined", correction, document, by, at)
    if correction.by_holder:
        publish(CorrectionDeclined(correction_id=correction.pk))
    return correction


def end_of(document: Document, today: date) -> date | None:
    """The last day on which a document that is issued today holds: a correction makes nothing last longer."""
    if document.corrects is not None:
        return document.corrects.valid_until
    return months_later(today, document.months) if document.months else None


def put_in_place(new: Document, old: Document, by: Actor, at: datetime) -> None:
    """In the transaction that issues it, the corrected one takes the place of the wrong one; both are locked."""
    old.state = move(MOVES, "replace", State(old.state))
    old.replaced_by, old.reason = new, CORRECTED
    old.ended_on, old.revoked_at = local_day(at, new.unit.zone), at
    old.revoked_by, old.revoked_by_name = f"account:{new.signer_account}", new.signer_name
    old.save()
    record("document.replaced", on=old, by=by, at=at, party_id=old.party_id, unit_id=old.unit_id)
    correction = Correction.objects.select_for_update().get(draft=new)
    _end(correction, CorrectionState.DONE, at)
    publish(DocumentRevoked(document_id=old.pk, about=old.about, replaced=True))


def end_open(document: Document, answer: str, by: Actor, at: datetime) -> None:
    """A locked document is taken back for good: whatever was being corrected in it is not any more."""
    correction = Correction.objects.select_for_update().filter(document=document, state__in=OPEN_CORRECTIONS).first()
    if correction is not None:
        drafts = Document.objects.select_for_update().filter(corrects=document, state__in=sorted(UNISSUED))
        for made in drafts:
            drop(made, "dokumennya dicabut", by, at)
        _end(correction, CorrectionState.DECLINED, at, answer=answer)


def _locked(document_id: UUID) -> Document:
    rows = Document.objects.select_for_update(of=("self",)).select_related("unit", "template")
    document = rows.filter(pk=document_id, issued_at__isnull=False).first()
    if document is None:
        raise NotFound
    return document


def _begun(
    document: Document, key: UUID, words: str, upload: Upload | None, by: Actor, at: datetime, *, by_holder: bool
) -> Correction:
    if (known := Correction.objects.filter(key=key, document=document, asked_by=by.id).first()) is not None:
        return known
    if document.state != State.ISSUED:
        raise Refused("taken-back", _("Dokumen ini sudah dicabut atau diganti, jadi tidak dapat diperbaiki lagi."))
    if document.type in OWN_SHEETS:
        raise Refused("receipt", _("Tanda terima dan berita acara tidak diperbaiki di sini; mintalah yang baru."))
    if document.corrections.filter(state__in=OPEN_CORRECTIONS).exists():
        raise Refused("open", _("Perbaikan dokumen ini sudah diminta dan sedang dikerjakan."))
    correction = Correction(
        key=key, document=document, by_holder=by_holder, words=rules.words_of(words), asked_at=at, asked_by=by.id,
        asked_by_name=by.name,
    )  # fmt: skip
    if upload is not None:
        data, name = upload
        correction.evidence = files.store(data=data, name=name, owner_kind=OWNER, owner_id=correction.pk, by=by, at=at)
    correction.save(force_insert=True)
    _note("asked", correction, document, by, at)
    return correction


def _open(document: Document) -> Correction:
    rows = Correction.objects.select_for_update(of=("self",)).select_related("draft")
    correction = rows.filter(document=document, state__in=OPEN_CORRECTIONS).first()
    if correction is None:
        raise Refused("not-open", _("Perbaikan ini sudah selesai atau belum dibuka. Muat ulang halaman."))
    return correction


def _drop_draft(correction: Correction, reason: str, by: Actor, at: datetime) -> None:
    if correction.draft_id is None:
        return
    made = Document.objects.select_for_update().get(pk=correction.draft_id)
    if made.state in (State.SIGNING, State.PRINTED):
        raise Refused("signing", _("Penggantinya sedang ditandatangani. Tunggu sampai selesai."))
    if made.state in UNISSUED:
        drop(made, reason, by, at)


def _end(correction: Correction, state: CorrectionState, at: datetime, answer: str = "") -> None:
    correction.state, correction.ended_at, correction.answer = state, at, answer
    correction.save(update_fields=["state", "ended_at", "answer"])


def _note(
    what: str, correction: Correction, document: Document, by: Actor, at: datetime, fields: tuple[str, ...] = ()
) -> None:
    record(
        f"correction.{what}", on=correction, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id,
        fields=list(fields),
    )  # fmt: skip
