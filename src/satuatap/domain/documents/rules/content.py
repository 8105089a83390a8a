"""The content of a document as plain values, and the hash a signer agrees to."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .dates import long_date


def plain(value: Any) -> Any:
    """The value as it may stand in JSON and in a letter: days in words, money and areas as they are, names as text.

    Raises ``ValueError`` for anything a letter could not print.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime | date):
        return long_date(value)
    if isinstance(value, Decimal | float):
        return f"{Decimal(str(value)).normalize():f}".replace(".", ",")
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    raise ValueError(f"a letter cannot print a {type(value).__name__}")


def content_hash(
    *,
    type: str,
    title: str,
    template_sha256: str,
    unit_id: str,
    party_id: str,
    holder: str,
    content: Any,
    pattern: str,
    months: int | None,
    corrects: str = "",
) -> str:
    """One hash over everything that makes the document what it is, but for its number and signature. ``corrects`` is
    what it takes the place of."""
    agreed = [type, title, template_sha256, unit_id, party_id, holder, content, pattern, months]
    agreed += [corrects] if corrects else []
    return hashlib.sha256(json.dumps(agreed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
