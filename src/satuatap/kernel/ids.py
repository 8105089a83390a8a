"""Identifiers: UUIDv7 keys for tables, tokens for addresses, short numbers with a check character for people."""

import hashlib
import hmac
import os
import secrets
import threading
import time
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I L O U
_VALUES = {c: i for i, c in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
_BITS = 40  # eight characters


_last = (0, 0)  # the millisecond of the last identifier, and its random part
_lock = threading.Lock()


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562). Tells when it was made, so it is never used as a secret.

    Those that one process makes within a millisecond keep their order too: rows of one transaction are read back in
    the order in which they were written.
    """
    global _last  # noqa: PLW0603 (the counter of this process)
    with _lock:
        now, chance = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(9), "big")
        # A new moment begins with 72 random bits of 74: room to count upwards while it lasts.
        part = _last[1] + 1 + (chance >> 40) if now == _last[0] else chance
        _last = (now, part)
    high, low = part >> 62 & 0xFFF, part & (1 << 62) - 1
    return UUID(int=now << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low)


def short_code() -> str:
    """What somebody types at a kiosk who has no QR at hand: eight letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(8))


def receipt_number() -> str:
    """What people keep of a question about their data, and read aloud: ``DP-7K4M-29QX-5``."""
    code = short_code()
    head = f"DP-{code[:4]}-{code[4:]}"
    return f"{head}-{check_character(head)}"


def tidy_code(text: str) -> str:
    """A typed code as it is kept: capitals, and letters that look like digits read as digits."""
    letters = "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))


def token() -> str:
    """128 random bits for an address that must not be guessed, e.g. behind a document's QR."""
    return secrets.token_urlsafe(16)


def _round(half: int, number: int, key: bytes) -> int:
    digest = hmac.digest(key, bytes([number]) + half.to_bytes(3, "big"), hashlib.sha256)
    return int.from_bytes(digest[:3], "big") & 0xFFFFF


def scramble(sequence: int, key: bytes) -> int:
    """A keyed permutation of the numbers below 2**40: running numbers come out without visible order."""
    left, right = sequence >> 20, sequence & 0xFFFFF
    for number in range(4):
        left, right = right, left ^ _round(right, number, key)
    return left << 20 | right


def short_number(prefix: str, sequence: int, key: bytes) -> str:
    """A number people read aloud: ``BWI-26-7K4M-29QX-5``. ``sequence`` must lie below 2**40."""
    if not 0 <= sequence < 1 << _BITS:
        raise ValueError("sequence outside 40 bits")
    value = scramble(sequence, key)
    body = "".join(ALPHABET[value >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    head = f"{prefix}-{body[:4]}-{body[4:]}"
    return f"{head}-{check_character(head)}"


def check_character(text: str) -> str:
    """One character that finds every single wrong character and nearly every swap of neighbours (Luhn modulo 32)."""
    total, factor = 0, 2
    for char in reversed([c for c in text.upper() if c != "-"]):
        product = factor * _position(char)
        total += product // 32 + product % 32
        factor = 3 - factor
    return ALPHABET[-total % 32]


def _position(char: str) -> int:
    return _VALUES.get(char, 27)  # U, which only a prefix can hold, reads as V


def tidy_number(text: str) -> str:
    """What a person typed, in the form we print: capitals, hyphens, O and I read as the digits they look like.

    Returns "" when the text cannot be a number of ours or its check character does not fit.
    """
    letters = "".join(c for c in text.upper() if c.isascii() and c.isalnum())
    if len(letters) != 14:
        return ""
    prefix, tail = letters[:5], "".join(ALPHABET[_VALUES[c]] if c in _VALUES else "?" for c in letters[5:])
    head = f"{prefix[:3]}-{prefix[3:]}-{tail[:4]}-{tail[4:8]}"
    if "?" in tail or check_character(head) != tail[8]:
        return ""
    return f"{head}-{tail[8]}"
