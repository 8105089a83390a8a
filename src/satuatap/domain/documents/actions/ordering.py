"""An official orders documents to be signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.models import SigningAuthority
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import defer
from satuatap.kernel.lifecycle import move

from .. import ports
from ..lifecycle import MOVES, LineState, State
from ..models import Document, SigningBatch, SigningOrder, SigningOrderLine
from ..rules import modes
from ..rules.dates import local_day

ORDER_LASTS = timedelta(minutes=15)
SEAL_LASTS = timedelta(days=7)  # nobody sits and waits for a seal


@transaction.atomic
def order_signing(
    *, document_ids: Sequence[UUID], by: Actor, at: datetime, key: UUID, batch_id: UUID | None = None
) -> SigningOrder:
    """Order these documents to be signed as they are now; the worker has fifteen minutes to do so.

    The caller has asked for fresh proof of who it is. A document whose earlier order ran out can be ordered again, one
    that is being signed is left alone; a repeated call answers the order that was given. Raises ``NotFound`` for a document that is not there or not of
    the actor's office, ``Refused`` "no-authority", "not-ready", "no-signer" or "nothing".
    """
    if not document_ids:
        raise Refused("nothing", _("Pilih paling sedikit satu dokumen."))
    documents = list(
        Document.objects.select_for_update(of=("self",))
        .visible_to(by)
        .select_related("unit")
        .filter(pk__in=document_ids)
        .order_by("pk")
    )
    if len(documents) != len(set(document_ids)):
        raise NotFound
    if (given := _given_before(documents, key, at)) is not None:
        return given
    free = [document for document in documents if not _is_under_way(document, at)]
    if not free:
        return SigningOrder.objects.filter(lines__document=documents[0]).latest("opened_at")
    has_passphrase = _has_passphrase(batch_id)
    for document in free:
        _take_over(document, by, at, has_passphrase=has_passphrase)
    return open_order(free, account_id=by.account_id, key=key, by=by, at=at, batch_id=batch_id)


def open_order(
    documents: Sequence[Document],
    *,
    account_id: UUID | None,
    key: UUID,
    by: Actor,
    at: datetime,
    lasts: timedelta = ORDER_LASTS,
    batch_id: UUID | None = None,
) -> SigningOrder:
    """Write the order and queue the worker's jobs; the documents are locked and their signer is settled."""
    order = SigningOrder.objects.create(
        key=key, account_id=account_id, batch_id=batch_id, ordered_by=by.id, opened_at=at, until=at + lasts
    )
    for document in documents:
        document.state = move(MOVES, "order", State(document.state))
        document.attempts, document.problem = 0, ""
        document.save()
        SigningOrderLine.objects.create(order=order, document=document, content_hash=document.content_hash)
        record("document.ordered", on=document, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id)
        defer("documents.issue", document_id=str(document.pk))
    return order


@dataclass(frozen=True, slots=True)
class SealGround:
    """What lets an office seal by itself: the decree, and the title of the official in whose name."""

    official: str
    decree_number: str
    decree_on: date


def seal(document: Document, ground: SealGround | None = None) -> None:
    """Settle that the institution seals the document, without a person; what decides something needs a ground."""
    signer = _signer(ports.SEALING)
    document.state = move(MOVES, "show", State(document.state))
    document.signer_name = document.unit.name
    document.signer_title = f"Segel elektronik {document.unit.short_name}"
    if ground is not None:
        title = ground.official
        document.signer_title = title if title.startswith("a.n. ") else f"a.n. {title}"
        document.decree_number, document.decree_on = ground.decree_number, ground.decree_on
    document.chain, document.authority, document.is_sample = signer.chain, signer.authority, signer.is_test


def _has_passphrase(batch_id: UUID | None) -> bool:
    return batch_id is not None and SigningBatch.objects.filter(pk=batch_id, secret__isnull=False).exists()


def _signer(mode: str) -> ports.Signer:
    if (signer := ports.signers.get(mode)) is None:
        raise Refused("no-signer", _("Cara tanda tangan ini belum tersedia. Hubungi pengelola sistem."))
    return signer


def _given_before(documents: Sequence[Document], key: UUID, at: datetime) -> SigningOrder | None:
    """The order a repeated call speaks of: same key, and none of its documents waits to be ordered again."""
    orders = SigningOrder.objects.filter(key=key).order_by("-opened_at")
    order = orders.first()
    if order is None:
        return None
    lines = {line.document_id: line.state for line in order.lines.all()}
    spent = order.until < at
    for document in documents:
        state = lines.get(document.pk, LineState.LAPSED)
        if state == LineState.LAPSED or (state == LineState.WAITING and spent):
            return None
    return order


def _is_under_way(document: Document, at: datetime) -> bool:
    waiting = SigningOrderLine.objects.filter(document=document, state=LineState.WAITING, order__until__gte=at)
    return document.state == State.SIGNING and waiting.exists()


def _take_over(document: Document, by: Actor, at: datetime, *, has_passphrase: bool) -> None:
    """Settle under whose authority it is signed: title line, capacity and decree as they stand today."""
    today = local_day(at, document.unit.zone)
    authority = identity.own_authority(by, document.unit_id, document.type, today)
    if authority is None:
        words = _("Anda tidak mempunyai wewenang yang berlaku untuk menandatangani %(title)s.")
        raise Refused("no-authority", words % {"title": document.title})
    mode = modes.mode_of(document.mode, authority.mode)
    modes.require_by_machine(mode)
    signer = _signer(mode)
    modes.require_passphrase(mode, has_passphrase=has_passphrase)
    if document.state == State.SIGNING:
        SigningOrderLine.objects.filter(document=document, state=LineState.WAITING).update(state=LineState.LAPSED)
    elif document.state != State.READY:
        words = _("%(title)s belum siap ditandatangani. Coba beberapa detik lagi.")
        raise Refused("not-ready", words % {"title": document.title})
    settle_signer(document, authority)
    document.chain, document.authority, document.is_sample = signer.chain, signer.authority, signer.is_test


def settle_signer(document: Document, authority: SigningAuthority) -> None:
    """Whose name, title and decree the document carries."""
    document.sealed, document.decree_on = False, None  # a person signs, also where the seal could not be put
    document.signer_account = authority.account_id
    document.signer_name = authority.account.name
    document.signer_title = authority.printed_title
    document.signer_nip = authority.nip
    document.capacity = authority.capacity
    document.decree_number = authority.decree_number
