"""Looking a case up without signing in: its number and the last digits of the phone, or the birth date."""

from django.utils.translation import gettext as _

from satuatap.domain.cases import queries
from satuatap.domain.cases.queries import TrackView
from satuatap.kernel.errors import Refused

from . import formats
from .http import Request
from .throttle import Rate, client, require

TRACKING = Rate(tries=10, seconds=600)


def look_up(request: Request, number: str, digits: str) -> TrackView:
    """State and dates of the case; the same answer for wrong and unknown. Raises ``Refused``, also after many tries."""
    _require_both(number, digits)
    require("track", client(request), TRACKING)
    found = queries.track(number=number, last_digits=digits, now=request.now, lang=formats.lang())
    if found is None:
        words = _("Nomor berkas atau angka terakhir telepon tidak cocok. Periksa lagi keduanya.")
        raise Refused("unknown", words, field="nomor")
    return found


def _require_both(number: str, digits: str) -> None:
    """Says which of the two was left empty, before anything is looked up."""
    if not number.strip():
        raise Refused("empty", _("Tulis nomor berkas Anda."), field="nomor")
    if not digits.strip():
        words = _("Tulis empat angka terakhir nomor telepon, atau tanggal lahir pemohon.")
        raise Refused("empty", words, field="angka")
