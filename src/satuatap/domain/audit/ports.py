"""What the record asks of the outside: a place that keeps the newest hash, out of reach of whoever owns the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptHash:
    """The hash of a block as it stood outside on a certain day."""

    block_id: int
    hash: str
    kept_at: datetime


class HashKeeper(Protocol):
    def keep(self, kept: KeptHash) -> None:
        """Add one hash to those held outside. Raises ``OSError`` when the outside place cannot be reached."""

    def kept(self) -> tuple[KeptHash, ...]:
        """Every hash held outside, oldest first."""


hash_keepers: dict[str, HashKeeper] = {}  # filled once, by wiring, under the name "newest"
