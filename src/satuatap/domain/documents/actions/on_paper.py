"""Signed with ink and stamp: printed with its number and QR, signed on paper, scanned back."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record_look
from satuatap.domain.files import queries as files
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, ports
from ..lifecycle import State
from ..models import Document, SigningOrder
from ..queries.one import look_at
from ..rules import modes
from ..rules.dates import local_day
from .issuing import GREATEST_PDF, keep_issued
from .ordering import open_order, settle_signer

SAMPLES = "internal"  # where our own authority is a test authority, everything is a sample


@transaction.atomic
def order_print(*, document_id: UUID, key: UUID, by: Actor, at: datetime) -> SigningOrder | None:
    """Have the print made that the official signs on paper; its number is taken now. A repeat changes nothing.

    Raises ``NotFound`` to strangers, ``Refused`` "no-authority", "not-wet" or "not-ready".
    """
    document = _ours(document_id, by)
    if document.state in (State.SIGNING, State.PRINTED):
        return None
    if document.state != State.READY:
        raise Refused("not-ready", _("Dokumen masih disiapkan. Coba beberapa detik lagi."))
    authority = identity.authority(document.unit_id, document.type, local_day(at, document.unit.zone))
    if authority is None:
        raise Refused("no-authority", _("Belum ada pejabat dengan SK yang berlaku untuk dokumen ini."))
    if modes.mode_of(document.mode, authority.mode) != ports.WET:
        raise Refused("not-wet", _("Dokumen ini ditandatangani secara elektronik, di halaman Tanda tangan."))
    settle_signer(document, authority)
    document.chain, document.authority = ports.WET, ""
    document.is_sample = ports.signers[SAMPLES].is_test
    return open_order([document], account_id=authority.account_id, key=key, by=by, at=at)


@transaction.atomic
def take_scan(
    *, document_id: UUID, scan: bytes, signed_on: date, account_id: UUID, by: Actor, at: datetime
) -> Document:
    """Keep the scan of what was signed on paper: from now on the document is in force. The print stays beside it; until
    when it holds is what the print says, also when it was signed some days later.

    Raises ``NotFound`` to strangers, ``Refused`` for a file that is no PDF, the print itself, the file of another
    document, a day that cannot be, and somebody who had no authority on that day.
    """
    document = _ours(document_id, by)
    if document.state != State.PRINTED:
        raise Refused("not-printed", _("Dokumen ini belum dicetak, atau pindaiannya sudah diterima."))
    if not scan.startswith(b"%PDF-") or files.acceptable(scan, GREATEST_PDF) != "application/pdf":
        raise Refused("wrong-type", _("Unggah pindaiannya sebagai PDF."), field="scan")
    _require_signed(document, scan)
    today = local_day(at, document.unit.zone)
    modes.require_day_of_signing(
        signed_on, local_day(document.numbers.latest("entered_at").entered_at, document.unit.zone), today
    )
    able = identity.able_to_sign(document.unit_id, document.type, signed_on)
    authority = next((row for row in able if row.account_id == account_id), None)
    if authority is None:
        words = _("Pejabat itu tidak mempunyai SK yang berlaku pada tanggal tersebut.")
        raise Refused("no-authority", words, field="account_id")
    settle_signer(document, authority)
    document.signed_on = signed_on
    return keep_issued(document, scan, by, at)


@transaction.atomic
def open_print(*, document_id: UUID, by: Actor, at: datetime) -> bytes:
    """The print that is signed on paper, for the office that writes it; the look is recorded."""
    document = _ours(document_id, by)
    if document.print_id is None:
        raise NotFound
    record_look(on=document, by=by, at=at, **look_at(document, by))
    return files.read(document.print_id)


def _require_signed(document: Document, scan: bytes) -> None:
    """A slip of the hand in the file dialogue: the print as it came from here, or what belongs to another document."""
    if document.print_id is not None and files.read(document.print_id) == scan:
        words = _("Ini cetakan yang belum ditandatangani. Pindai lembar yang sudah ditandatangani dan dicap.")
        raise Refused("unsigned", words, field="scan")
    if Document.objects.filter(pdf_sha256=hashlib.sha256(scan).hexdigest()).exists():
        words = _("Berkas ini milik dokumen lain yang sudah terbit. Pilih pindaian untuk dokumen ini.")
        raise Refused("other-document", words, field="scan")


def _ours(document_id: UUID, by: Actor) -> Document:
    document = Document.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=document_id).first()
    if document is None:
        raise NotFound
    policies.require_registrar(by, document.unit_id)
    return document
