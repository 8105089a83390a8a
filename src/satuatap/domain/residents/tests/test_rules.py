from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.residents import codes, rules
from satuatap.domain.residents.rules import Place
from satuatap.domain.residents.tests.factories import CHILD, FEMALE, HEAD, HUSBAND, MALE, WIFE, make_nik
from satuatap.kernel.errors import Refused

ADULT, YOUNG = date(1990, 1, 1), date(2015, 1, 1)
TODAY = date(2026, 11, 23)
days = st.dates(date(1900, 1, 1), date(2026, 11, 23))


@given(days, st.integers(0, 120))
def test_an_age_is_reached_on_the_birthday(born_on, years):
    birthday = rules.birthday(born_on, years)

    assert rules.age(born_on, birthday) == years
    assert rules.age(born_on, birthday - timedelta(days=1)) == years - 1


def test_somebody_born_on_a_leap_day_is_of_age_on_the_first_of_march():
    assert rules.is_minor(date(2008, 2, 29), date(2026, 2, 28))
    assert not rules.is_minor(date(2008, 2, 29), date(2026, 3, 1))
    assert rules.last_day_of_minority(date(2008, 2, 29), TODAY) == date(2026, 2, 28)


def test_the_age_of_marriage_is_that_of_the_day():
    assert rules.years(rules.MARRIAGE, date(2019, 10, 14)) == 16
    assert rules.years(rules.MARRIAGE, date(2019, 10, 15)) == 19


@given(days, st.sampled_from([MALE, FEMALE]))
def test_a_fitting_nik_gives_no_warning(born_on, sex):
    assert (
        rules.nik_warnings(make_nik(born_on, sex)[:12] + "9001", born_on=born_on, sex=sex, is_district_known=True) == ()
    )


def test_a_nik_that_does_not_fit_warns_and_never_refuses():
    nik = "3510245505949001"  # a woman born on 15 May 1994

    assert len(rules.nik_warnings(nik, born_on=date(1994, 5, 15), sex=FEMALE, is_district_known=True)) == 0
    assert "Tanggal lahir" in rules.nik_warnings(nik, born_on=ADULT, sex=FEMALE, is_district_known=True)[0]
    assert "Jenis kelamin" in rules.nik_warnings(nik, born_on=date(1994, 5, 15), sex=MALE, is_district_known=True)[0]
    assert "kecamatan" in rules.nik_warnings(nik, born_on=date(1994, 5, 15), sex=FEMALE, is_district_known=False)[0]
    assert len(rules.nik_warnings(nik, born_on=ADULT, sex=MALE, is_district_known=False)) == 3


def test_a_provisional_number_is_zero_village_and_serial():
    assert rules.nik_number("0 3510242008 90001", provisional=True) == "0351024200890001"
    assert rules.nik_number("  ", provisional=True) is None
    for text in ("3510245505949001", "035102420089000", "0351024200890O01"):
        with pytest.raises(Refused, match="Nomor sementara"):
            rules.nik_number(text, provisional=True)


@pytest.mark.parametrize(
    ("written", "known", "same"),
    [
        ("Rani Wulandari", "RANI WULANDARI", True),
        ("  rani   wulandari ", "Rani Wulandari", True),
        ("Moh. Ali", "MOH ALI", True),
        ("Nur'aini", "Nur aini", True),
        ("José", "Jose", True),
        ("Rani", "Rani Wulandari", False),
        ("", "", True),
    ],
)
def test_names_are_compared_by_their_letters(written, known, same):
    assert rules.is_same(written, ADULT, known, ADULT) is same
    assert rules.is_same(written, ADULT, known, YOUNG) is False


@pytest.mark.parametrize("name", ["", "   ", "a" * 161, "<b>Rani</b>", "Rani\x00"])
def test_a_name_that_cannot_be_one_is_refused(name):
    with pytest.raises(Refused, match="Tulis nama"):
        rules.person_name(name)


def card(*relations: tuple[int, int]) -> list[Place]:
    return [Place(relation, sex, codes.MARRIED, ADULT) for relation, sex in relations]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([], "tepat satu"),
        (card((WIFE, FEMALE)), "tepat satu"),
        (card((HEAD, MALE), (HEAD, FEMALE)), "tepat satu"),
        (card((HEAD, MALE), (WIFE, MALE)), "Suami harus"),
        (card((HEAD, FEMALE), (HUSBAND, FEMALE)), "Suami harus"),
        (card((HEAD, FEMALE), (12, FEMALE)), "dari daftar"),
    ],
)
def test_an_impossible_card_is_refused(places, words):
    with pytest.raises(Refused, match=words):
        rules.require_card(places)


def test_a_head_of_either_sex_with_or_without_spouse_is_fine():
    rules.require_card(card((HEAD, FEMALE)))
    rules.require_card(card((HEAD, MALE), (WIFE, FEMALE), (CHILD, MALE)))
    rules.require_card(card((HEAD, FEMALE), (HUSBAND, MALE)))


def test_a_spouse_below_the_age_of_marriage_is_a_warning():
    places = [*card((HEAD, MALE)), Place(WIFE, FEMALE, codes.MARRIED, date(2009, 1, 1))]

    rules.require_card(places)
    assert "19 tahun" in rules.card_warnings(places, TODAY)[0]
    assert rules.card_warnings(card((HEAD, MALE)), TODAY) == ()


def test_an_address_leaves_out_what_is_not_known():
    line = rules.address_line(street="Jalan Contoh 3", hamlet="Krajan", rt="002", rw="001", village="Tamansari, Licin")

    assert line == "Jalan Contoh 3, Dusun Krajan, RT 002/RW 001, Tamansari, Licin"
    assert rules.address_line(street="", hamlet="", rt="", rw="", village="Tamansari, Licin") == "Tamansari, Licin"


def test_an_address_does_not_say_the_hamlet_twice():
    line = rules.address_line(street="Dusun Krajan", hamlet="Krajan", rt="02", rw="01", village="Tamansari, Licin")

    assert line == "Dusun Krajan, RT 02/RW 01, Tamansari, Licin"


@pytest.mark.parametrize(
    ("digits", "fits"),
    [("4471", True), ("15051994", True), ("1994", False), ("", False), ("448", False), ("４４７１", False)],
)
def test_digits_are_the_end_of_the_phone_or_the_birth_date(digits, fits):
    assert rules.digits_match(digits, phones=["+6281200004471"], born_on=date(1994, 5, 15)) is fits


def test_digits_fit_nobody_without_phone_and_birth_date():
    assert not rules.digits_match("4471", phones=[], born_on=None)


@pytest.mark.parametrize(("first", "second"), [("", ""), ("Siti", ""), ("", "Siti"), ("Siti", "SITI ")])
def test_a_thumb_print_needs_two_different_witnesses(first, second):
    with pytest.raises(Refused, match="saksi"):
        rules.require_consent(how="thumb-print", witness1=first, witness2=second)


def test_consent_by_code_needs_no_witness():
    rules.require_consent(how="code", witness1="", witness2="")
    rules.require_consent(how="thumb-print", witness1="Siti", witness2="Agus")


def test_code_lists_are_complete():
    assert [len(codes.LISTS[name]) for name in ("occupation", "relation", "education", "blood")] == [89, 11, 10, 13]
    assert (codes.label("occupation", 88), codes.label("religion", None)) == ("Wiraswasta", "")
