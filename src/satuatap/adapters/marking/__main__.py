"""The confined child that writes a purpose across a copy.

Message: the words, the media type, the file. Answer: a JPEG for a picture, a PDF for a PDF. The copy holds nothing of the
file but what can be seen: no place and time of a photograph, no earlier state of a PDF, nothing in it that could act.
"""

import math
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, ImageOps
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from satuatap.adapters.confined.child import Problem, serve

from .quiet import quieten

MEMORY_MB = 768
SECONDS = 10
MOST_PIXELS, LONGEST_SIDE = 50_000_000, 2400  # a photograph of a telephone; enough to read the smallest print of a card
QUALITY = 80
MOST_PAGES = 50
ANGLE, STRENGTH = 30, 96  # degrees; of 255
NAME = generic.pdf_name("/SatuAtapMark")


def mark(message: list[bytes]) -> bytes:
    words, media_type, data = message[0].decode(), message[1].decode(), message[2]
    try:
        return _pdf(data, words) if media_type == "application/pdf" else _picture(data, words)
    except (Problem, MemoryError):
        raise
    except Exception as problem:  # a hostile file may break the parser anywhere: it cannot be marked
        raise Problem(type(problem).__name__.encode()) from problem


def _picture(data: bytes, words: str) -> bytes:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    picture = Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    if picture.width * picture.height > MOST_PIXELS:
        raise Problem(b"too many pixels")
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.paste((60, 60, 60), mask=_tiles(upright.size, words))
    answer = BytesIO()
    upright.save(answer, "JPEG", quality=QUALITY)
    return answer.getvalue()


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


if __name__ == "__main__":
    ImageFont.load_default(12)  # read before files are out of reach
    Image.init()
    serve(mark, memory_mb=MEMORY_MB, seconds=SECONDS)
