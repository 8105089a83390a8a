"""For how long an emergency opens somebody's data, and by when another person has judged it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

OPEN_FOR = timedelta(minutes=30)
TO_REVIEW = timedelta(hours=72)
MOST_A_DAY = 5
SHORTEST_REASON, LONGEST_REASON = 20, 500


def emergency_reason(text: str) -> str:
    """What happened, in a sentence that a reviewer and the person can judge. Raises ``Refused``."""
    words = " ".join(text.split())
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise Refused(
            "reason", _("Tulis apa yang terjadi, dalam satu atau dua kalimat (20 sampai 500 huruf)."), field="reason"
        )
    return words


def emergency_ends(opened_at: datetime) -> tuple[datetime, datetime]:
    """Until when the data are open, and until when the review has to be there."""
    return opened_at + OPEN_FOR, opened_at + TO_REVIEW
