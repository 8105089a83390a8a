"""Identifiers: UUIDv7 keys for tables, tokens for addresses, short numbers with a check character for people."""

import hashlib
import hmac
import os
import secrets
import time
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I L O U
_VALUES = {c: i for i, c in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
_BITS = 40  # eight characters


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562). Tells when it was made, so it is never used as a secret."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


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
    """One character that finds every single wrong character and every swap of neighbours.

    Weighted sum over the characters' values modulo 37, where values above 31 are folded by trying the next weight
    base; 37 is prime and larger than the alphabet, so both kinds of error change the sum.
    """
    total = 0
    for place, char in enumerate(c for c in text.upper() if c != "-"):
        total += (place + 2) * _position(char)
    return (ALPHABET + "*~$=U")[total % 37]


def _position(char: str) -> int:
    if char in _VALUES:
        return _VALUES[char]
    return 32 + (ord(char) % 5)  # letters outside the alphabet occur in the prefix only


def tidy_number(text: str) -> str:
    """What a person typed, in the form we print: capitals, hyphens, O and I read as the digits they look like.

    Returns "" when the text cannot be a number of ours or its check character does not fit.
    """
    letters = "".join(c for c in text.upper() if c.isalnum() or c in "*~$=")
    if len(letters) != 14:
        return ""
    prefix, body, check = letters[:5], letters[5:13], letters[13]
    body = "".join(ALPHABET[_VALUES[c]] if c in _VALUES else "?" for c in body)
    head = f"{prefix[:3]}-{prefix[3:]}-{body[:4]}-{body[4:]}"
    if "?" in body or check_character(head) != check:
        return ""
    return f"{head}-{check}"
