"""Six digits that were sent to somebody, and judging what is typed back. Who keeps the hash knows where it came from."""

import secrets
from collections.abc import Callable

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from . import throttle
from .throttle import Rate

DIGITS = 6
LIFE_SECONDS = 10 * 60
TRIES = 3


def fresh() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def keyed(about: str, code: str) -> str:
    """The hash of a code, bound to what it was sent for and to whom."""
    return salted_hmac("satuatap.codes", f"{about}:{code}", algorithm="sha256").hexdigest()


def expired() -> Refused:
    return Refused("code-expired", _("Kode sudah kedaluwarsa. Minta kode baru."), field="code")


def require_right(expected: str, typed: str, hash_of: Callable[[str], str]) -> None:
    """Raises ``Refused`` for a wrong code: ``code-form``, ``code-wrong``, and ``code-spent`` after three wrong ones, even
    if the right one comes then."""
    digits = "".join(letter for letter in typed if letter in "0123456789")
    if len(digits) != DIGITS:
        raise Refused("code-form", _("Kode terdiri atas 6 angka."), field="code")
    # Counted outside what keeps the hash: two tries at the same moment would both see it as it was.
    may_try = throttle.spend("code-tries", expected, Rate(TRIES, LIFE_SECONDS))
    if not may_try:
        raise Refused("code-spent", _("Kode salah tiga kali, jadi tidak berlaku lagi. Minta kode baru."), field="code")
    if not constant_time_compare(expected, hash_of(digits)):
        raise Refused("code-wrong", _("Kode itu tidak cocok. Periksa pesan yang terakhir kami kirim."), field="code")
