"""In which way a document is signed: what the service wants, and what the official can."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from ..ports import ASK_PASSPHRASE, WET

NATIONAL = "bsre"


def mode_of(wanted: str, official: str) -> str:
    """The mode for a document: the service's, else the official's. Ink is open to everybody who signs; a national
    certificate only to who has one: raises ``Refused("needs-bsre")``."""
    if wanted == NATIONAL and official != NATIONAL:
        words = _(
            "Dokumen ini wajib memakai sertifikat BSrE. SK Anda mencatat cara lain; minta pengelola memperbaruinya."
        )
        raise Refused("needs-bsre", words)
    return wanted or official


def is_inked(wanted: str, official: Collection[str]) -> bool:
    """Whether a document is signed with ink, for what its service wants and the ways in which the official signs."""
    return wanted == WET or (not wanted and set(official) == {WET})


def require_by_machine(mode: str) -> None:
    """Raises ``Refused("wet")`` for what is signed on paper."""
    if mode == WET:
        raise Refused("wet", _("Dokumen ini ditandatangani di kertas. Cetak dari halaman Tanda tangan basah."))


def require_passphrase(mode: str, *, has_passphrase: bool) -> None:
    """Raises ``Refused("passphrase")`` where one has to be given first."""
    if mode in ASK_PASSPHRASE and not has_passphrase:
        words = _("Tanda tangan BSrE memerlukan frasa sandi. Isi frasa sandi Anda di halaman Tanda tangan.")
        raise Refused("passphrase", words, field="frasa")


def require_day_of_signing(signed_on: date, printed_on: date, today: date) -> None:
    """Raises ``Refused("day")`` for a day before the print, or one that is still to come."""
    if not printed_on <= signed_on <= today:
        words = _("Tanggal tanda tangan harus antara hari cetak dan hari ini.")
        raise Refused("day", words, field="signed_on")
