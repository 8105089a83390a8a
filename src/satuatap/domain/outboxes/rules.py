"""What a device may carry, and when two sendings are the same."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from .lifecycle import LIVES_DAYS

MOST_TYPED = 200  # inputs of one form
LONGEST_TYPED = 4_000
LONGEST_NAME = 80
RECOVERY_BYTES = 32
MOST_SHEETS = 12  # photos of papers with one letter or application
FUTURE_SECONDS = 600  # how far the clock of a device may be ahead


def require_name(text: str) -> str:
    """The name of a device. Raises ``Refused``."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused("name", _("Beri nama perangkat ini, misalnya: Laptop balai desa."), field="name")
    return name


def require_recovery(secret: bytes) -> bytes:
    """The half of a key that the centre keeps. Raises ``ValueError`` for one of another length."""
    if len(secret) != RECOVERY_BYTES:
        raise ValueError("not a recovery key")
    return secret


def typed_of(given: Mapping[Any, Any]) -> dict[str, str]:
    """The inputs of a form as a device sends them; what no form can have is cut off."""
    pairs = list(given.items())[:MOST_TYPED]
    return {str(name)[:200]: str(text)[:LONGEST_TYPED] for name, text in pairs}


def differing(shown: Mapping[str, str], now: Mapping[str, str]) -> list[list[str]]:
    """The facts that are no longer as they were shown on the device: [name, on the slip, now]."""
    return [[name, text, now[name]] for name, text in shown.items() if name in now and now[name] != text]


def written_at(said: datetime | None, at: datetime, since: datetime | None = None) -> datetime:
    """When something was written by the clock of a device; no later than now, and no earlier than there was the device."""
    when = at if said is None or said > at else said
    return when if since is None or when >= since else since


def digest(content: Mapping[str, Any]) -> str:
    """What a key stands for: the same content gives the same digest."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def slip(device: int, running: int) -> str:
    """The provisional number on a slip: ``L12-0007``. Never a legal number."""
    return f"L{device}-{running:04d}"


def days_carried(today: date) -> tuple[date, ...]:
    """The days on which a device may write without having had the line again."""
    return tuple(today + timedelta(days=later) for later in range(LIVES_DAYS + 1))
