"""What a camera wrote into a picture, taken at its word only where that makes sense."""

import re
from dataclasses import dataclass
from datetime import datetime

from ..ports import Notes

KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})
"""The pictures that are opened: of others nobody here can make a copy."""


@dataclass(frozen=True, slots=True)
class Facts:
    """When and where a picture says it was taken; the time is that of the camera's clock, without a zone."""

    taken: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


def facts(notes: Notes) -> Facts:
    """What is written as it should be; a place needs both of its numbers."""
    latitude, longitude = notes.latitude, notes.longitude
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return Facts(_time(notes.taken))
    return Facts(_time(notes.taken), latitude, longitude)


def _time(written: str) -> datetime | None:
    text = written.strip("\x00 ")
    if not re.fullmatch(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", text):
        return None
    try:
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (a camera knows no zone)
    except ValueError:
        return None
