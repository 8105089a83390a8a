"""The pages of a village's books: the shelf with its gaps, writing and striking, the books that fill themselves."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support import cast

from satuatap.domain.books import actions
from satuatap.domain.books.models import Line
from satuatap.domain.books.tests.factories import put, shipped
from satuatap.domain.correspondence.tests.factories import register
from satuatap.domain.documents.actions import OnPaper, record_paper
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def wayan(village, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    put(*shipped())
    return cast.make_officer("Wayan Contoh", village, "village-secretary")


@pytest.fixture
def desk(wayan, client_of):
    return client_of(wayan)


def page(client, book, **given):
    return client.get(reverse("desk:book", args=[book]), given).content.decode()


def post(client, book, **typed):
    return client.post(reverse("desk:book", args=[book]), {"key": str(uuid4()), **typed})


def test_only_who_keeps_the_books_opens_them(wayan, village, client_of, client, rani, licensing):
    head = cast.make_officer("Tono Contoh", licensing, "head-of-agency")
    cashier = cast.make_officer("Joko Contoh", village, "cashier")
    for address in (reverse("desk:books"), reverse("desk:book", args=["ekspedisi"])):
        assert client_of(wayan).get(address).status_code == 200
        assert client_of(head).get(address).status_code == 404
        assert client_of(cashier).get(address).status_code == 404
        assert client.get(address).status_code == 302


def test_the_shelf_names_what_is_not_there_yet(desk):
    shelf = desk.get(reverse("desk:books")).content.decode()
    assert "Menunggu: pembukuan desa" in shelf
    assert "Menunggu: susunan kolom, belum ditemukan" in shelf
    assert shelf.count("Belum ada</span>") == 7
    assert "Menunggu: pembukuan desa" in page(desk, "kas-umum")


def test_a_line_is_written_struck_and_stays_readable(desk):
    answer = post(desk, "keputusan-kades", **{"k.keputusan": "188/77/KEP/2026", "k.tentang": "Tim posyandu"})
    assert "Baris tertulis di buku." in desk.get(answer["Location"]).content.decode()
    line = Line.objects.get()
    wrong = reverse("desk:wrong_line", args=["keputusan-kades", line.pk])
    assert 'value="Tim posyandu"' in desk.get(wrong).content.decode()

    body = {"key": str(uuid4()), "alasan": "Salah nama tim", "k.tentang": "Tim penggerak posyandu"}
    answer = desk.post(f"{wrong}/coret", body)

    told = desk.get(answer["Location"]).content.decode()
    assert "<s>Tim posyandu</s>" in told
    assert "Salah nama tim; lihat nomor 2" in told
    assert "Tim penggerak posyandu" in told


def test_a_refusal_keeps_what_was_typed(desk):
    answer = post(desk, "ekspedisi", **{"k.dikirim": "kemarin", "k.isi": "Undangan rapat"})
    assert answer.status_code == 422
    assert "tanggal ini tidak ada" in answer.content.decode()
    assert 'value="Undangan rapat"' in answer.content.decode()
    post(desk, "ekspedisi", **{"k.isi": "Undangan"})
    strike = reverse("desk:strike_line", args=["ekspedisi", Line.objects.get().pk])
    assert desk.post(strike, {"key": str(uuid4()), "alasan": " "}).status_code == 422


def test_a_year_is_closed_by_the_secretary(desk, village, client_of):
    post(desk, "ekspedisi", tahun="2025", **{"k.isi": "Undangan"})
    officer = client_of(cast.make_officer("Joko Contoh", village, "village-officer"))
    assert "Tutup buku 2025" not in page(officer, "ekspedisi", tahun="2025")
    assert post(desk, "ekspedisi", tahun="2025", act="tutup").status_code == 422

    answer = post(desk, "ekspedisi", tahun="2025", act="tutup", kepala="Suyono", sekretaris="Wayan")

    told = desk.get(answer["Location"]).content.decode()
    assert "Ditandatangani Suyono dan Wayan" in told
    assert "Tulis baris baru" not in told


def test_the_agenda_has_letters_in_and_out(desk, wayan, village, noon):
    letter = register(village, wayan)
    used = OnPaper(7, "Listrik padam", text="470/007/2026", subject="Surat pengantar")
    record_paper(code="surat", unit_id=village.pk, year=2026, used=used, by=wayan, at=noon)

    told = page(desk, "agenda")

    assert "Camat Licin" in told
    assert f"{letter.number}; 005/112/429.523/2026" in told
    assert "Tulis baris baru" not in told
    assert "470/007/2026" in told
    assert "di kertas: Listrik padam" in told


def test_residents_fill_their_books_with_numbers_masked(desk):
    person = make_person("Rani Teluk Hijau")
    make_family((person, HEAD))
    for book in ("induk-penduduk", "ktp-kk"):
        told = page(desk, book)
        assert "Rani Teluk Hijau" in told
        assert "Kepala keluarga" in told
        assert person.person.nik not in told
    assert "Belum ada isinya" in page(desk, "mutasi-penduduk")


def test_another_village_sees_only_its_own(desk, client_of, wayan):
    from satuatap.domain.agencies.tests.factories import make_village

    post(desk, "ekspedisi", **{"k.isi": "Undangan rahasia"})
    person = make_person("Rani Teluk Hijau")
    make_family((person, HEAD))
    other = make_village("35.10.24.2006", "desa-pakel", "Desa Pakel")
    putu = client_of(cast.make_officer("Putu Contoh", other, "village-secretary"))

    assert "Undangan rahasia" not in page(putu, "ekspedisi", kantor="desa-tamansari")
    assert "Rani" not in page(putu, "induk-penduduk")
    line = Line.objects.get()
    assert putu.get(reverse("desk:wrong_line", args=["ekspedisi", line.pk])).status_code == 404
    body = {"key": str(uuid4()), "alasan": "Iseng"}
    assert putu.post(reverse("desk:strike_line", args=["ekspedisi", line.pk]), body).status_code == 404


@pytest.mark.parametrize(
    ("book", "year"), [("induk-penduduk", "2025"), ("rekapitulasi-penduduk", "2026"), ("berkas-opensid", "2026")]
)
def test_books_of_the_register_cost_little_in_any_year(book, year, desk, django_assert_max_num_queries):
    make_family((make_person("Rani Teluk Hijau"), HEAD))
    with django_assert_max_num_queries(12):
        told = page(desk, book, tahun=year)
    assert ("Krajan" in told) == (year == "2026")
    assert ("siap cetak" in told) == (book != "berkas-opensid")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("book", "queries"), [("ekspedisi", 11), ("agenda", 12), ("induk-penduduk", 12)])
def test_a_book_costs_the_same_however_long_it_is(
    rows, book, queries, desk, wayan, village, noon, django_assert_num_queries
):
    for number in range(rows):
        make_family((make_person(f"Orang {number}"), HEAD))
    used = OnPaper(1, "Sebelum memakai sistem", last=rows, text="1")
    record_paper(code="surat", unit_id=village.pk, year=2026, used=used, by=wayan, at=noon)
    told = {"code": "ekspedisi", "unit_id": village.pk, "year": 2026, "values": {"isi": "Undangan"}, "at": noon}
    for _row in range(rows):
        actions.enter_line(**told, key=uuid7(), by=wayan)
        register(village, wayan)
    with django_assert_num_queries(queries):
        page(desk, book)


def test_a_book_is_taken_along_for_a_purpose(desk, run_jobs, client_of, village):
    post(desk, "ekspedisi", **{"k.isi": "Undangan rapat"})
    ask = reverse("desk:ask_copy", args=["ekspedisi"])
    refused = desk.post(ask, {"key": str(uuid4()), "bentuk": "csv", "untuk": " "})
    assert refused.status_code == 422
    assert "Tulis dulu untuk apa" in refused.content.decode()

    answer = desk.post(ask, {"key": str(uuid4()), "bentuk": "csv", "untuk": "Arsip tahunan"})
    assert "Berkas sedang dibuat" in desk.get(answer["Location"]).content.decode()
    run_jobs()

    assert "Untuk: Arsip tahunan." in desk.get(answer["Location"]).content.decode()
    file = desk.get(f"{answer['Location']}/unduh")
    assert "Undangan rapat" in file.content.decode()
    other = client_of(cast.make_officer("Joko Contoh", village, "village-officer"))
    assert other.get(answer["Location"]).status_code == 404
