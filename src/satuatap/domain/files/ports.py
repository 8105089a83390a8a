"""What this room asks of the outside: somebody who looks for harmful content, and somebody who marks copies."""

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


class NotMarkable(Exception):
    """The file cannot be marked: locked, damaged, or no picture and no PDF."""


class MarkerBusy(Exception):
    """Too many copies are being marked right now."""


class Marker(Protocol):
    def mark(self, data: bytes, media_type: str, words: str) -> bytes:
        """A copy with the words across it: a JPEG of a picture, a PDF of a PDF. Raises ``NotMarkable``, ``MarkerBusy``."""


scanners: list[Scanner] = []  # filled once, by wiring; empty where no scanner is installed

markers: list[Marker] = []  # filled once, by wiring
"""The one who writes a purpose across copies."""
