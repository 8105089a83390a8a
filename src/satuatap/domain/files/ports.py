"""What this room asks of the outside: somebody who looks for harmful content."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Finding:
    """What a scanner found: ``harmful`` is its name for it, "" when the bytes are clean."""

    harmful: str = ""


class ScannerAway(Exception):
    """The scanner does not answer."""


class Scanner(Protocol):
    def scan(self, data: bytes) -> Finding:
        """Look through the bytes. Raises ``ScannerAway``."""


scanners: list[Scanner] = []  # filled once, by wiring; empty where no scanner is installed
