"""What this room asks of the outside: somebody who looks for harmful content, and somebody who makes copies."""

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
    """No copy can be made of the file: locked, damaged, or no picture and no PDF."""


class MarkerBusy(Exception):
    """Too many copies are being made right now."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a picture says of itself: when it was taken, as the camera writes it, and where, in degrees."""

    taken: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Marker(Protocol):
    """Makes copies that hold nothing but what can be seen. Each raises ``NotMarkable`` and ``MarkerBusy``."""

    def mark(self, data: bytes, media_type: str, words: str) -> bytes:
        """A copy with the words across it: a JPEG of a picture, a PDF of a PDF."""

    def plain(self, data: bytes, media_type: str) -> bytes:
        """A copy of a picture, of the same kind, upright."""

    def notes(self, data: bytes, media_type: str) -> Notes:
        """What a camera wrote into a picture."""


scanners: list[Scanner] = []  # filled once, by wiring; empty where no scanner is installed

markers: list[Marker] = []  # filled once, by wiring
"""The one who makes copies, and writes a purpose across them."""
