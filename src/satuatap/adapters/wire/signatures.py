"""Who sent this, and when: HMAC-SHA-256 over a subject, the time and the body."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

TIMESTAMP, SIGNATURE = "X-Timestamp", "X-Signature"
SKEW = timedelta(minutes=5)
STAMP = re.compile(r"[0-9]{1,12}")


class BadSignature(Exception):
    """Not signed with our secret, or too old, or from the future."""


def signed(secret: bytes, subject: str, body: bytes, at: datetime) -> dict[str, str]:
    """The headers that prove ``body`` is ours. ``subject`` says what it is, e.g. ``POST /charges``."""
    stamp = str(int(at.timestamp()))
    return {TIMESTAMP: stamp, SIGNATURE: _digest(secret, subject, stamp, body)}


def verify(secret: bytes, subject: str, headers: Mapping[str, str], body: bytes, at: datetime) -> None:
    """Raises ``BadSignature``. Names of headers are compared without regard to case, as HTTP asks."""
    given = {name.lower(): value for name, value in headers.items()}
    stamp = given.get(TIMESTAMP.lower(), "")
    if not STAMP.fullmatch(stamp) or abs(at.timestamp() - int(stamp)) > SKEW.total_seconds():
        raise BadSignature("time missing or out of bounds")
    signature = given.get(SIGNATURE.lower(), "").encode()
    if not hmac.compare_digest(signature, _digest(secret, subject, stamp, body).encode()):
        raise BadSignature("signature does not fit")


def _digest(secret: bytes, subject: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret, f"{subject}\n{stamp}\n".encode() + body, hashlib.sha256).hexdigest()
