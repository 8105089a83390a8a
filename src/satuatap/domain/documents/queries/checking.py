"""Checks by anybody: a code, the address in the QR, or the file itself."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from satuatap.domain.files import queries as files
from satuatap.kernel.errors import Refused

from .. import ports
from ..lifecycle import EVER_ISSUED
from ..models import Document
from ..models.documents import DocumentQuerySet
from ..rules import verdicts
from ..rules.dates import local_day
from ..rules.letters import masked_name
from ..rules.numbers import tidy_code
from ..rules.verdicts import Facts, Verdict

GREATEST_FILE = 10 * 1024 * 1024
PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class OutsideCheck:
    """What the signature of another system's PDF is worth: ``trusted`` when it leads to an authority this installation
    trusts, ``intact`` when the file is as it was signed. ``readable`` is False for what could not be read at all."""

    signed: bool = False
    signer: str = ""
    issuer: str = ""
    trusted: bool = False
    intact: bool = False
    at: datetime | None = None
    readable: bool = True


def verify_token(token: str, *, at: datetime) -> Verdict:
    """The verdict on the document behind the address in a QR; ``unknown`` when we never issued one."""
    return _standing(_issued().filter(token=token).first(), at, "token-unknown")


def verify_code(code: str, *, at: datetime) -> Verdict:
    """The verdict on the document whose code somebody typed. A code that cannot be one of ours says so apart."""
    if not (tidy := tidy_code(code)):
        return Verdict("unknown", "code-mistyped")
    return _standing(_issued().filter(code=tidy).first(), at, "code-unknown")


def verify_upload(data: bytes, *, at: datetime, token: str = "") -> Verdict:
    """The verdict on a file. With ``token`` it is compared with the document of that address.

    First whether it is the very file we issued; then whether it was made from one; only then is it read, in a confined
    process. Raises ``Refused`` "empty", "too-large", "wrong-type" or "busy".
    """
    if data and not data.startswith(PDF):
        raise Refused("wrong-type", _("Kirim berkas PDF. Foto dokumen diperiksa lewat QR atau kodenya."))
    files.acceptable(data, GREATEST_FILE)
    known = _issued().filter(pdf_sha256=hashlib.sha256(data).hexdigest()).first()
    if known is not None:
        other = token and known.token != token
        verdict = _standing(known, at, "")
        return Verdict("forged", "other-document", verdict.facts) if other else verdict
    claimed = _claimed(*verdicts.raw_claims(data), token)
    if claimed is not None and verdicts.is_made_from(data, files.read(cast("UUID", claimed.file_id))):
        return Verdict("changed", "bytes-differ", _facts(claimed))
    reading = _read(data)
    tokens, codes = verdicts.claims(reading.texts)
    raw_tokens, raw_codes = verdicts.raw_claims(data)
    tokens, codes = tokens | raw_tokens, codes | raw_codes
    claimed = claimed or _claimed(tokens, codes, "")
    state, reason = verdicts.judge(reading, claims_known=claimed is not None, claims_any=_points_here(reading, data))
    return Verdict(state, reason, _facts(claimed) if claimed else None, reading.signatures)


def check_outside_pdf(data: bytes) -> OutsideCheck:
    """What the signature in another system's PDF is worth; a file that is no PDF has none."""
    if files.media_type(data) != "application/pdf" or len(data) > GREATEST_FILE:
        return OutsideCheck(readable=False)
    try:
        reading = _read(data)
    except Refused:
        return OutsideCheck(readable=False)
    if (found := verdicts.first_whole(reading.signatures)) is None:
        return OutsideCheck(readable=reading.readable and not reading.cut_off)
    return OutsideCheck(
        signed=True,
        signer=found.signer,
        issuer=found.issuer,
        trusted=found.trusted,
        intact=found.intact and found.whole,
        at=found.at,
    )


def _issued() -> DocumentQuerySet:
    found = Document.objects.filter(state__in=sorted(EVER_ISSUED))
    return found.select_related("unit", "replaced_by")


def _claimed(tokens: frozenset[str], codes: frozenset[str], token: str) -> Document | None:
    """The document a file says it is: the one it is compared with, else the first that exists."""
    if token:
        return _issued().filter(token=token).first()
    if tokens and (found := _issued().filter(token__in=tokens).order_by("pk").first()):
        return found
    return _issued().filter(code__in=codes).order_by("pk").first() if codes else None


def _points_here(reading: ports.PdfReading, data: bytes) -> bool:
    """Whether the file leads people to our check page, with whatever code."""
    page = f"{settings.SITE_URL}/v/"
    return any(page in text for text in reading.texts) or page.encode() in data


def _read(data: bytes) -> ports.PdfReading:
    try:
        return ports.readers[0].read(data)
    except ports.ReaderBusy:
        raise Refused("busy", _("Sedang banyak dokumen yang diperiksa. Coba sebentar lagi.")) from None


def _standing(document: Document | None, at: datetime, reason_when_none: str) -> Verdict:
    if document is None:
        return Verdict("unknown", reason_when_none)
    today = local_day(at, document.unit.zone)
    return Verdict(verdicts.standing(document.state, document.valid_until, today), "", _facts(document))


def _facts(document: Document) -> Facts:
    other = document.replaced_by
    return Facts(
        type=document.type,
        title=document.title,
        number=document.number,
        code=document.code,
        token=document.token,
        holder=masked_name(document.holder),
        unit_name=document.unit.name,
        signer_title=document.signer_title,
        sealed=document.sealed,
        chain=document.chain,
        authority=document.authority,
        is_sample=document.is_sample,
        signed_on=document.signed_on,
        decree_number=document.decree_number,
        decree_on=document.decree_on,
        issued_at=cast("datetime", document.issued_at),  # a constraint keeps it so
        valid_until=document.valid_until,
        taken_back_at=document.revoked_at,
        ended_on=document.ended_on,
        reason=document.reason,
        law=document.law,
        replaced_by_token=other.token if other else "",
        replaced_by_number=other.number if other else "",
    )
