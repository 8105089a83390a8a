"""Small pictures with what a camera writes into them."""

from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, PngImagePlugin

TAKEN = datetime(2026, 11, 23, 9, 15, 30)  # noqa: DTZ001 (a camera knows no zone)
WHOSE = "HP Rani"
SIZE = (12, 8)


def notes(*, turned: int = 6, south: tuple[float, ...] = (8, 13, 10)) -> Image.Exif:
    """The camera's notes: maker, way up, time, place."""
    found = Image.Exif()
    found[ExifTags.Base.Make], found[ExifTags.Base.Orientation] = WHOSE, turned
    found[ExifTags.IFD.Exif] = {ExifTags.Base.DateTimeOriginal: TAKEN.strftime("%Y:%m:%d %H:%M:%S")}
    found[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "S", ExifTags.GPS.GPSLatitude: south,
        ExifTags.GPS.GPSLongitudeRef: "E", ExifTags.GPS.GPSLongitude: (114, 22, 9),
    }  # fmt: skip
    return found


def photo_of(exif: Image.Exif | None = None) -> bytes:
    """A JPEG with the camera's notes, and a comment."""
    return picture("JPEG", exif=notes() if exif is None else exif, comment=WHOSE.encode())


def png_of() -> bytes:
    """A PNG with the notes and a text."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", WHOSE)
    return picture("PNG", exif=notes(), pnginfo=text)


def webp_of() -> bytes:
    """A WebP with the notes."""
    return picture("WEBP", exif=notes().tobytes())


def picture(kind: str = "JPEG", **told: Any) -> bytes:
    found = BytesIO()
    Image.new("RGB", SIZE, "white").save(found, kind, **told)
    return found.getvalue()
