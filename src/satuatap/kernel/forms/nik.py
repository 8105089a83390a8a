"""Reading a NIK: sixteen digits that name a place of first registration, a birth date and a serial.

A NIK is never corrected when the record is, so what its digits say about birth date and sex is a hint for an officer,
not a fact; and a region code that nobody knows any more is a warning, not a refusal.
"""

import calendar
import re
from functools import lru_cache

import msgspec
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

_SEPARATORS = re.compile(r"[\s.\-]+")


class NikReading(msgspec.Struct, frozen=True):
    """What a NIK says. ``region6`` is the district of first registration, ``year2`` the year without its century."""

    digits: str
    region6: str
    birth_day: int
    birth_month: int
    year2: int
    female: bool
    serial: int


def digits_of(text: str) -> str:
    """The text without spaces, dots and hyphens."""
    return _SEPARATORS.sub("", text)


@lru_cache(maxsize=16)  # whoever reads a number asks for it more than once
def check_nik(text: str) -> NikReading:
    """Read a NIK as typed; spaces, dots and hyphens are fine. Raises ``Refused`` in words for the person typing."""
    digits = digits_of(text)
    if not (digits.isascii() and digits.isdigit()):
        raise Refused("nik-digits", _("NIK hanya berisi angka. Periksa lagi di KTP."), field="nik")
    if len(digits) != 16:
        words = _("NIK terdiri atas 16 angka; yang tertulis %(count)d angka. Periksa lagi di KTP.")
        raise Refused("nik-length", words % {"count": len(digits)}, field="nik")
    if digits[0] == "0":
        raise Refused("nik-provisional", _("Nomor ini nomor sementara. Tulis NIK dari KTP atau KK."), field="nik")
    day, month, year2, serial = int(digits[6:8]), int(digits[8:10]), int(digits[10:12]), int(digits[12:])
    female = day > 40
    day -= 40 * female
    if not (1 <= month <= 12 and 1 <= day <= _longest(month, year2)):
        words = _("Angka ke-7 sampai ke-12 bukan tanggal lahir. Cocokkan NIK angka demi angka dengan KTP.")
        raise Refused("nik-date", words, field="nik")
    if serial == 0:
        words = _("Empat angka terakhir NIK tidak mungkin 0000. Cocokkan lagi dengan KTP.")
        raise Refused("nik-serial", words, field="nik")
    return NikReading(digits, digits[:6], day, month, year2, female, serial)


@lru_cache(maxsize=2_000)
def _longest(month: int, year2: int) -> int:
    """Days of the month, where either century may give the leap year."""
    return max(calendar.monthrange(century + year2, month)[1] for century in (1900, 2000))


def check_kk(text: str) -> str:
    """The sixteen digits of a family card's number. Raises ``Refused``."""
    digits = digits_of(text)
    if not (digits.isascii() and digits.isdigit()) or len(digits) != 16 or digits[0] == "0":
        words = _("Nomor KK terdiri atas 16 angka, ada di bagian atas kartu keluarga.")
        raise Refused("kk-digits", words, field="kk")
    return digits
