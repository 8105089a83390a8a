"""What a camera wrote: read for the record, not shown, and never our undoing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.files import queries
from satuatap.domain.files.rules import pictures
from satuatap.domain.files.tests.factories import JPEG, PDF

from .pictures import HERE, PIXELS, TAKEN, exif, photo_of, png_of, webp_of

ALL = {"jpeg": photo_of, "png": png_of, "webp": webp_of}


@pytest.mark.parametrize("kind", ALL)
def test_time_and_place_are_read(kind):
    found = pictures.facts(ALL[kind]())

    assert found.taken == TAKEN
    assert (round(found.latitude, 6), round(found.longitude, 6)) == (-8.219444, 114.369167)


@pytest.mark.parametrize("kind", ALL)
def test_what_is_shown_says_nothing_of_time_and_place(kind):
    plain = pictures.without_facts(ALL[kind]())

    assert pictures.facts(plain) == pictures.Facts()
    assert HERE not in plain
    assert b"Rani" not in plain
    assert queries.media_type(plain) == f"image/{kind}"


def test_the_pixels_and_the_way_up_stay():
    plain = pictures.without_facts(photo_of())

    assert plain.endswith(PIXELS)
    assert pictures._entries(plain[12:], 8) == {0x0112: 6}


def test_an_upright_picture_keeps_no_notes_at_all():
    assert b"Exif" not in pictures.without_facts(photo_of(exif(turned=1)))


def test_what_is_no_picture_stays_as_it_is():
    assert pictures.without_facts(PDF) == PDF
    assert pictures.facts(JPEG) == pictures.Facts()


@given(st.integers(0, 400), st.binary(max_size=12))
def test_broken_notes_say_nothing_and_break_nothing(place, junk):
    for make in ALL.values():
        whole = make()
        broken = whole[:place] + junk + whole[place + len(junk) :]
        pictures.facts(broken)
        pictures.without_facts(broken)


@given(st.binary(max_size=200))
def test_any_notes_can_be_read(notes):
    for start in (b"MM\x00*", b"II*\x00", b""):
        pictures.facts(photo_of(start + notes))
        pictures.without_facts(photo_of(start + notes))
