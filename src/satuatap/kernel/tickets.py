"""Tickets for the live stream: which topics their bearer may hear, signed, good for a minute.

Used by the pages, which write them, and by the stream process, which reads them and knows nothing else about people.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

CHANNEL = "satuatap_live"  # of the notices that the tickets let one hear
LIFETIME = timedelta(seconds=60)


class Ticket(msgspec.Struct, frozen=True, array_like=True):
    """Until when it is good, in seconds of the epoch, and for what."""

    until: int
    topics: tuple[str, ...]

    @property
    def written_at(self) -> float:
        """When it was written, a second early at most: its page shows what was so then."""
        return self.until - LIFETIME.total_seconds()


class Invalid(Exception):
    """Forged, damaged or too old."""


def write(topics: Sequence[str], *, at: datetime, key: bytes) -> str:
    """A ticket for the topics, to be used within a minute of ``at``; fit for an address."""
    body = msgspec.json.encode(Ticket(int((at + LIFETIME).timestamp()), tuple(topics)))
    return f"{_text(body)}.{_text(_sign(body, key))}"


def read(ticket: str, *, at: datetime, key: bytes) -> Ticket:
    """What a ticket says. Raises ``Invalid``."""
    try:
        body, signature = (base64.urlsafe_b64decode(part + "==") for part in ticket.split("."))
        if not hmac.compare_digest(signature, _sign(body, key)):
            raise Invalid
        found = msgspec.json.decode(body, type=Ticket)
    except (ValueError, msgspec.DecodeError) as problem:
        raise Invalid from problem
    if at.timestamp() > found.until:
        raise Invalid
    return found


def _sign(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"stream" + body, hashlib.sha256)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
