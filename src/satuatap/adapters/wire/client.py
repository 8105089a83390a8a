"""Calling a gateway: signed JSON, a short patience, and no surprises (no redirects, no endless answers)."""

import http.client
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from .signatures import signed

PATIENCE_SECONDS = 5.0
LARGEST_ANSWER = 256 * 1024


class NoAnswer(Exception):
    """Nobody answered, or nobody could read what was answered."""


def call(base: str, secret: bytes, method: str, path: str, content: Any = None) -> tuple[int, Any]:
    """Send one signed request and return (status, JSON). Raises ``NoAnswer`` for anything that is not an answer.

    Statuses of 500 and above are no answer either: the other side is in trouble and may be asked again.
    """
    status, _headers, answer = exchange(base, secret, method, path, content)
    try:
        return status, json.loads(answer)
    except ValueError as problem:
        raise NoAnswer(f"{type(problem).__name__}: {problem}") from problem


def exchange(
    base: str, secret: bytes, method: str, path: str, content: Any = None, *, more: Mapping[str, str] | None = None,
    largest: int = LARGEST_ANSWER, patience: float = PATIENCE_SECONDS,
) -> tuple[int, Mapping[str, str], bytes]:  # fmt: skip
    """As ``call``, with the headers and the bytes of the answer, for who has to check them. ``more`` are further headers."""
    address = urlsplit(base)
    body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json", **(more or {})}
    headers |= signed(secret, f"{method} {path}", body, datetime.now(UTC))
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=patience)
    try:
        connection.request(method, address.path.rstrip("/") + path, body, headers)
        response = connection.getresponse()
        answer = response.read(largest + 1)
        if response.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR or len(answer) > largest:
            raise NoAnswer(f"status {response.status}, {len(answer)} bytes")
        return response.status, dict(response.getheaders()), answer
    except (OSError, http.client.HTTPException) as problem:
        raise NoAnswer(f"{type(problem).__name__}: {problem}") from problem
    finally:
        connection.close()
