"""Proving who one is with a card or a QR: how long it is waited for, and what is said when it did not come true."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ..ports import Shown, Trouble

CARD_SECONDS: Final = 40  # a kiosk asks after 45 seconds without a touch whether somebody is there
CARD_WAITS: Final = timedelta(seconds=CARD_SECONDS + 5)
LONGEST_LIFE: Final = timedelta(days=1)  # of a QR, whatever its office says


def not_shown(trouble: Trouble) -> Refused:
    """The refusal in words for whoever stands at the machine."""
    words = {
        Trouble.NONE: _("Belum ada KTP-el yang terbaca. Coba lagi, atau pakai cara lain di bawah ini."),
        Trouble.MISMATCH: _("Sidik jari tidak cocok dengan KTP-el itu. Pakai KTP-el Anda sendiri, atau pakai cara lain di bawah ini."),
        Trouble.UNREADABLE: _("KTP-el ini tidak terbaca. Pakai cara lain di bawah ini, atau temui petugas."),
        Trouble.EXPIRED: _("QR ini sudah kedaluwarsa. Tampilkan QR baru di ponsel Anda, lalu pindai lagi."),
        Trouble.UNKNOWN: _("QR ini bukan QR identitas digital yang berlaku. Tampilkan QR baru, atau pakai cara lain."),
        Trouble.USED: _("QR ini sudah pernah dipakai. Tampilkan QR baru di ponsel Anda, lalu pindai lagi."),
        Trouble.STRANGER: _("Data Anda belum ada di sini, atau perlu dibetulkan dulu. Ambil nomor antrean: petugas membantu Anda."),
    }  # fmt: skip
    said = words.get(trouble) or _(
        "Cara ini sedang tidak dapat dipakai. Pakai cara lain di bawah ini, atau temui petugas."
    )
    return Refused(trouble, said, field="ways")


def is_old(shown: Shown, at: datetime) -> bool:
    return shown.until is None or not at < shown.until <= at + LONGEST_LIFE


def shown_digest(reference: str) -> str:
    """What is kept of a showing: enough to know it again."""
    return hashlib.sha256(reference.encode()).hexdigest()
