"""Small pictures with what a camera writes into them."""

import struct
from datetime import datetime

TAKEN = datetime(2026, 11, 23, 9, 15, 30)  # noqa: DTZ001 (a camera knows no zone)
HERE = struct.pack(">6I", 8, 1, 13, 1, 10, 1)
"""8° 13′ 10″, as it stands in the file."""
PIXELS = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\x34" * 20 + b"\xff\xd9"
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def exif(turned: int = 6) -> bytes:
    """The camera's notes as a TIFF: way up, time, place."""
    at_more, at_place, at_time, at_south, at_east = 50, 68, 122, 142, 166
    first = [(0x0112, 3, 1, struct.pack(">HH", turned, 0)), (0x8769, 4, 1, at_more), (0x8825, 4, 1, at_place)]
    more = [(0x9003, 2, 20, at_time)]
    place = [(1, 2, 2, b"S\x00\x00\x00"), (2, 5, 3, at_south), (3, 2, 2, b"E\x00\x00\x00"), (4, 5, 3, at_east)]
    body = b"MM\x00*\x00\x00\x00\x08" + _directory(first) + _directory(more) + _directory(place)
    assert len(body) == at_time
    return (
        body + TAKEN.strftime("%Y:%m:%d %H:%M:%S").encode() + b"\x00" + HERE + struct.pack(">6I", 114, 1, 22, 1, 9, 1)
    )


def _directory(entries: list[tuple[int, int, int, int | bytes]]) -> bytes:
    found = struct.pack(">H", len(entries))
    for tag, kind, count, value in entries:
        found += struct.pack(">HHI", tag, kind, count) + (
            value if isinstance(value, bytes) else struct.pack(">I", value)
        )
    return found + b"\x00\x00\x00\x00"


def photo_of(notes: bytes | None = None) -> bytes:
    """A JPEG with the camera's notes, and a comment."""
    notes = b"Exif\x00\x00" + (exif() if notes is None else notes)
    return b"\xff\xd8" + JFIF + _segment(0xE1, notes) + _segment(0xFE, b"HP Rani") + PIXELS


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def png_of() -> bytes:
    """A PNG with the notes and a text; its sums are not those of a picture."""
    chunks = [
        (b"IHDR", b"\x00" * 13),
        (b"eXIf", exif()),
        (b"tEXt", b"Author\x00Rani"),
        (b"IDAT", b"\x00"),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(b)) + k + b + b"\x00" * 4 for k, b in chunks)


def webp_of() -> bytes:
    """A WebP with the notes."""
    chunks = [(b"VP8X", b"\x0c" + b"\x00" * 9), (b"VP8 ", b"\x00" * 10), (b"EXIF", exif())]
    body = b"WEBP" + b"".join(k + struct.pack("<I", len(b)) + b + b"\x00" * (len(b) % 2) for k, b in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
