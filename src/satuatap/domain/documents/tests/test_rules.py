"""Numbers, codes, dates, letterheads and names, without a database."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.documents.rules import content, dates, letters, numbers, verdicts

NOVEMBER = date(2026, 11, 23)


def write(pattern: str, serial: int = 7, **more) -> str:
    plan = numbers.NumberPlan("surat", pattern, more.pop("classification", ""))
    return numbers.write_number(plan, serial=serial, on=NOVEMBER, unit="429.113", area="35.10.24.2008", **more)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("{class}/{serial:03}/{area}/{roman}/{year}", "400.12/007/35.10.24.2008/XI/2026"),
        ("503/{serial}/{unit}/{month:02}/{year}", "503/7/429.113/11/2026"),
        ("{serial:04}/{year}", "0007/2026"),
    ],
)
def test_numbers_are_written_by_their_pattern(pattern, text):
    assert write(pattern, classification="400.12") == text


def test_a_serial_longer_than_its_places_is_not_cut():
    assert write("{serial:03}/{year}", serial=12345) == "12345/2026"


@pytest.mark.parametrize(
    "pattern", ["{serial:03}", "{year}", "{serial}/{year}/{nik}", "{serial}/{year}/{", "x", "{serial:3}/{year}"]
)
def test_a_pattern_that_could_repeat_itself_is_refused(pattern):
    with pytest.raises(numbers.PatternProblem):
        numbers.check_pattern(pattern)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_serials_never_give_one_number(one, other):
    pattern = "{class}/{serial:03}/{area}/{roman}/{year}"
    assert (write(pattern, one) == write(pattern, other)) == (one == other)


@given(st.integers(0, 2**numbers.CODE_BITS - 1))
def test_a_code_reads_back_however_it_is_typed(bits):
    if code := numbers.people_code(bits):
        assert numbers.tidy_code(code) == code
        assert numbers.tidy_code(f" {code.lower().replace('-', ' ')} ") == code
        assert numbers.tidy_code(code.replace("0", "O").replace("1", "I")) == code


@given(
    st.integers(0, 2**numbers.CODE_BITS - 1), st.integers(0, 11), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
)
def test_one_wrong_character_is_noticed(bits, place, letter):
    if code := numbers.people_code(bits):
        letters_only = code.replace("-", "")
        wrong = letters_only[:place] + letter + letters_only[place + 1 :]
        assert (numbers.tidy_code(wrong) == "") == (wrong != letters_only)


@pytest.mark.parametrize("text", ["", "TQ7M", "x" * 500, "TQ7M-2XKD-94R*", "١٢٣٤-٥٦٧٨-٩٠١٢"])
def test_nonsense_is_no_code(text):
    assert numbers.tidy_code(text) == ""


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 11, 23), 1, date(2026, 12, 23)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 24, date(2028, 1, 15)),
    ],
)
def test_validity_in_months(day, months, end):
    assert dates.months_later(day, months) == end


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 240))
def test_validity_is_never_shorter_than_the_days_of_its_months_allow(day, months):
    end = dates.months_later(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or end.day >= 28


def test_clock_and_day_are_those_of_the_place():
    late = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    assert dates.clock(late, "Asia/Jakarta") == "00.30 WIB"
    assert dates.clock(late, "Asia/Makassar") == "01.30 WITA"
    assert dates.local_day(late, "Asia/Jakarta") == date(2027, 1, 1)


def test_content_becomes_plain_and_its_order_does_not_matter():
    facts = {"type": "sktm", "title": "Surat", "template_sha256": "a", "unit_id": "u", "party_id": "p", "holder": "R"}
    facts |= {"pattern": "x", "months": None}
    assert content.plain({"luas": Decimal("12.50"), "sejak": date(2021, 3, 1), "anak": ["A", None]}) == {
        "luas": "12,5", "sejak": "1 Maret 2021", "anak": ["A", None],
    }  # fmt: skip
    with pytest.raises(ValueError, match="cannot print"):
        content.plain({"x": object()})
    one = content.content_hash(content={"a": 1, "b": 2}, **facts)
    assert one == content.content_hash(content={"b": 2, "a": 1}, **facts)
    assert one != content.content_hash(content={"a": 1, "b": 2}, **facts | {"months": 1})


def office(**changes) -> letters.Office:
    facts = {
        "kind": "agency", "name": "Dinas Contoh", "code": "429.1", "address": "", "contact": "", "zone": "Asia/Jakarta",
        "area": ("35.10", ""), "district": "", "government": "Pemerintah Kabupaten Banyuwangi",
        "region": "Kabupaten Banyuwangi", "seat": "Banyuwangi",
    }  # fmt: skip
    return letters.office(**facts | changes)


def test_letterheads():
    agency = office()
    assert (agency.above, agency.name, agency.place) == (
        ("PEMERINTAH KABUPATEN BANYUWANGI",),
        "DINAS CONTOH",
        "Banyuwangi",
    )
    village = office(kind="desa", name="Desa Tamansari", area=("35.10.24.2008", "Tamansari"), district="Licin")
    assert village.above == ("PEMERINTAH KABUPATEN BANYUWANGI", "KECAMATAN LICIN")
    assert (village.name, village.place) == ("PEMERINTAH DESA TAMANSARI", "Tamansari")
    assert office(kind="desa", name="Tamansari").name == "PEMERINTAH DESA TAMANSARI"
    assert office(kind="kelurahan", name="Kelurahan Kepatihan", district="Banyuwangi").name == "KELURAHAN KEPATIHAN"
    assert office(kind="vertical", name="Kantor Imigrasi").above == ()


@pytest.mark.parametrize(
    ("name", "masked"),
    [("RANI WULANDARI", "RA•• WUL••••RI"), ("Al", "A•"), ("Suyono", "Suy•no"), ("", ""), ("I Gede", "I Ge••")],
)
def test_names_are_masked(name, masked):
    assert letters.masked_name(name) == masked


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"kode TQ7M-2XKD-94RA.", {"TQ7M-2XKD-94RA"} if numbers.tidy_code("TQ7M-2XKD-94RA") else set()),
        (b"", set()),
        (b"12-34", set()),
    ],
)
def test_codes_are_seen_in_raw_bytes(data, found):
    assert verdicts.raw_claims(data)[1] == found


@given(st.integers(0, 2**numbers.CODE_BITS - 1), st.binary(max_size=40), st.binary(max_size=40))
def test_a_code_is_seen_wherever_it_stands(bits, before, after):
    if code := numbers.people_code(bits):
        data = before + b" " + code.encode() + b" " + after
        assert code in verdicts.raw_claims(data)[1]
        assert code not in verdicts.raw_claims(b"A" + code.encode() + b"A")[1]
        assert code in verdicts.claims(["satu", f"kode {code}"])[1]


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_a_token_is_seen_wherever_it_stands(before, after):
    token = "aB3_-" * 4 + "xy"
    data = before + b"https://layanan.example/v/" + token.encode() + b" " + after
    assert token in verdicts.raw_claims(data)[0]
    assert token not in verdicts.raw_claims(b"/v/" + token.encode() + b"z")[0]


def test_a_file_is_made_from_another_when_enough_of_it_is_there():
    issued = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(250))
    assert verdicts.is_made_from(b"before" + issued + b"after", issued)
    assert verdicts.is_made_from(issued[: len(issued) // 2], issued)
    assert not verdicts.is_made_from(issued[: len(issued) // 50], issued)
    assert not verdicts.is_made_from(bytes(len(issued)), issued)
    assert not verdicts.is_made_from(b"", issued)
    assert not verdicts.is_made_from(hashlib.sha256(b"x").digest() * 500, issued)
