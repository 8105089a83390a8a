"""What a phone or a plain form sends about a visit, read into the words of the room."""

import re
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid5

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from satuatap.domain.cases.actions import Noted, Taken
from satuatap.domain.cases.queries import ItemView
from satuatap.fronts.shared.http import Request, uuid_of
from satuatap.kernel.errors import Refused

MOST_NUMBER = Decimal("99999999")
PARTS = ("periksa", "angka", "ket")


def noted(request: Request, items: tuple[ItemView, ...]) -> dict[str, Noted]:
    """Every item of which something was sent. Raises ``Refused`` for a number that is none."""
    post = request.POST
    return {
        item.key: Noted(
            verdict=post.get(f"periksa.{item.key}", ""),
            number=_number(post.get(f"angka.{item.key}", ""), f"angka.{item.key}"),
            remark=post.get(f"ket.{item.key}", ""),
            at=_moment(post.get(f"jam.{item.key}", "")) or request.now,
        )
        for item in items
        if any(f"{part}.{item.key}" in post for part in PARTS)
    }


def photos(request: Request, items: tuple[ItemView, ...], visit: UUID) -> Iterator[tuple[str, UUID, bytes, Taken]]:
    """Every photo that was sent. A plain form has no keys: the same picture beside the same item is the same photo."""
    post = request.POST
    key = post.get("kunci", "")
    for item in items:
        for file in request.FILES.getlist(f"foto.{item.key}"):
            data = file.read()
            yield item.key, uuid_of(key) if key else uuid5(visit, f"{item.key}:{hash_of(data)}"), data, _taken(request)


def hash_of(data: bytes) -> str:
    """A short name for the bytes of a picture."""
    return uuid5(UUID(int=0), data.hex()).hex


def _taken(request: Request) -> Taken:
    post = request.POST
    latitude, longitude = _degrees(post.get("lintang", ""), 90), _degrees(post.get("bujur", ""), 180)
    accuracy = post.get("ketelitian", "")
    is_placed = latitude is not None and longitude is not None
    return Taken(
        at=_moment(post.get("diambil", "")),
        latitude=latitude if is_placed else None,
        longitude=longitude if is_placed else None,
        accuracy=int(accuracy) if is_placed and re.fullmatch(r"[0-9]{1,6}", accuracy) else None,
    )


def _degrees(text: str, most: int) -> Decimal | None:
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,10})?", text):
        return None
    found = Decimal(text).quantize(Decimal("0.000001"))
    return found if abs(found) <= most else None


def _moment(text: str) -> datetime | None:
    """A time with its zone, as a phone writes it; None for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _number(text: str, field: str) -> Decimal | None:
    """A measure, with a comma or a point."""
    if not (tidy := text.strip().replace(",", ".")):
        return None
    try:
        found = Decimal(tidy) if re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", tidy) else None
    except InvalidOperation:
        found = None
    if found is None or abs(found) > MOST_NUMBER:
        raise Refused("number", _("Tulis angka saja, misalnya 3,5."), field=field)
    return round(found, 3)


def hour(text: str) -> time | None:
    """An hour of the day as a browser or a person writes it. Raises ``Refused`` for anything else but nothing."""
    if not text.strip():
        return None
    match = re.fullmatch(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])", text.strip())
    if match is None:
        raise Refused("hour", _("Tulis jamnya seperti 09.30."), field="pukul")
    return time(int(match[1]), int(match[2]))
