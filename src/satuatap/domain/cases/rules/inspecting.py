"""What a report of an inspection needs, and whether a photo was taken where it should have been."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import msgspec
from django.utils.translation import gettext as _

from .flow import Item

VERDICTS = ("ok", "not-ok", "na")
MOST_PHOTOS = 10
"""Of one item; more show nothing that ten do not."""

_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_EARTH_M = 6_371_000

Point = tuple[float, float]


class Found(msgspec.Struct, frozen=True):
    """What stands beside one item so far."""

    verdict: str = ""
    number: Decimal | None = None
    remark: str = ""
    photos: int = 0
    placed: int = 0


def missing(items: Sequence[Item], found: Mapping[str, Found], *, no_position: str) -> dict[str, str]:
    """What keeps the report from being sent, in words, by item; "posisi" for photos without a position."""
    problems = {item.key: words for item in items if (words := _lacks(item, found.get(item.key, Found())))}
    if any(one.placed < one.photos for one in found.values()) and not no_position:
        problems["posisi"] = _("Ada foto tanpa posisi. Tulis mengapa posisinya tidak ada.")
    return problems


def _lacks(item: Item, found: Found) -> str:
    if found.verdict not in VERDICTS:
        return _("Pilih sesuai, tidak sesuai, atau tidak berlaku.")
    if found.verdict == "na":
        return ""
    if item.unit and found.number is None:
        return _("Tulis hasil ukurnya dalam %(unit)s.") % {"unit": item.unit}
    if found.verdict == "not-ok" and not found.remark:
        return _("Tulis apa yang tidak sesuai.")
    if found.photos < item.photos:
        return _("Perlu foto: paling sedikit %(count)s.") % {"count": item.photos}
    return ""


def point_of(text: str) -> Point | None:
    """Latitude and longitude as a form keeps them; None for anything else."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def metres_between(one: Point, other: Point) -> int:
    """The distance as the crow flies."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    root = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return round(2 * _EARTH_M * math.asin(min(1.0, math.sqrt(root))))


def known_items(items: Sequence[Item], keys: Collection[str]) -> bool:
    """Whether all of these are items of the checklist."""
    return {item.key for item in items} >= set(keys)
