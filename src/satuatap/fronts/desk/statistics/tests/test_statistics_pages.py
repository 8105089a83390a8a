"""The page of counts: for whom, with a purpose, to read and to take along."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.support import cast

from satuatap.domain.regions.tests.factories import TAMANSARI, make_home
from satuatap.domain.residents import actions
from satuatap.domain.residents.tests.factories import BY, NOON, make_household

pytestmark = pytest.mark.django_db
PAGE = "desk:statistics"


@pytest.fixture
def counted(village, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    actions.put_small_cells(under={date(2016, 1, 1): 3}, by=BY, at=NOON)
    for _ in range(3):
        make_household()


@pytest.fixture
def desk(counted, village, client_of):
    return client_of(cast.make_officer("Wayan Contoh", village, "village-officer"))


def text(client, **given):
    return client.get(reverse(PAGE), given).content.decode()


def test_counts_are_for_those_of_the_area_only(desk, village, client_of, client, rani, licensing):
    for address in (reverse(PAGE), f"{reverse(PAGE)}?wilayah={TAMANSARI}"):
        assert desk.get(address).status_code == 200
        for role, unit in (("front-officer", licensing), ("mall-manager", licensing), ("cashier", village)):
            assert client_of(cast.make_officer(f"Joko {role}", unit, role)).get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert desk.get(reverse(PAGE), {"wilayah": "35.10.24.2006"}).status_code == 404
    assert desk.get(reverse(PAGE), {"wilayah": "35.10"}).status_code == 404


def test_nothing_is_told_before_the_purpose_is(desk):
    assert "Menurut umur" not in text(desk)
    assert "Tulis dulu untuk apa angkanya." in text(desk, keperluan=" ")
    told = text(desk, keperluan="profil desa")
    assert "Menurut umur" in told
    assert "Krajan, RW 001, RT 002" in told
    assert "Untuk: profil desa." in told
    assert "Menurut umur" in text(desk, keperluan="profil desa", per="kemarin")


def test_the_tables_are_taken_along(desk):
    given = {"keperluan": "profil desa", "bentuk": "xlsx"}
    book = load_workbook(BytesIO(desk.get(reverse("desk:statistics_file"), given).content))
    assert book.sheetnames[0] == "Menurut umur"
    assert [cell.value for cell in book["Menurut umur"][2]] == ["10–14", 0, 3, 3]
    place, left_out = (row[0].value for row in book["Keterangan"].iter_rows())
    assert " per 2" in place
    assert left_out.startswith("Angka 1 sampai 2 ditulis –")
    table = desk.get(reverse("desk:statistics_file"), given | {"bentuk": "csv"}).content.decode("utf-8-sig")
    assert "Menurut umur,10–14,0,3,3" in table
    assert desk.get(reverse("desk:statistics_file"), {"bentuk": "csv"}).status_code == 404


def test_a_wide_area_is_counted_in_the_background(counted, licensing, client_of, run_jobs):
    make_home()
    head = client_of(cast.make_officer("Sari Contoh", licensing, "head-of-agency"))
    given = {"wilayah": "35.10", "keperluan": "rencana kerja"}
    assert "Belum dihitung hari ini" in text(head, **given)

    answer = head.post(reverse("desk:make_statistics"), given)
    assert "Sedang dihitung" in head.get(answer["Location"]).content.decode()
    run_jobs()

    assert "Menurut kecamatan" in text(head, **given)
    assert head.post(reverse("desk:make_statistics"), {"wilayah": "35.10"}).status_code == 302


def test_the_page_costs_the_same_however_many_are_counted(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text(desk, keperluan="profil desa")
