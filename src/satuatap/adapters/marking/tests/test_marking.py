"""A copy says what it is for, in every part of the picture, and keeps nothing that cannot be seen."""

import contextlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from satuatap.adapters.confined.child import Problem
from satuatap.adapters.marking.__main__ import make
from satuatap.adapters.marking.marker import ConfinedMarker
from satuatap.domain.files.ports import NotMarkable

WORDS = "Hanya untuk Izin reklame (contoh)"
ORIENTATION, MAKER = 0x0112, 0x010F


@pytest.fixture(scope="module")
def marker():
    found = ConfinedMarker()
    yield found
    found.pool.close()


def picture(kind="JPEG", size=(1600, 900), **options):
    answer = BytesIO()
    Image.new("RGB", size, "white").save(answer, kind, **options)
    return answer.getvalue()


def is_written(part):
    return min(low for low, _high in part.getextrema()) < 200


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_every_part_of_a_picture_is_written_across(marker, kind, media_type):
    copy = Image.open(BytesIO(marker.mark(picture(kind), media_type, WORDS)))

    assert (copy.format, copy.size) == ("JPEG", (1600, 900))
    boxes = [(x, y, x + 400, y + 300) for x in range(0, 1600, 400) for y in range(0, 900, 300)]
    assert all(is_written(copy.crop(box)) for box in boxes)


def test_place_and_maker_of_a_photograph_are_left_out_and_it_stands_upright(marker):
    told = Image.Exif()
    told[ORIENTATION], told[MAKER] = 6, "Contoh"
    photograph = picture(exif=told, comment=b"Contoh juga")
    assert photograph.count(b"Contoh") == 2

    copy = marker.mark(photograph, "image/jpeg", WORDS)

    assert b"Contoh" not in copy
    assert not Image.open(BytesIO(copy)).getexif()
    assert Image.open(BytesIO(copy)).size == (900, 1600)


def test_a_large_photograph_becomes_smaller(marker):
    copy = Image.open(BytesIO(marker.mark(picture(size=(6000, 4000)), "image/jpeg", WORDS)))

    assert copy.size == (2400, 1600)


def test_each_page_of_a_pdf_is_written_across_and_no_earlier_state_is_kept(marker):
    pages = [Image.new("RGB", (600, 800), "white"), Image.new("RGB", (800, 600), "white")]
    file = BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:])

    copy = marker.mark(file.getvalue(), "application/pdf", WORDS)

    assert copy.count(b"%%EOF") == 1
    kids = PdfFileReader(BytesIO(copy)).root["/Pages"]["/Kids"]
    assert len(kids) == 2
    for page in kids:
        content = page.get_object()["/Contents"]
        streams = content if isinstance(content, list) else [content]
        assert any(rb"Hanya untuk Izin reklame \(contoh\)" in stream.get_object().data for stream in streams)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(b"\xff\xd8\xff no picture", "image/jpeg"), (b"%PDF-1.7 nothing", "application/pdf"), (b"", "image/png")],
)
def test_what_is_no_picture_and_no_pdf_cannot_be_marked(marker, data, media_type):
    with pytest.raises(NotMarkable):
        marker.mark(data, media_type, WORDS)


def test_a_picture_of_too_many_pixels_is_refused(marker):
    bomb = picture("PNG", size=(10_000, 6_000))

    with pytest.raises(NotMarkable):
        marker.mark(bomb, "image/png", WORDS)


@given(st.integers(0, 700), st.binary(max_size=12))
def test_broken_notes_break_nothing(place, junk):
    for kind in ("JPEG", "PNG", "WEBP"):
        told = Image.Exif()
        told[MAKER] = "Contoh"
        whole = picture(kind, size=(8, 8), exif=told)
        broken = whole[:place] + junk + whole[place + len(junk) :]
        for todo in (b"notes", b"plain"):
            with contextlib.suppress(Problem):
                make([todo, b"", b"image/jpeg", broken])
