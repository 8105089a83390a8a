"""What may be written about a letter that came in, and until when something may be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from .lifecycle import Carried, Nature

LONGEST_WORDS = 1_000
MOST_SHEETS = 20
LATEST_DUE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a letter; ``sender_number`` and ``dated_on`` are empty for one without."""

    received_on: date
    sender: str
    subject: str
    sender_number: str = ""
    dated_on: date | None = None
    nature: str = Nature.ORDINARY.value
    carried: str = Carried.HAND.value
    enclosures: str = ""


def tidy(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]


def clean(facts: Facts, today: date) -> Facts:
    """The facts as they are kept. Raises ``Refused`` naming what is missing or cannot be."""
    sender, subject = tidy(facts.sender, 160), tidy(facts.subject, 300)
    if not sender:
        raise Refused("sender", _("Tulis dari siapa suratnya."), field="sender")
    if not subject:
        raise Refused("subject", _("Tulis perihal atau isi singkat suratnya."), field="subject")
    if facts.received_on > today:
        raise Refused("received", _("Tanggal terima belum tiba."), field="received_on")
    if facts.received_on.year < today.year - 1:
        raise Refused("received", _("Surat tahun itu tidak dicatat lagi di agenda ini."), field="received_on")
    if facts.dated_on is not None and facts.dated_on > facts.received_on:
        raise Refused("dated", _("Tanggal suratnya sesudah tanggal terima. Periksa keduanya."), field="dated_on")
    if facts.nature not in Nature.values:
        raise Refused("nature", _("Pilih sifat suratnya."), field="nature")
    if facts.carried not in Carried.values:
        raise Refused("carried", _("Pilih bagaimana suratnya sampai."), field="carried")
    return Facts(
        received_on=facts.received_on, sender=sender, subject=subject, dated_on=facts.dated_on, nature=facts.nature,
        sender_number=tidy(facts.sender_number, 120), carried=facts.carried, enclosures=tidy(facts.enclosures, 120),
    )  # fmt: skip


def require_reason(reason: str, words: str) -> str:
    """The reason as it is kept. Raises ``Refused("reason")`` with ``words`` when there is none."""
    if not (tidied := tidy(reason, 300)):
        raise Refused("reason", words, field="reason")
    return tidied


def require_due(due_on: date | None, today: date, latest: date | None = None) -> None:
    """Raises ``Refused("due")`` for a day that is over, is absurdly far, or lies after the one that was set before."""
    if due_on is None:
        return
    if not today <= due_on <= today + LATEST_DUE:
        raise Refused("due", _("Batas waktunya sudah lewat atau terlalu jauh."), field="due_on")
    if latest is not None and due_on > latest:
        words = _("Batas waktunya tidak boleh sesudah batas yang Anda terima.")
        raise Refused("due", words, field="due_on")


def require_order(instructions: Sequence[str], words: str, known: Sequence[str]) -> None:
    """Raises ``Refused`` when nothing is asked, or by a wording that is not on the list today."""
    if not instructions and not words:
        raise Refused("instructions", _("Pilih atau tulis apa yang perlu dikerjakan."), field="instructions")
    if not set(instructions) <= set(known):
        raise Refused("instructions", _("Pilih isi disposisi dari daftar."), field="instructions")
