"""Books that the register fills: as of the end of past years, month by month in numbers, and as another system reads them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from openpyxl import load_workbook
from tests.support import cast

from satuatap.domain.audit.tests.factories import let_tables_be_emptied
from satuatap.domain.books import actions, queries
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.models import Family, Person
from satuatap.domain.residents.queries import people_told
from satuatap.domain.residents.tests.factories import BY, MALE, NOON, TODAY, make_household
from satuatap.kernel.actors import system
from satuatap.kernel.ids import uuid7

from .factories import put, shipped, shipped_layouts

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
    asked = {
        "code": "berkas-opensid",
        "unit_id": village.pk,
        "year": 2027,
        "purpose": "memindahkan data desa",
        "reason": "pindah sistem",
    }
    copy = actions.ask_copy(**asked, format="xlsx", key=uuid7(), by=keeper, at=NEXT_YEAR)
    run_jobs()

    content = queries.copy_content(keeper, copy.pk, now=NEXT_YEAR)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Data Penduduk", "Kode Data", "Keluarga", "Wilayah", "Petunjuk"]
    heads, first = list(book.worksheets[0].iter_rows(values_only=True))[:2]
    row = dict(zip(heads, first, strict=True))
    assert heads[:8] == ("alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex")
    assert (len(heads), heads[35:37], heads[-1]) == (44, ("alamat_sekarang", "status_dasar"), "ket")
    assert (row["nama"], row["sex"], row["kk_level"], row["status_kawin"], row["tanggallahir"]) == (
        "Agus Contoh", "1", "1", "2", "1990-02-01",
    )  # fmt: skip
    assert row["nik"] == Person.objects.get(party__name="Agus Contoh").nik
    assert row["hamil"] is None
    assert row["status_dasar"] == "1"


def test_the_sheets_beside_it_tell_codes_cards_and_areas_and_that_the_layout_is_not_sure(
    keeper, village, run_jobs, time_machine
):
    time_machine.move_to(NEXT_YEAR, tick=False)
    make_household()
    book = load_workbook(BytesIO(_taken_along(keeper, village, run_jobs)))

    codes, cards, areas, notes = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets[1:])
    assert ("sex", 1, "Laki-laki") in codes
    assert ("kk_level", 1, "Kepala keluarga") in codes
    assert ("pekerjaan_id", 9, "Petani/pekebun") in codes
    card = Family.objects.get()
    nik = Person.objects.get(party__name="Agus Contoh").nik
    assert cards[1:] == [(card.kk, "Agus Contoh", nik, card.address, "Krajan", card.rw, card.rt, 4)]
    assert areas == [
        ("dusun", "rw", "rt", "kartu keluarga", "laki-laki", "perempuan", "jiwa"),
        ("Krajan", card.rw, card.rt, 1, 2, 2, 4),
    ]
    said = [cell for row in notes for cell in row if cell]
    assert any("TAMANSARI" in text.upper() for text in said)
    assert any(text.startswith("Belum dikonfirmasi") for text in said)


def test_what_is_not_known_of_an_address_is_a_hyphen_there(keeper, village, run_jobs, time_machine):
    time_machine.move_to(NEXT_YEAR, tick=False)
    make_household()
    Family.objects.update(hamlet="", rt="", rw="")
    sheet = load_workbook(BytesIO(_taken_along(keeper, village, run_jobs))).worksheets[0]
    heads, first = list(sheet.iter_rows(values_only=True))[:2]
    row = dict(zip(heads, first, strict=True))
    assert (row["dusun"], row["rw"], row["rt"], row["suku"]) == ("-", "-", "-", None)


def test_the_file_brought_back_into_an_empty_register_gives_the_same_people(keeper, village, run_jobs, time_machine):
    time_machine.move_to(NEXT_YEAR, tick=False)
    people = make_household()
    Family.objects.update(hamlet="", address="Jalan Uji 1")
    told = {"birth_place": "Banyuwangi", "religion": 4, "education": 5, "father_name": "+Ketut", "blood": 6}
    Person.objects.filter(pk=people["rani"].pk).update(**told)
    before, data = _everybody(keeper, village), _taken_along(keeper, village, run_jobs)
    residents.put_layouts(entries=shipped_layouts(), by=system("test"), at=NEXT_YEAR)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        let_tables_be_emptied()
        cursor.execute("TRUNCATE residents_party, residents_family, residents_civilevent CASCADE")
    assert _everybody(keeper, village) == ()

    given = {"name": "desa.xlsx", "area_code": village.area.code, "key": uuid7(), "language": "id"}
    batch = residents.bring_import(data=data, **given, by=keeper, at=NEXT_YEAR)
    run_jobs()
    batch.refresh_from_db()
    read = {"header": batch.header, "columns": batch.columns, "day_order": batch.day_order}
    residents.map_import(batch_id=batch.pk, **read, by=keeper, at=NEXT_YEAR)
    run_jobs()
    residents.enter_import(batch_id=batch.pk, by=keeper, at=NEXT_YEAR)
    run_jobs()

    assert (batch.layout, len(before)) == ("Berkas penduduk OpenSID", 4)
    assert _everybody(keeper, village) == before


def _everybody(keeper, village):
    given = {"at": NEXT_YEAR, "rows": 100, "full": True}
    return people_told(keeper, village.area.code, "membandingkan", **given).rows


def _taken_along(keeper, village, run_jobs):
    asked = {
        "code": "berkas-opensid",
        "unit_id": village.pk,
        "year": 2027,
        "purpose": "pindah data",
        "reason": "pindah",
    }
    copy = actions.ask_copy(**asked, format="xlsx", key=uuid7(), by=keeper, at=NEXT_YEAR)
    run_jobs()
    return queries.copy_content(keeper, copy.pk, now=NEXT_YEAR)
