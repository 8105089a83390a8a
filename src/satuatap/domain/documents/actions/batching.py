"""Many documents with one proof: what belongs to a batch, what became of each, and taking a batch up again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record, record_look
from satuatap.domain.files import queries as files
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.secrets import seal

from .. import policies
from ..lifecycle import SIGNABLE, BatchState, State
from ..models import BatchLine, Document, SeenDraft, SigningBatch
from ..queries.one import get, look_at
from ..queries.orders import PASSPHRASE
from ..rules import batches
from ..rules.dates import local_day

BATCH_LASTS = timedelta(minutes=15)
LONGEST_REASON = 300


@transaction.atomic
def open_draft(*, document_id: UUID, about: UUID, by: Actor, at: datetime) -> bytes:
    """The preview of what waits for a signature about one thing, for the office that writes it. The look is recorded; for whoever may
    sign it, also that they have opened the draft as it is now. Raises ``NotFound``."""
    document = get(by, document_id)
    if document.preview_id is None or document.about != about:
        raise NotFound
    record_look(on=document, by=by, at=at, **look_at(document, by))
    if by.account_id and identity.may_sign(by, document.unit_id, document.type, local_day(at, document.unit.zone)):
        seen = SeenDraft(document=document, account_id=by.account_id, content_hash=document.content_hash, seen_at=at)
        SeenDraft.objects.bulk_create([seen], ignore_conflicts=True)
    return files.read(document.preview_id)


@transaction.atomic
def open_batch(
    *,
    document_ids: Sequence[UUID],
    pulled: Mapping[UUID, str],
    key: UUID,
    by: Actor,
    at: datetime,
    passphrase: str = "",
) -> tuple[SigningBatch, tuple[UUID, ...]]:
    """Keep what is to be signed, and what was pulled out with its reason; also returns what is to be signed now.

    Sent twice with one key, it is one batch, and nothing is left to do. What another batch is signing is left to that
    one; what became void since the list was shown stands in the batch as such. Raises ``NotFound`` for a document that is not the actor's to sign for, ``Refused`` in words.
    """
    if by.account_id is None:
        raise NotFound
    documents = _locked({*document_ids, *pulled}, by)
    if (given := SigningBatch.objects.filter(key=key, account=by.account_id).first()) is not None:
        return given, ()  # looked up behind the lock, so that of two presses the second finds the first's batch
    seen = _seen(documents, by.account_id)
    wanted = batches.chosen(document_ids, pulled, seen)
    stale = BatchLine.objects.filter(document__in=wanted, state=BatchState.WAITING, batch__until__lte=at)
    stale.update(state=BatchState.FAILED, reason="late", ended_at=at)
    busy = set(
        BatchLine.objects.filter(document__in=wanted, state=BatchState.WAITING).values_list("document_id", flat=True)
    )
    free = [pk for pk in wanted if pk not in busy and documents[pk].state in SIGNABLE]
    if not free:
        raise Refused(
            "under-way", _("Dokumen yang dipilih sedang atau sudah ditandatangani, atau berkasnya sudah berubah.")
        )
    batch = SigningBatch.objects.create(
        key=key, account_id=by.account_id, opened_at=at, until=at + BATCH_LASTS, secret=_sealed(passphrase)
    )
    lines = [BatchLine(batch=batch, document_id=pk, seen_at=seen.get(pk)) for pk in free]
    ends = [(pk, BatchState.PULLED, _reason(words)) for pk, words in pulled.items()]
    ends += [(pk, BatchState.FAILED, "discarded") for pk in wanted if documents[pk].state == State.VOID]
    lines += [
        BatchLine(batch=batch, document_id=pk, state=state, reason=reason, seen_at=seen.get(pk), ended_at=at)
        for pk, state, reason in ends
    ]
    BatchLine.objects.bulk_create(lines)
    record("batch.opened", on=batch, by=by, at=at)
    return batch, tuple(free)


@transaction.atomic
def take_up_batch(
    *, batch_id: UUID, by: Actor, at: datetime, passphrase: str = ""
) -> tuple[SigningBatch, tuple[UUID, ...]]:
    """Begin again with what was not signed, after a new proof; also returns what is to be signed now.

    What is signed stays signed, what is being signed goes on. Raises ``NotFound`` to everybody but its signer, and
    ``Refused("nothing")`` when nothing is left.
    """
    batch = SigningBatch.objects.select_for_update().filter(pk=batch_id, account=by.account_id).first()
    if batch is None or by.account_id is None:
        raise NotFound
    left = batch.lines.filter(state=BatchState.FAILED)
    if batch.until <= at:
        left = batch.lines.filter(state__in=[BatchState.FAILED, BatchState.WAITING])
    taken = BatchLine.objects.filter(state=BatchState.WAITING).exclude(batch=batch).values("document_id")
    lines = list(left.filter(document__state__in=SIGNABLE).exclude(document__in=taken))
    if not lines:
        raise Refused("nothing", _("Tidak ada lagi yang perlu ditandatangani dalam kumpulan ini."))
    batch.until, batch.round, batch.secret = at + BATCH_LASTS, batch.round + 1, _sealed(passphrase)
    batch.save(update_fields=["until", "round", "secret"])
    for line in lines:
        line.state, line.reason, line.ended_at = BatchState.WAITING, "", None
        line.save(update_fields=["state", "reason", "ended_at"])
    record("batch.taken-up", on=batch, by=by, at=at)
    return batch, tuple(line.document_id for line in lines)


@transaction.atomic
def note_unsigned(*, batch_id: UUID, document_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """One document of a batch could not be ordered; the others go on."""
    policies.require_system(by)
    line = BatchLine.objects.select_for_update().get(batch=batch_id, document=document_id)
    if line.state == BatchState.WAITING:
        end_lines(document_id, BatchState.FAILED, at, _reason(reason))
        record("batch.line-failed", on=line, by=by, at=at)


def end_lines(document_id: UUID, state: BatchState, at: datetime, reason: str = "") -> None:
    """What became of a document, in every batch that waits for it; signed by whatever way, a failed one is signed."""
    ends = [BatchState.WAITING, BatchState.FAILED] if state == BatchState.SIGNED else [BatchState.WAITING]
    BatchLine.objects.filter(document=document_id, state__in=ends).update(state=state, reason=reason, ended_at=at)
    waiting = BatchLine.objects.filter(batch=OuterRef("pk"), state=BatchState.WAITING)
    done = SigningBatch.objects.filter(lines__document=document_id, secret__isnull=False).exclude(Exists(waiting))
    SigningBatch.objects.filter(pk__in=done.values("pk")).update(secret=None)


def stop_batch(document_id: UUID, reason: str, at: datetime) -> None:
    """The signer's passphrase or certificate was refused: nothing else of the batch is tried with it, lest the service
    lock the account."""
    batch = SigningBatch.objects.filter(lines__document=document_id, lines__state=BatchState.WAITING).first()
    if batch is not None:
        batch.lines.filter(state=BatchState.WAITING).update(state=BatchState.FAILED, reason=reason, ended_at=at)
        batch.secret = None
        batch.save(update_fields=["secret"])


@transaction.atomic
def forget_passphrases(*, by: Actor, at: datetime) -> int:
    """Erase what batches that ran out still keep; returns how many."""
    policies.require_system(by)
    stale = list(SigningBatch.objects.select_for_update().filter(secret__isnull=False, until__lt=at))
    for batch in stale:
        batch.secret = None
        batch.save(update_fields=["secret"])
        record("batch.passphrase-forgotten", on=batch, by=by, at=at)
    return len(stale)


def _sealed(passphrase: str) -> bytes | None:
    return seal(passphrase.encode(), PASSPHRASE) if passphrase else None


def _reason(words: str) -> str:
    tidy = " ".join(words.split())[:LONGEST_REASON]
    if not tidy:
        raise Refused("reason", _("Tulis alasan mengeluarkan dokumen ini."), field="alasan")
    return tidy


def _locked(ids: set[UUID], by: Actor) -> dict[UUID, Document]:
    rows = Document.objects.select_for_update(of=("self",)).visible_to(by).filter(pk__in=ids).order_by("pk")
    found = {document.pk: document for document in rows if document.unit_id in by.unit_ids()}
    if len(found) != len(ids):
        raise NotFound
    return found


def _seen(documents: Mapping[UUID, Document], account_id: UUID) -> dict[UUID, datetime]:
    """When the signer opened these documents with the content they have now."""
    rows = SeenDraft.objects.filter(account=account_id, document__in=list(documents))
    return {row.document_id: row.seen_at for row in rows if row.content_hash == documents[row.document_id].content_hash}
