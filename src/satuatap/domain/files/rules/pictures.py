"""What a camera wrote into a picture: read for the record, left out of what is shown.

Only what a JPEG, PNG or WebP says of itself is looked at; the pixels are never decoded, so nothing here can be made
to work long or to allocate much. Whatever is not written as it should be says nothing.
"""

import re
import struct
from collections.abc import Iterator
from datetime import datetime

import msgspec

EXIF = b"Exif\x00\x00"
KEPT_JPEG = frozenset({0xE0, 0xE2, 0xEE})
"""Segments of applications that a picture needs to be drawn: JFIF, colour profile, Adobe's colour transform."""
DROPPED_PNG = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
DROPPED_WEBP = frozenset({b"EXIF", b"XMP "})
TURNED = 0x0112
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
MOST_ENTRIES = 200


class Facts(msgspec.Struct, frozen=True):
    """When and where a picture says it was taken; the time is that of the camera's clock, without a zone."""

    taken: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


def facts(data: bytes) -> Facts:
    """What the picture says of itself; nothing for a picture that says nothing."""
    try:
        return _facts(_exif_of(data))
    except (struct.error, ValueError, IndexError, ZeroDivisionError, KeyError):
        return Facts()


def without_facts(data: bytes) -> bytes:
    """The same picture without what the camera or an editor wrote into it; its way up stays."""
    if data.startswith(b"\xff\xd8"):
        return _plain_jpeg(data)
    if data.startswith(b"\x89PNG"):
        return data[:8] + b"".join(chunk for kind, chunk in _png_chunks(data) if kind not in DROPPED_PNG)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _plain_webp(data)
    return data


def _plain_jpeg(data: bytes) -> bytes:
    kept, turned = [b"\xff\xd8"], b""
    for marker, segment in _segments(data):
        is_application = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_application or marker in KEPT_JPEG:
            kept.append(segment)
        elif segment[4:10] == EXIF:
            turned = turned or _only_turned(segment[10:])
    return b"".join([kept[0], turned, *kept[1:]])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment; from the pixels on, all the rest as one."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xDA:
            break
        length = 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        yield marker, data[place : place + length]
        place += max(length, 4)
    yield 0, data[place:]


def _only_turned(tiff: bytes) -> bytes:
    """A segment that says nothing but which way is up."""
    try:
        way = _entries(tiff, _first_directory(tiff)).get(TURNED)
    except (struct.error, ValueError, IndexError, KeyError):
        return b""
    if not isinstance(way, int) or not 2 <= way <= 8:
        return b""
    body = EXIF + b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, TURNED, 3, 1, way, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 12 <= len(data):
        length = 12 + int.from_bytes(data[place : place + 4], "big")
        yield data[place + 4 : place + 8], data[place : place + length]
        place += length


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(data):
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        length += 8 + length % 2
        yield data[place : place + 4], data[place : place + length]
        place += length


def _plain_webp(data: bytes) -> bytes:
    chunks = [(kind, chunk) for kind, chunk in _webp_chunks(data) if kind not in DROPPED_WEBP]
    flags = 0x08 | 0x04  # "has EXIF", "has XMP"
    kept = [
        chunk[:8] + bytes([chunk[8] & ~flags]) + chunk[9:] if kind == b"VP8X" and len(chunk) > 8 else chunk
        for kind, chunk in chunks
    ]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _exif_of(data: bytes) -> bytes:
    """The notes of the camera, as a TIFF."""
    if data.startswith(b"\xff\xd8"):
        return next((s[10:] for marker, s in _segments(data) if marker == 0xE1 and s[4:10] == EXIF), b"")
    if data.startswith(b"\x89PNG"):
        return next((chunk[8:-4] for kind, chunk in _png_chunks(data) if kind == b"eXIf"), b"")
    if data[:4] == b"RIFF":
        return next((chunk[8:].removeprefix(EXIF) for kind, chunk in _webp_chunks(data) if kind == b"EXIF"), b"")
    return b""


def _facts(tiff: bytes) -> Facts:
    if not tiff:
        return Facts()
    first = _entries(tiff, _first_directory(tiff))
    more = _entries(tiff, first[0x8769]) if isinstance(first.get(0x8769), int) else {}
    place = _entries(tiff, first[0x8825]) if isinstance(first.get(0x8825), int) else {}
    latitude, longitude = _angle(place, 1, 2, b"S"), _angle(place, 3, 4, b"W")
    known = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
    return Facts(
        taken=_time(more.get(0x9003) or first.get(0x0132)),
        latitude=latitude if known else None,
        longitude=longitude if known else None,
    )


def _time(written: object) -> datetime | None:
    text = written.decode("ascii", "replace").strip("\x00 ") if isinstance(written, bytes) else ""
    if not re.fullmatch(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", text):
        return None
    return datetime.strptime(text, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (a camera knows no zone)


def _angle(place: dict[int, object], side: int, number: int, minus: bytes) -> float | None:
    parts, which = place.get(number), place.get(side)
    if not isinstance(parts, tuple) or len(parts) != 3 or not isinstance(which, bytes):
        return None
    degrees, minutes, seconds = parts
    found: float = degrees + minutes / 60 + seconds / 3600
    return -found if which.startswith(minus) else found


def _order(tiff: bytes) -> str:
    return {b"II": "<", b"MM": ">"}[tiff[:2]]


def _first_directory(tiff: bytes) -> int:
    return int(struct.unpack_from(_order(tiff) + "I", tiff, 4)[0])


def _entries(tiff: bytes, place: object) -> dict[int, object]:
    """The entries of one directory: numbers, fractions (in a tuple) and texts."""
    assert isinstance(place, int)  # noqa: S101 (the caller has looked)
    order = _order(tiff)
    count = min(struct.unpack_from(order + "H", tiff, place)[0], MOST_ENTRIES)
    found: dict[int, object] = {}
    for number in range(count):
        at = place + 2 + 12 * number
        tag, kind, many = struct.unpack_from(order + "HHI", tiff, at)
        size = SIZES.get(kind, 0) * many
        if not 0 < size <= 200:
            continue
        start = at + 8 if size <= 4 else struct.unpack_from(order + "I", tiff, at + 8)[0]
        found[tag] = _value(order, kind, many, tiff[start : start + size])
    return found


def _value(order: str, kind: int, many: int, raw: bytes) -> object:
    if kind in (3, 4):
        return int(struct.unpack_from(order + ("H" if kind == 3 else "I"), raw)[0])
    if kind == 5:
        parts = struct.unpack(f"{order}{2 * many}I", raw)
        return tuple(top / below if below else 0.0 for top, below in zip(parts[::2], parts[1::2], strict=True))
    return raw
