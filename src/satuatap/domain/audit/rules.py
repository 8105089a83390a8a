"""What may stand in the record, and how a block of it is sealed."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol

FIRST_HASH = "0" * 64  # what the first block names as the block before it
FIELD_NAME = re.compile(r"[A-Za-z_][\w.\-/]{0,79}")


class Sealable(Protocol):
    """The columns of an entry that a seal covers."""

    id: int
    at: datetime
    by: str
    verb: str
    on_kind: str
    on_id: str
    party_id: str
    unit_id: str
    fields: list[str]
    purpose: str


def field_names(fields: Iterable[str]) -> list[str]:
    """The names in order, each once. Raises ``ValueError`` for anything that looks like a value instead of a name."""
    names = sorted(set(fields))
    if wrong := [name for name in names if not FIELD_NAME.fullmatch(name)]:
        raise ValueError(f"{len(wrong)} of the fields given to the record are not names of fields")
    return names


def line(entry: Sealable) -> bytes:
    """An entry as the bytes that are hashed. Changing this makes every sealed block look broken."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [
        entry.id, at, entry.by, entry.verb, entry.on_kind, entry.on_id,
        entry.party_id, entry.unit_id, entry.fields, entry.purpose,
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def block_hash(previous_hash: str, sealed_at: datetime, entries: Sequence[Sealable]) -> str:
    """The seal over the block before, the time, and every entry in the order of their ids."""
    stamp = sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    digest = hashlib.sha256(f"{previous_hash}\n{stamp}\n{len(entries)}\n".encode())
    for entry in entries:
        digest.update(line(entry))
    return digest.hexdigest()
