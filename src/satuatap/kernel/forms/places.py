"""Places on the earth as answers: reading coordinates, how large a plot is, and whether it can be right."""

import json
import re
from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from .model import Form
from .showing import leaves

Corner = tuple[float, float]  # latitude, longitude

_DECIMAL = re.compile(r"\(?\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*\)?", re.ASCII)
_COMMAS = re.compile(r"(-?\d{1,3}),(\d{1,12})\s*[;\s]\s*(-?\d{1,3}),(\d{1,12})", re.ASCII)
_PART = r"(\d{1,3}(?:[.,]\d{1,12})?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d{1,6})?)\s*'\s*)?(?:(\d{1,2}(?:[.,]\d{1,6})?)\s*\"\s*)?"
_DEGREES = re.compile(rf"{_PART}(LS|LU|S|N|U)\s*[,;]?\s*{_PART}(BT|BB|E|T|W|B)", re.IGNORECASE | re.ASCII)
_SIGNS = str.maketrans({"′": "'", "’": "'", "″": '"', "”": '"', "º": "°"})
_NEGATIVE = frozenset({"LS", "S", "BB", "W", "B"})


class Bounds(msgspec.Struct, frozen=True):
    """The edges between which a region lies, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def hold(self, corner: Corner) -> bool:
        return self.south <= corner[0] <= self.north and self.west <= corner[1] <= self.east


def coordinates(text: str) -> tuple[str, str] | None:
    """Latitude and longitude, tidy to six decimals (about ten centimetres): decimal or in degrees, minutes, seconds.

    None for what is neither.
    """
    plain = text.translate(_SIGNS).replace("''", '"').strip()
    if match := _COMMAS.fullmatch(plain):
        plain = f"{match[1]}.{match[2]} {match[3]}.{match[4]}"
    found = _decimal(plain) or _from_degrees(plain)
    if found is None or abs(found[0]) > 90 or abs(found[1]) > 180:
        return None
    latitude, longitude = (f"{part:.6f}".rstrip("0").rstrip(".") for part in found)
    return ("0" if latitude == "-0" else latitude, "0" if longitude == "-0" else longitude)


def _decimal(text: str) -> Corner | None:
    match = _DECIMAL.fullmatch(text)
    return (float(match[1]), float(match[2])) if match else None


def _from_degrees(text: str) -> Corner | None:
    match = _DEGREES.fullmatch(text)
    if match is None:
        return None
    latitude, longitude = _angle(match.groups()[:4]), _angle(match.groups()[4:])
    return None if latitude is None or longitude is None else (latitude, longitude)


def _angle(parts: Sequence[str | None]) -> float | None:
    degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in parts[:3])
    if minutes >= 60 or seconds >= 60:
        return None
    angle = degrees + minutes / 60 + seconds / 3600
    return -angle if (parts[3] or "").upper() in _NEGATIVE else angle


def corners(text: str) -> tuple[Corner, ...]:
    """The corners of a stored point or polygon, the ring left open; none for anything else."""
    if point := _decimal(text):
        return (point,)
    try:
        ring = [(float(latitude), float(longitude)) for longitude, latitude in json.loads(text)["coordinates"][0]]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return ()
    return tuple(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)


def metres(latitude: float) -> tuple[float, float]:
    """How long a degree of latitude and one of longitude are there (WGS 84)."""
    angle = radians(latitude)
    return 111132.92 - 559.82 * cos(2 * angle), 111412.84 * cos(angle) - 93.5 * cos(3 * angle)


def plot_area(ring: Sequence[Corner]) -> int:
    """Square metres inside a ring of corners, good for plots and villages; 0 for fewer than three."""
    if len(ring) < 3:
        return 0
    south, west = min(corner[0] for corner in ring), min(corner[1] for corner in ring)
    tall, wide = metres(sum(corner[0] for corner in ring) / len(ring))
    flat = [((longitude - west) * wide, (latitude - south) * tall) for latitude, longitude in ring]
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(flat, flat[1:] + flat[:1], strict=True))
    return round(abs(doubled) / 2)


def crosses_itself(ring: Sequence[Corner]) -> bool:
    """Whether two sides of a ring that do not meet in a corner cut each other."""
    sides = list(zip(ring, [*ring[1:], ring[0]], strict=True)) if len(ring) > 3 else []
    return any(
        _cut(first, second)
        for number, first in enumerate(sides)
        for second in sides[number + 2 : len(sides) - (number == 0)]
    )


def _cut(first: tuple[Corner, Corner], second: tuple[Corner, Corner]) -> bool:
    return (
        _side(*first, second[0]) * _side(*first, second[1]) < 0
        and _side(*second, first[0]) * _side(*second, first[1]) < 0
    )


def _side(a: Corner, b: Corner, c: Corner) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def misplaced(form: Form, answers: Mapping[str, Any], bounds: Bounds | None) -> dict[str, str]:
    """What is wrong with the places in the answers, by pointer: outside the region, or borders that cross."""
    found = {}
    for pointer, field, value in leaves(form, answers):
        if field.kind in {"point", "polygon"} and isinstance(value, str):
            ring = corners(value)
            if bounds is not None and not all(bounds.hold(corner) for corner in ring):
                found[pointer] = _("Letak ini di luar daerah kami. Periksa lintang, bujur, dan tanda minusnya.")
            elif crosses_itself(ring):
                found[pointer] = _("Garis batasnya saling memotong. Urutkan titiknya mengelilingi tanah.")
    return found
