"""Background entry points of this room. Between reserving a number and keeping the signed file no transaction is open:
setting and signing take time, and others of the same series must not wait for it."""

import hashlib
from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone, translation
from django.utils.formats import date_format

from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import system
from satuatap.kernel.jobs import defer

from . import actions, policies, ports
from .events import CorrectionAsked, CorrectionDeclined, DocumentRevoked
from .models import Correction, Document
from .queries import forgotten, letter_values
from .queries.letters import check_address
from .queries.orders import Ordered, order_of

log = structlog.get_logger()

WORKER = system("documents")


def preview(document_id: str) -> None:
    """Set a draft so that it can be read before it is signed."""
    now = timezone.now()
    document = Document.objects.select_related("unit__area__parent", "template").get(pk=document_id)
    if document.state != "draft":
        return
    try:
        pdf = _render(document, letter_values(document, at=now, preview=True), now)
    except ports.Unrenderable as problem:
        log.warning("draft cannot be set", document=document_id, kind=problem.kind, detail=problem.detail)
        actions.note_problem(document_id=document.pk, kind=problem.kind, detail=problem.detail, by=WORKER, at=now)
        return
    actions.keep_preview(document_id=document.pk, pdf=pdf, by=WORKER, at=now)


def issue(document_id: str) -> None:
    """Number, set, sign and keep one ordered document. Safe to run again, by the same worker or by another."""
    now = timezone.now()
    document = actions.begin_issue(document_id=UUID(document_id), by=WORKER, at=now)
    if document is None:
        return
    try:
        ordered = order_of(document.pk)
        pdf = _render(document, letter_values(document, at=ordered.at), ordered.at)
        if document.chain == ports.WET:
            actions.keep_print(document_id=document.pk, number=document.number, pdf=pdf, by=WORKER, at=now)
            return
        signed = ports.signers[document.chain].sign(pdf, _signing(document, ordered, pdf))
    except ports.SignerRefused as refusal:
        _give_up(document, refusal.kind, "", final=True, is_refusal=True)
        return
    except ports.Unrenderable as problem:
        _give_up(document, problem.kind, problem.detail, final=True)
        return
    except ports.OutsideTrouble as trouble:
        if not _give_up(document, "trouble", str(trouble), final=False):
            raise  # the queue tries again later
        return
    actions.finish_issue(document_id=document.pk, number=document.number, pdf=signed, by=WORKER, at=now)


def take_up(now: datetime) -> None:
    """Every few minutes: queue again what a lost job left behind, so that no document is forgotten. An order that ran
    out is put back by the job itself."""
    actions.forget_passphrases(by=WORKER, at=now)
    for document_id, state in forgotten(now):
        job = "documents.preview" if state == "draft" else "documents.issue"
        defer(job, once=f"{job}:{document_id}", document_id=str(document_id))


def tell_holder(event: DocumentRevoked) -> None:
    """Whoever holds a document that was taken back hears of it, with a link to where the reason stands."""
    document = Document.objects.get(pk=event.document_id)
    if document.party_id is None or document.ended_on is None:
        return
    with translation.override(residents.contact(document.party_id).language or "id"):
        when = date_format(document.ended_on, "j F Y")
    template = "document-replaced" if event.replaced else "document-revoked"
    _tell_holder(document, template, str(document.pk), f"/v/{document.token}", when=when)


def tell_office(event: CorrectionAsked) -> None:
    """A holder says that a document is wrong: whoever keeps the register of its office finds that in their account."""
    asked = Correction.objects.select_related("document").get(pk=event.correction_id)
    for role in policies.REGISTRARS:
        for holder in identity.holders(asked.document.unit_id, role, timezone.localdate()):
            notifications.notify(
                template="correction-asked",
                key=f"correction-asked:{asked.pk}:{holder.account_id}",
                account_id=holder.account_id,
                context={"document": asked.document.title, "number": asked.document.number},
                path=f"/meja/dokumen/{asked.document_id}/perbaiki",
                about=asked.document,
                by=WORKER,
                at=timezone.now(),
            )


def tell_declined(event: CorrectionDeclined) -> None:
    """The holder who asked is told that there is an answer; it stands in the account."""
    asked = Correction.objects.select_related("document").get(pk=event.correction_id)
    _tell_holder(asked.document, "correction-declined", str(asked.pk), "/akun/dokumen")


def _tell_holder(document: Document, template: str, once: str, path: str, **context: str) -> None:
    if document.party_id is None:
        return
    contact = residents.contact(document.party_id)
    notifications.notify(
        template=template,
        key=f"{template}:{once}",
        account_id=contact.account_id,
        party_id=document.party_id,
        channels=contact.channels,
        unit_id=document.unit_id,
        context={"document": document.title, "number": document.number} | context,
        path=path,
        language=contact.language or "id",
        about=document,
        by=WORKER,
        at=timezone.now(),
    )


def _render(document: Document, values: dict[str, object], now: datetime) -> bytes:
    return ports.renderers[0].render(document.template.source, values, now)


def _signing(document: Document, ordered: Ordered, pdf: bytes) -> ports.Signing:
    """A repeat of the same order asks the same thing: same bytes, same ``once``."""
    asks = document.chain in ports.ASK_PASSPHRASE
    if asks and not ordered.passphrase:
        raise ports.SignerRefused("no-passphrase")
    return ports.Signing(
        key=f"unit:{document.unit_id}" if document.sealed else f"account:{document.signer_account}",
        name=document.signer_name,
        title=document.signer_title.replace("\n", " "),
        unit=document.unit.name,
        reason=f"{document.title} {document.number}",
        address=check_address(document.token),
        at=ordered.at,
        once=f"{document.pk}:{hashlib.sha256(pdf).hexdigest()}",
        nik=_nik(document, ordered.at) if asks else "",
        passphrase=ordered.passphrase if asks else "",
    )


def _nik(document: Document, at: datetime) -> str:
    """By which the national service knows the official; "" for an account that no person belongs to."""
    held = residents.standing(document.signer_account, timezone.localdate(at)) if document.signer_account else None
    return residents.profile(held.party_id).nik or "" if held and held.party_id else ""


def _give_up(document: Document, kind: str, detail: str, *, final: bool, is_refusal: bool = False) -> bool:
    log.warning("document not issued", document=str(document.pk), kind=kind, detail=detail)
    return actions.put_back(
        document_id=document.pk,
        kind=kind,
        detail=detail,
        final=final,
        by=WORKER,
        at=timezone.now(),
        is_refusal=is_refusal,
    )
