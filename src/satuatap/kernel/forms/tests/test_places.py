"""Places: how coordinates may be written, how large a plot is, and what cannot be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel import forms
from satuatap.kernel.forms.places import coordinates, crosses_itself

HERE = ("-8.2191", "114.3691")
BOUNDS = forms.Bounds(-8.85, 113.8, -7.65, 114.7)
FORM = forms.compile(
    {
        "type": "object",
        "title": "Letak",
        "properties": {
            "titik": {"format": "point", "title": "Titik"},
            "batas": {"format": "polygon", "title": "Batas"},
        },
    }
)


@pytest.mark.parametrize(
    "text",
    [
        "-8.2191, 114.3691", "(-8.2191 114.3691)", "-8,2191; 114,3691", "-8,2191 114,3691",
        "8°13'8.76\" LS 114°22'8.76\" BT", "8° 13′ 8,76″ S, 114° 22′ 8,76″ E", "8.2191 LS, 114.3691 BT",
        "8°13.146' S; 114°22.146' T",
    ],
)  # fmt: skip
def test_coordinates_are_read_as_people_and_phones_write_them(text):
    assert coordinates(text) == HERE


@pytest.mark.parametrize(
    "text", ["", "Jalan Contoh 4", "-8.2", "114.3691, -8.2191", "8°61' LS 114°22' BT", "91 LS 114 BT", "8 LS", "1,2,3"]
)
def test_what_is_no_place_is_not_read(text):
    assert coordinates(text) is None


@given(st.floats(-8.8, -7.7), st.floats(113.9, 114.6), st.integers(5, 900), st.integers(5, 900))
def test_the_area_of_a_plot_is_that_of_its_sides(latitude, longitude, wide, tall):
    up, across = forms.metres(latitude)
    top, right = latitude + tall / up, longitude + wide / across
    ring = [(latitude, longitude), (top, longitude), (top, right), (latitude, right)]

    found = forms.plot_area(ring)

    assert abs(found - wide * tall) <= max(1, wide * tall * 0.001)
    assert forms.plot_area(ring[::-1]) == found
    assert abs(forms.plot_area(ring[2:] + ring[:2]) - found) <= 1
    assert not crosses_itself(ring)
    assert crosses_itself([ring[0], ring[2], ring[1], ring[3]])


def test_a_line_has_no_area():
    assert forms.plot_area([(-8.2, 114.3), (-8.3, 114.3)]) == 0
    assert forms.corners("nowhere") == ()


def test_a_place_outside_the_region_is_refused_and_one_inside_is_not():
    def problems(titik):
        return forms.misplaced(FORM, {"titik": titik}, BOUNDS)

    assert problems("-8.2191,114.3691") == {}
    assert "di luar daerah" in problems("8.2191,114.3691")["/titik"]
    assert "di luar daerah" in problems("-6.2,106.8")["/titik"]
    assert forms.misplaced(FORM, {"titik": "-6.2,106.8"}, None) == {}


def test_borders_that_cross_are_refused():
    text = "-8.20, 114.30\n-8.21, 114.31\n-8.20, 114.31\n-8.21, 114.30"
    answers = forms.parse(FORM, FORM.pages[0].key, {"batas": [text]}).answers

    assert "saling memotong" in forms.misplaced(FORM, answers, BOUNDS)["/batas"]
