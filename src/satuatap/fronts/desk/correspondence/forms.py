"""What comes with the forms about letters."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.domain.correspondence import actions
from satuatap.domain.correspondence import queries as letters
from satuatap.fronts.shared.http import Request, uuid_of
from satuatap.kernel.errors import Refused

INPUTS = {
    "sender": "pengirim", "sender_number": "nomor", "subject": "perihal", "received_on": "diterima", "dated_on": "tanggal",
    "nature": "sifat", "carried": "lewat", "body": "kepada", "sheets": "lembar", "reason": "alasan", "code": "kode",
    "to": "petugas", "instructions": "isi", "due_on": "batas", "report": "laporan", "number": "nomor-jawaban",
    "answer_subject": "perihal-jawaban", "sent_on": "dikirim", "received_by": "penerima", "received_code": "diterima-kode",
}  # fmt: skip
"""What the room calls an input, and its name on the page."""


def day(text: str, field: str) -> date:
    """A day that must be there. Raises ``Refused("day")``."""
    if (found := maybe_day(text, field)) is None:
        raise Refused("day", _("Isi tanggalnya."), field=field)
    return found


def maybe_day(text: str, field: str) -> date | None:
    """A day, None for none. Raises ``Refused("day")`` for what is none."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("day", _("Tanggal ini tidak ada."), field=field) from None


def facts_of(request: Request) -> letters.Facts:
    post = request.POST
    return letters.Facts(
        received_on=day(post.get("diterima", ""), "received_on"),
        sender=post.get("pengirim", ""),
        subject=post.get("perihal", ""),
        sender_number=post.get("nomor", ""),
        dated_on=maybe_day(post.get("tanggal", ""), "dated_on"),
        nature=post.get("sifat", ""),
        carried=post.get("lewat", ""),
        enclosures=post.get("lampiran", ""),
    )


def sheets_of(request: Request) -> list[tuple[str, bytes]]:
    return [(file.name or "surat", file.read()) for file in request.FILES.getlist("lembar")]


def order_of(request: Request) -> actions.Order:
    post = request.POST
    return actions.Order(
        to=[uuid_of(text) for text in post.getlist("petugas")],
        instructions=post.getlist("isi"),
        words=post.get("kata", ""),
        due_on=maybe_day(post.get("batas", ""), "due_on"),
    )


def answer_of(request: Request) -> actions.Answer:
    post = request.POST
    outside = post.get("asal") == "luar"
    return actions.Answer(
        number=post.get("nomor-jawaban", ""),
        to=post.get("tujuan", ""),
        outside=outside,
        subject=post.get("perihal-jawaban", ""),
        dated_on=maybe_day(post.get("tanggal-jawaban", ""), "answer_dated_on") if outside else None,
        sent_on=maybe_day(post.get("dikirim-jawaban", ""), "answer_sent_on"),
        received_by=post.get("penerima-jawaban", ""),
    )


def key_of(request: Request) -> UUID:
    return uuid_of(request.POST.get("key", ""))
