"""What a camera wrote: read for the record, not shown, and never our undoing."""

from io import BytesIO

import pytest
from PIL import Image

from satuatap.domain.files import queries
from satuatap.domain.files.ports import Notes
from satuatap.domain.files.rules import pictures
from satuatap.domain.files.tests.factories import PDF, store_file
from satuatap.kernel.errors import Refused

from .pictures import SIZE, TAKEN, WHOSE, notes, photo_of, png_of, webp_of

ALL = {"jpeg": photo_of, "png": png_of, "webp": webp_of}


@pytest.mark.parametrize("kind", ALL)
def test_time_and_place_are_read(kind):
    found = queries.picture_facts(ALL[kind]())

    assert found.taken == TAKEN
    assert (round(found.latitude, 6), round(found.longitude, 6)) == (-8.219444, 114.369167)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ALL)
def test_what_is_shown_says_nothing_of_time_place_and_telephone_and_stands_upright(kind):
    plain = queries.shown(store_file(ALL[kind](), f"foto.{kind}"))

    assert WHOSE.encode() in ALL[kind]()
    assert WHOSE.encode() not in plain
    assert queries.picture_facts(plain) == pictures.Facts()
    assert queries.media_type(plain) == f"image/{kind}"
    assert Image.open(BytesIO(plain)).size == SIZE[::-1]


@pytest.mark.django_db
def test_what_is_no_picture_is_shown_as_it_is_and_says_nothing():
    assert queries.shown(store_file(PDF)) == PDF
    assert queries.picture_facts(PDF) == pictures.Facts()


@pytest.mark.django_db
def test_a_broken_picture_is_shown_to_nobody_and_says_nothing():
    broken = photo_of()[:60]

    with pytest.raises(Refused, match="rusak"):
        queries.shown(store_file(broken, "foto.jpg"))
    assert queries.picture_facts(broken) == pictures.Facts()


def test_a_place_that_is_none_is_left_out():
    assert queries.picture_facts(photo_of(notes(south=(8, 13, float("inf"))))) == pictures.Facts(TAKEN)
    assert pictures.facts(Notes("", 91.0, 114.0)) == pictures.Facts()
    assert pictures.facts(Notes("", -8.2, None)) == pictures.Facts()


@pytest.mark.parametrize("written", ["", "kemarin", "0000:00:00 00:00:00", "2026:13:01 10:00:00"])
def test_a_time_that_is_none_is_left_out(written):
    assert pictures.facts(Notes(written)) == pictures.Facts()
