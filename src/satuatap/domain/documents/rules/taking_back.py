"""What belongs to taking a document back."""

from datetime import date

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

LONGEST_REASON, LONGEST_LAW, LONGEST_WORDS = 300, 200, 500


def ground_of(reason: str, law: str, explained: str) -> tuple[str, str, str]:
    """Reason, law and explanation as they are kept. Raises ``Refused("reason")`` without a reason."""
    reason, law, explained = (" ".join(text.split()) for text in (reason, law, explained))
    if not reason:
        raise Refused(
            "reason", _("Tulis alasannya. Siapa pun yang memeriksa dokumen ini akan membacanya."), field="reason"
        )
    return reason[:LONGEST_REASON], law[:LONGEST_LAW], explained[:LONGEST_WORDS]


def end_of(ended_on: date | None, *, issued_on: date, today: date) -> date:
    """From which day on it holds no longer: any from the day of issue to today. Raises ``Refused("ended-on")``."""
    if ended_on is None:
        return today
    if not issued_on <= ended_on <= today:
        words = _("Tanggal pencabutan antara hari terbit dan hari ini. Untuk hari nanti, cabutlah pada harinya.")
        raise Refused("ended-on", words, field="ended_on")
    return ended_on
