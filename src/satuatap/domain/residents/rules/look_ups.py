"""What an agreement with the national register lets an office ask."""

from datetime import date

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

MOST_A_DAY = 100_000


def require_agreement(*, purpose: str, reference: str, quota: int, from_on: date, to_on: date | None) -> None:
    """Raises ``Refused`` for an agreement without purpose, number or a possible quota, or that ends before it begins."""
    if not purpose:
        raise Refused("purpose", _("Tulis untuk keperluan apa data boleh dicocokkan."), field="purpose")
    if not reference:
        raise Refused("reference", _("Tulis nomor perjanjiannya."), field="reference")
    if not 0 < quota <= MOST_A_DAY:
        raise Refused("quota", _("Tulis berapa kali sehari boleh mencocokkan, dengan angka."), field="quota")
    if to_on is not None and to_on < from_on:
        raise Refused("days", _("Tanggal akhir tidak boleh sebelum tanggal mulai."), field="to_on")


def require_quota(*, asked: int, quota: int) -> None:
    """Raises ``Refused`` once the questions of a day are used up."""
    if asked >= quota:
        words = _("Kuota hari ini (%(quota)d) sudah habis. Cocokkan dengan kartu aslinya, atau ulangi besok.")
        raise Refused("quota", words % {"quota": quota})
