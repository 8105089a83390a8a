"""Telling open pages that something changed. Only topics and ids travel; a page then asks for what it may see."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

import msgspec
from django.conf import settings
from django.db import connection

from . import tickets
from .secrets import secret


def notify(topic: str, thing: object = "") -> None:
    """Tell everybody who listens to ``topic``, e.g. ``unit:<id>``, once the present transaction is committed.

    ``thing`` is the id of what changed. Nobody hears of what was rolled back; nothing is kept for who is away.
    """
    notify_all([(topic, thing)])


def notify_all(told: Iterable[tuple[str, object]]) -> None:
    """The same for several topics, each with its thing, in one statement."""
    lines = [msgspec.json.encode([topic, str(thing)]).decode() for topic, thing in told]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, line) FROM unnest(%s::text[]) line", [tickets.CHANNEL, lines])


def address(topics: Sequence[str], *, at: datetime) -> str:
    """Where a page may listen to these topics; the address works for a minute. Who may hear what, the caller knows."""
    return f"{settings.STREAM_URL}/stream/?ticket={quote(tickets.write(topics, at=at, key=secret('stream')))}"
