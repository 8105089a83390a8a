"""What the statutory books tell of letters that came in and of what was sent because of them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.paging import PAGE_ROWS, Page, page

from ..lifecycle import Body, Nature, State
from ..models import Letter, Sending

Cells = Mapping[str, str]


def cells_of(letter_ids: Iterable[UUID]) -> dict[UUID, Cells]:
    """What an agenda book says of letters, by their id. The caller has asked who may, and records the look."""
    rows = Letter.objects.filter(pk__in=list(letter_ids)).select_related("version")
    return {letter.pk: _agenda(letter) for letter in rows}


def _agenda(letter: Letter) -> dict[str, str]:
    now = letter.version
    number = f"{letter.number}" + (f"; {now.sender_number}" if now.sender_number else "")
    return {
        "tanggal": now.received_on.isoformat(), "masuk-nomor": number, "masuk-pengirim": now.sender,
        "masuk-tanggal": now.dated_on.isoformat() if now.dated_on else "", "masuk-isi": now.subject,
        "ket": _note(letter),
    }  # fmt: skip


def _note(letter: Letter) -> str:
    now = letter.version
    return "; ".join(
        filter(
            None,
            [
                _("batal: %(reason)s") % {"reason": letter.reason} if letter.state == State.VOID else "",
                _("rahasia") if now.nature == Nature.SECRET else "",
                _("dibetulkan: %(reason)s") % {"reason": now.reason} if now.reason else "",
                letter.archive_code,
            ],
        )
    )


def council_cells(unit_id: UUID, year: int, cursor: str = "", rows: int = PAGE_ROWS) -> Page[Cells]:
    """The agenda of letters that came in for the council of a village in a year, the newest first."""
    found = Letter.objects.filter(unit=unit_id, body=Body.COUNCIL, year=year).select_related("version")
    return page(found, keys=["-id"], cursor=cursor, rows=rows, row=_council)


def _council(letter: Letter) -> Cells:
    told = _agenda(letter)
    return {
        "tanggal": told["tanggal"], "nomor": told["masuk-nomor"], "tanggal-surat": told["masuk-tanggal"],
        "pengirim": told["masuk-pengirim"], "isi": told["masuk-isi"], "ket": told["ket"],
    }  # fmt: skip


def sent_cells(unit_id: UUID, year: int, body: str = "", cursor: str = "", rows: int = PAGE_ROWS) -> Page[Cells]:
    """What an office, or the body beside it, sent in a year because of letters that came in, the newest first."""
    found = Sending.objects.filter(unit=unit_id, body=body, sent_on__year=year)
    return page(found, keys=["-sent_on", "-id"], cursor=cursor, rows=rows, row=_sent)


def _sent(row: Sending) -> Cells:
    day = f"{row.dated_on:%d-%m-%Y}" if row.dated_on else ""
    taken = _("diterima %(name)s") % {"name": row.received_by} if row.received_by else ""
    return {
        "dikirim": row.sent_on.isoformat() if row.sent_on else "", "surat": ", ".join(filter(None, [day, row.number])),
        "isi": row.subject, "kepada": row.to, "tujuan": row.to, "ket": taken,
    }  # fmt: skip
