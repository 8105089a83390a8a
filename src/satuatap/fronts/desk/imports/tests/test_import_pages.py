"""The pages of imports: who opens them, what they say of a file, and that a row more costs no query more."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.support import cast

from satuatap.domain.residents.models import Family, ImportBatch

pytestmark = pytest.mark.django_db
HEADS = "No KK;NIK;Nama;JK;Tgl Lahir;SHDK;Alamat"


@pytest.fixture
def wayan(village, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    return cast.make_officer("Wayan Contoh", village, "village-secretary")


@pytest.fixture
def desk(wayan, client_of):
    return client_of(wayan)


def lines(count, day="02-03-1985"):
    return [f"351024010120{9000 + n};;Warga {n} Contoh;L;{day};Kepala Keluarga;Jalan Uji" for n in range(count)]


def bring(desk, run_jobs, *rows):
    """A file as far as its result; the address of its page."""
    file = BytesIO("\n".join([HEADS, *rows]).encode())
    file.name = "warga.csv"
    address = desk.post(reverse("desk:imports"), {"tabel": file, "key": uuid4()})["Location"]
    run_jobs()
    batch = ImportBatch.objects.latest("id")
    columns = {f"kolom-{name}": place for name, place in batch.columns.items()}
    desk.post(address, {"act": "petakan", "judul": "1", "urutan": "dmy", **columns})
    run_jobs()
    return address


def test_only_who_keeps_the_register_opens_a_file(desk, run_jobs, client_of, client, licensing, village):
    address = bring(desk, run_jobs, *lines(1))
    strangers = (
        cast.make_officer("Tono Contoh", licensing, "front-officer"),
        cast.make_officer("Joko", village, "cashier"),
    )
    for page in (address, f"{address}/perbaiki"):
        assert desk.get(page).status_code == 200
        assert [client_of(one).get(page).status_code for one in strangers] == [404, 404]
        assert client.get(page).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(rows, desk, run_jobs, django_assert_num_queries):
    for _file in range(rows):
        address = bring(desk, run_jobs, *lines(rows))
    desk.get(reverse("desk:imports"))
    with django_assert_num_queries(8):
        assert desk.get(reverse("desk:imports")).content.decode().count("warga.csv</strong>") == rows
    with django_assert_num_queries(11):
        assert desk.get(address).content.decode().count("<strong>Baris") == rows


def test_rows_to_put_right_come_as_a_workbook_and_as_csv_and_go_back_in(desk, run_jobs):
    address = bring(desk, run_jobs, *lines(2, day="31-31-1985"))

    book = load_workbook(BytesIO(desk.get(f"{address}/perbaiki").content))
    table = [[cell.value for cell in row] for row in book.active.iter_rows()]
    text = desk.get(f"{address}/perbaiki?bentuk=csv").content.decode("utf-8-sig").splitlines()

    assert table[0][:7] == HEADS.split(";")
    assert table[1][0] == "3510240101209000"
    assert "tidak terbaca" in table[1][7]
    assert text[1].startswith("'3510240101209000;;Warga 0 Contoh;L;31-31-1985;")
    mended = [line.replace("31-31-1985", "02-03-1985") for line in text[1:]]
    again = bring(desk, run_jobs, *mended)
    assert "2 baris akan mengubah daftar penduduk" in desk.get(again).content.decode()
    desk.post(again, {"act": "masukkan"})
    run_jobs()
    page = desk.get(again).content.decode()
    assert "Sudah dimasukkan" in page
    assert "Paling lambat" in page
    assert Family.objects.count() == 2
