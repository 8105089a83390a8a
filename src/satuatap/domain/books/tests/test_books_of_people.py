"""Books that the register fills: as of the end of past years, month by month in numbers, and as another system reads them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.support import cast

from satuatap.domain.books import actions, queries
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.models import Family, Person
from satuatap.domain.residents.tests.factories import BY, MALE, NOON, TODAY, make_household
from satuatap.kernel.ids import uuid7

from .factories import put, shipped

pytestmark = pytest.mark.django_db
NEXT_YEAR = NOON + timedelta(days=60)
PAPER = Source("Surat keterangan 474.3/CONTOH", TODAY, "Desa Tamansari")


@pytest.fixture
def keeper(village):
    put(*shipped())
    return cast.make_officer("Wayan Contoh", village, "village-secretary")


def told(keeper, village, code, year, at=NEXT_YEAR, cursor="", rows=20):
    view = queries.book(keeper, code, village.pk, "desa", year)
    return queries.filled(keeper, view, village.pk, village.area.code, year, at=at, cursor=cursor, rows=rows)


def test_the_book_of_a_past_year_says_who_stood_there_at_its_end_and_what_they_were(keeper, village):
    people = make_household()
    in_january = {"on": date(2027, 1, 5), "source": PAPER, "by": BY, "at": NEXT_YEAR}
    residents.report_death(party_id=people["agus"].pk, **in_january)
    residents.report_move_out(party_ids=[people["bima"].pk], destination="Jember", **in_january)

    then = told(keeper, village, "induk-penduduk", 2026)
    now = told(keeper, village, "induk-penduduk", 2027)

    assert [(row["name"], row["relation"], row["marital"]) for row in then.rows] == [
        ("Agus Contoh", "Kepala keluarga", "Kawin"), ("Rani Contoh", "Istri", "Kawin"),
        ("Bima Contoh", "Anak", "Belum kawin"), ("Sekar Contoh", "Anak", "Belum kawin"),
    ]  # fmt: skip
    assert {row["name"]: row["marital"] for row in now.rows}["Rani Contoh"] == "Cerai mati"
    assert len(now.rows) == 2
    assert told(keeper, village, "induk-penduduk", 2025).rows == ()


def test_a_past_year_is_read_page_by_page(keeper, village):
    make_household()
    first = told(keeper, village, "ktp-kk", 2026, rows=3)
    second = told(keeper, village, "ktp-kk", 2026, rows=3, cursor=first.next)
    assert (len(first.rows), len(second.rows), second.next, second.previous) == (3, 1, "", "0")
    assert {row["name"] for row in (*first.rows, *second.rows)} >= {"Agus Contoh", "Sekar Contoh"}
    assert len(told(keeper, village, "ktp-kk", 2026, cursor="bukan angka").rows) == 4


def test_the_numbers_of_each_month_add_up(keeper, village):
    people = make_household()
    in_december = {"on": date(2026, 12, 5), "source": PAPER, "by": BY, "at": NEXT_YEAR}
    residents.report_death(party_id=people["agus"].pk, **in_december)
    card = Family.objects.get()
    child = {"name": "Arkana Contoh", "sex": MALE, "born_on": date(2026, 12, 9), "family_id": card.pk}
    residents.report_birth(**child, source=PAPER, by=BY, at=NEXT_YEAR)

    (december,) = told(keeper, village, "rekapitulasi-penduduk", 2026).rows
    (november,) = told(keeper, village, "rekapitulasi-penduduk", 2026, cursor="11").rows

    assert (december["bulan"], december["dusun"], december["ket"]) == ("12", "Krajan", "")
    assert [december[key] for key in ("awal-wni-l", "awal-wni-p", "awal-kk", "awal-anggota", "awal-jiwa")] == [
        "2", "2", "1", "3", "4",
    ]  # fmt: skip
    assert (december["lahir-wni-l"], december["meninggal-wni-l"], december["akhir-wni-l"]) == ("1", "1", "2")
    assert (december["akhir-kk"], december["akhir-jiwa"]) == ("1", "4")
    assert (november["awal-jiwa"], november["akhir-jiwa"], november["ket"]) == ("0", "4", "4 orang mulai tercatat")


def test_the_file_for_another_system_has_its_columns_and_its_numbers(keeper, village, run_jobs, time_machine):
    time_machine.move_to(NEXT_YEAR, tick=False)
    make_household()
    asked = {"code": "berkas-opensid", "unit_id": village.pk, "year": 2027, "purpose": "memindahkan data desa"}
    copy = actions.ask_copy(**asked, format="xlsx", key=uuid7(), by=keeper, at=NEXT_YEAR)
    run_jobs()

    content = queries.copy_content(keeper, copy.pk, now=NEXT_YEAR)
    heads, first = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))[:2]
    row = dict(zip(heads, first, strict=True))
    assert heads[:8] == ("alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex")
    assert (len(heads), heads[-1]) == (36, "alamat_sekarang")
    assert (row["nama"], row["sex"], row["kk_level"], row["status_kawin"], row["tanggallahir"]) == (
        "Agus Contoh", "1", "1", "2", "1990-02-01",
    )  # fmt: skip
    assert row["nik"] == Person.objects.get(party__name="Agus Contoh").nik
    assert row["hamil"] is None
