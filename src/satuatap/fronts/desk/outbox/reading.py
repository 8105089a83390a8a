"""What a device sends, read with care: it may be anything."""

import json
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from satuatap.domain.outboxes.actions import Item
from satuatap.fronts.shared.http import Request, uuid_of
from satuatap.kernel.errors import NotFound

MOST_ITEMS = 25
MOST_ASKED = 100
LARGEST_NUMBER = 2**31 - 1


def body(request: Request) -> dict[str, Any]:
    """The JSON object that was sent. Raises ``NotFound`` for anything else."""
    if request.content_type != "application/json":
        raise NotFound
    try:
        found = json.loads(request.body)
    except ValueError:
        raise NotFound from None
    if not isinstance(found, dict):
        raise NotFound
    return found


def text(found: Mapping[str, Any], name: str, longest: int = 200) -> str:
    value = found.get(name, "")
    return value[:longest].replace("\x00", "") if isinstance(value, str) else ""


def number(found: Mapping[str, Any], name: str) -> int | None:
    value = found.get(name)
    return value if type(value) is int and 0 <= value <= LARGEST_NUMBER else None


def key(found: Mapping[str, Any], name: str) -> UUID:
    return uuid_of(text(found, name))


def keys(found: Mapping[str, Any], name: str) -> list[UUID]:
    return [key({"key": one}, "key") for one in _list(found, name)[:MOST_ASKED]]


def secret(found: Mapping[str, Any], name: str) -> bytes:
    """Bytes written in base64. Raises ``NotFound`` for what is none."""
    try:
        return b64decode(text(found, name), validate=True)
    except Error:
        raise NotFound from None


def rows(found: Mapping[str, Any], name: str, most: int) -> list[Mapping[str, Any]]:
    return [row for row in _list(found, name)[:most] if isinstance(row, Mapping)]


def _list(found: Mapping[str, Any], name: str) -> list[Any]:
    value = found.get(name, [])
    return value if isinstance(value, list) else []


def moment(found: Mapping[str, Any], name: str, now: datetime) -> datetime:
    """A time by the clock of the device; now where none can be read."""
    try:
        when = parse_datetime(text(found, name))
    except ValueError:
        when = None
    if when is None:
        return now
    return when if timezone.is_aware(when) else timezone.make_aware(when)


def item(found: Mapping[str, Any], now: datetime) -> Item:
    """One letter or application. Raises ``NotFound`` where its keys are none."""
    return Item(
        key=key(found, "key"),
        running=number(found, "running") or 0,
        service_code=text(found, "service", 80),
        revision_id=key(found, "revision"),
        party_id=key(found, "party"),
        how=text(found, "how", 20),
        witness1=text(found, "witness1", 120),
        witness2=text(found, "witness2", 120),
        typed=_texts(found, "typed"),
        written_at=moment(found, "at", now),
        lease_id=key(found, "lease") if found.get("lease") else None,
        leased_number=number(found, "number"),
        shown=_texts(found, "shown"),
        sheets=tuple(key({"key": one}, "key") for one in _list(found, "sheets")[:MOST_ITEMS]),
    )


def _texts(found: Mapping[str, Any], name: str) -> dict[str, str]:
    """Texts by name; no more and no longer than a form has."""
    given = found.get(name)
    pairs = given.items() if isinstance(given, Mapping) else ()
    return {str(key)[:200]: str(value)[:4000].replace("\x00", "") for key, value in list(pairs)[:200]}
