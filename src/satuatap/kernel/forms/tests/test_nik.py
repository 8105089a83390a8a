"""Reading a NIK and the number of a family card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel.errors import Refused
from satuatap.kernel.forms import NikReading, check_kk, check_nik


def test_a_nik_says_place_birth_sex_and_serial():
    assert check_nik("3515 1445 0868 0002") == NikReading("3515144508680002", "351514", 5, 8, 68, True, 2)


@pytest.mark.parametrize(
    "text", ["3510241203880001", "3510 2412 0388 0001", "35.10.24.120388.0001", " 3510-2412-0388-0001 "]
)
def test_spaces_dots_and_hyphens_are_fine(text):
    assert check_nik(text).digits == "3510241203880001"


@pytest.mark.parametrize("text", ["3510242902000001", "3510246902960001", "3510242902040001"])
def test_29_february_is_fine_where_either_century_has_it(text):
    assert check_nik(text).birth_month == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("351024120388000", "nik-length"),
        ("35102412038800011", "nik-length"),
        ("", "nik-digits"),
        ("3510241203880OO1", "nik-digits"),
        ("٣٥١٠٢٤١٢٠٣٨٨٠٠٠١", "nik-digits"),
        ("0351024200800001", "nik-provisional"),
        ("3510240003880001", "nik-date"),
        ("3510243203880001", "nik-date"),
        ("3510244003880001", "nik-date"),
        ("3510247203880001", "nik-date"),
        ("3510241213880001", "nik-date"),
        ("3510242902010001", "nik-date"),
        ("3510241203880000", "nik-serial"),
    ],
)
def test_what_cannot_be_a_nik_is_refused(text, code):
    with pytest.raises(Refused) as refusal:
        check_nik(text)
    assert refusal.value.code == code


@given(st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.booleans(), st.integers(1, 9999))
def test_every_well_made_nik_is_read(day, month, year, female, serial):
    reading = check_nik(f"351024{day + 40 * female:02}{month:02}{year:02}{serial:04}")
    assert (reading.birth_day, reading.birth_month, reading.year2) == (day, month, year)
    assert (reading.female, reading.serial) == (female, serial)


def test_kk_numbers():
    assert check_kk("3510 2412 0388 0417") == "3510241203880417"
    for text in ("351024", "3510241203880A17", "0510241203880417"):
        with pytest.raises(Refused):
            check_kk(text)
