"""Figures, days and times as readers of each language write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation

from satuatap.fronts.shared import formats

MONDAY = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)  # 09.42 in Banyuwangi


@pytest.mark.parametrize(
    ("make", "indonesian", "english"),
    [
        (lambda: formats.date_id(date(2026, 11, 22)), "22 November 2026", "22 November 2026"),
        (lambda: formats.day_date(MONDAY), "Senin, 23 November 2026", "Monday, 23 November 2026"),
        (lambda: formats.short_date(date(2026, 8, 3)), "3 Agt. 2026", "3 Aug 2026"),
        (lambda: formats.time_id(MONDAY), "09.42 WIB", "09:42 WIB"),
        (lambda: formats.moment(MONDAY), "Senin, 23 November 2026, 09.42 WIB", "Monday, 23 November 2026, 09:42 WIB"),
        (lambda: formats.short_moment(MONDAY), "23 Nov. 2026, 09.42", "23 Nov 2026, 09:42"),
        (lambda: formats.number(1482), "1.482", "1,482"),
        (lambda: formats.number(Decimal("3.414"), 2), "3,41", "3.41"),
        (lambda: formats.rupiah(1250000), "Rp1.250.000", "Rp1,250,000"),
        (lambda: formats.file_size(412_300), "412 KB", "412 KB"),
        (lambda: formats.file_size(3_400_000), "3,4 MB", "3.4 MB"),
        (lambda: formats.hours([(time(8), time(11, 30)), (time(13), time(15))]), "08.00–11.30, 13.00–15.00", "08:00–11:30, 13:00–15:00"),
    ],
)  # fmt: skip
def test_each_language_in_its_own_form(make, indonesian, english):
    with translation.override("id"):
        assert make() == indonesian
    with translation.override("en"):
        assert make() == english


def test_midnight_in_the_region_counts_not_midnight_in_london():
    assert formats.date_id(datetime(2026, 11, 22, 18, tzinfo=UTC)) == "23 November 2026"


@pytest.mark.parametrize(
    ("text", "words"), [("3 working days", "3 hari kerja"), ("1 working day", "1 hari kerja"), ("4 working hours", "4 jam kerja"), ("30 minutes", "30 menit"), ("2 days", "2 hari")]
)  # fmt: skip
def test_a_length_of_time_from_a_pack(text, words):
    assert formats.span(text) == words


def test_nothing_to_pay_is_said_in_words():
    assert formats.fee(0) == "Gratis"
    assert formats.fee(30000) == "Rp30.000"


def test_initials():
    assert [formats.initials(name) for name in ("Rani Wulandari", "Sukarno", "I Made Sudarsana")] == ["RW", "S", "IS"]
