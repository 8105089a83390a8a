"""The confined child that makes copies, and reads what a camera wrote into a picture.

Message: what to do, the words, the media type, the file. ``mark`` answers with a JPEG of a picture or a PDF of a PDF with
the words across it, ``plain`` with a picture of the same kind. A copy holds nothing of the file but what can be seen: no
place and time of a photograph, no earlier state of a PDF, nothing in it that could act. ``notes`` answers with what a
picture says of itself, as JSON.
"""

import json
import math
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageDraw, ImageFont, ImageOps
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from satuatap.adapters.confined.child import Problem, serve

from .quiet import quieten

MEMORY_MB = 768
SECONDS = 10
MOST_PIXELS, LONGEST_SIDE = 50_000_000, 2400  # a photograph of a telephone; enough to read the smallest print of a card
QUALITY, PLAIN_QUALITY = 80, 92  # a drawing is read to the millimetre
MOST_PAGES = 50
ANGLE, STRENGTH = 30, 96  # degrees; of 255
NAME = generic.pdf_name("/SatuAtapMark")


def make(message: list[bytes]) -> bytes:
    todo, words, media_type, data = message
    task = TASKS.get((todo, media_type == b"application/pdf"))
    if task is None:
        raise Problem(b"nothing to do")
    try:
        return task(data, words.decode())
    except (Problem, MemoryError):
        raise
    except Exception as problem:  # a hostile file may break the parser anywhere: nothing can be made of it
        raise Problem(type(problem).__name__.encode()) from problem


def _open(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    picture = Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    if picture.width * picture.height > MOST_PIXELS:
        raise Problem(b"too many pixels")
    return picture


def _marked(data: bytes, words: str) -> bytes:
    picture = _open(data)
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.paste((60, 60, 60), mask=_tiles(upright.size, words))
    return _written(upright, "JPEG", QUALITY)


def _plain(data: bytes, _words: str) -> bytes:
    picture = _open(data)
    kind = picture.format if picture.format in ("PNG", "WEBP") else "JPEG"  # some telephones put several into one file
    upright = ImageOps.exif_transpose(picture)
    has_holes = kind != "JPEG" and (upright.mode == "P" or "A" in upright.mode)
    return _written(upright.convert("RGBA" if has_holes else "RGB"), kind, PLAIN_QUALITY)


def _written(picture: Image.Image, kind: str, quality: int) -> bytes:
    """Only the pixels: a comment would be taken over with them."""
    picture.info.clear()
    copy = BytesIO()
    picture.save(copy, kind, quality=quality)
    return copy.getvalue()


def _notes(data: bytes, _words: str) -> bytes:
    """The time as it is written, and the place in degrees; what is not written as it should be is left out."""
    notes = _open(data).getexif()
    more, place = notes.get_ifd(ExifTags.IFD.Exif), notes.get_ifd(ExifTags.IFD.GPSInfo)
    return json.dumps(
        {
            "taken": str(more.get(ExifTags.Base.DateTimeOriginal) or notes.get(ExifTags.Base.DateTime) or ""),
            "latitude": _degrees(place, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S"),
            "longitude": _degrees(place, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W"),
        }
    ).encode()


def _degrees(place: dict[int, Any], number: int, side: int, minus: str) -> float | None:
    parts, which = place.get(number), place.get(side)
    if not isinstance(parts, tuple) or len(parts) != 3 or not isinstance(which, str):
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(found):
        return None
    return -found if which.startswith(minus) else found


def _tiles(size: tuple[int, int], words: str) -> Image.Image:
    """The words again and again, aslant, over an area of this size, as a mask."""
    letters = max(size) / 40
    font = ImageFont.load_default(letters)
    side = math.ceil(math.hypot(*size))
    sheet = Image.new("L", (side, side))
    draw = ImageDraw.Draw(sheet)
    wide = draw.textlength(words, font=font) + 3 * letters
    for row, y in enumerate(range(0, side, math.ceil(4 * letters))):
        for place in range(-1, math.ceil(side / wide) + 1):
            draw.text((place * wide + row % 2 * wide / 2, y), words, fill=STRENGTH, font=font)
    turned = sheet.rotate(ANGLE)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def _pdf(data: bytes, words: str) -> bytes:
    reader = PdfFileReader(BytesIO(data), strict=False)
    if reader.encrypted:
        raise Problem(b"encrypted")
    pages = int(reader.root["/Pages"]["/Count"])
    if not 0 < pages <= MOST_PAGES:
        raise Problem(b"too many pages")
    quieten(reader.root)
    writer = copy_into_new_writer(reader)
    for page in range(pages):
        _write_across(writer, page, words)
    answer = BytesIO()
    writer.write(answer)
    return answer.getvalue()


def _write_across(writer: PdfFileWriter, page: int, words: str) -> None:
    found, _resources = writer.find_page_for_modification(page)
    left, low, right, high = (float(side) for side in _box(found.get_object()))
    cos, sin = math.cos(math.radians(ANGLE)), math.sin(math.radians(ANGLE))
    escaped = words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    letters = max(right - left, high - low) / 60
    lines = [
        b"BT /SatuAtapMark %.2f Tf %.4f %.4f %.4f %.4f %.1f %.1f Tm (%s) Tj ET"
        % (letters, cos, sin, -sin, cos, left + column * (right - left) / 2, low + row * 8 * letters, escaped)
        for row in range(-4, math.ceil((high - low) / letters / 8))
        for column in (0, 1)
    ]
    content = b"q /SatuAtapMark gs 0.25 g\n" + b"\n".join(lines) + b"\nQ\n"
    stream = generic.StreamObject(stream_data=content)
    writer.add_stream_to_page(page, writer.add_object(stream), resources=_resources_of_mark(), prepend=False)


def _box(page: generic.DictionaryObject) -> generic.ArrayObject:
    """The media box of a page, which may stand with one of those above it."""
    holder = page
    for _level in range(20):
        if "/MediaBox" in holder:
            return holder["/MediaBox"]
        holder = holder["/Parent"]
    raise Problem(b"no page size")


def _resources_of_mark() -> generic.DictionaryObject:
    name = generic.pdf_name
    font = generic.DictionaryObject({
        name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Helvetica"),
        name("/Encoding"): name("/WinAnsiEncoding"),
    })  # fmt: skip
    strength = generic.DictionaryObject({
        name("/Type"): name("/ExtGState"), name("/ca"): generic.FloatObject(STRENGTH / 255),
    })  # fmt: skip
    return generic.DictionaryObject({
        name("/Font"): generic.DictionaryObject({NAME: font}),
        name("/ExtGState"): generic.DictionaryObject({NAME: strength}),
    })  # fmt: skip


TASKS: dict[tuple[bytes, bool], Callable[[bytes, str], bytes]] = {
    (b"mark", False): _marked,
    (b"mark", True): _pdf,
    (b"plain", False): _plain,
    (b"notes", False): _notes,
}
"""What is made, of a picture or of a PDF."""

if __name__ == "__main__":
    ImageFont.load_default(12)  # read before files are out of reach
    Image.init()
    serve(make, memory_mb=MEMORY_MB, seconds=SECONDS)
