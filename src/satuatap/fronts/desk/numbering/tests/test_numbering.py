"""The page of an office's letter numbers: who opens it, what it shows of every number, and what can be written there."""

import pytest
from django.urls import reverse
from tests.support import cast

from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.correspondence.tests.factories import register
from satuatap.domain.documents import actions, queries
from satuatap.domain.documents.tests.factories import NUMBER
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
PAGE = "desk:letter_numbers"
KINDS = {"470": "Keterangan penduduk", "510": "Keterangan usaha"}


@pytest.fixture
def wayan(village, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    for number, (kind, title) in enumerate(KINDS.items()):
        document = {"type": f"surat-{number}", "title": title, "number": NUMBER | {"class": kind}}
        make_service(village, noon, code=f"layanan-{number}", documents=[document])
    return cast.make_officer("Wayan Contoh", village, "village-secretary")


@pytest.fixture
def desk(wayan, client_of):
    return client_of(wayan)


def post(client, act, **typed):
    return client.post(reverse(PAGE), {"act": act, "seri": "surat", "tahun": "2026", "hitungan": "surat", **typed})


def test_only_who_keeps_the_register_opens_it(wayan, rani, client_of, client, village):
    cashier = cast.make_officer("Joko Contoh", village, "cashier")
    assert client_of(wayan).get(reverse(PAGE)).status_code == 200
    assert client_of(cashier).get(reverse(PAGE)).status_code == 404
    assert client_of(rani).get(reverse(PAGE)).status_code in (302, 403, 404)
    assert client.get(reverse(PAGE)).status_code == 302


def test_a_paper_book_goes_on_and_paper_is_written_down(desk, wayan, village):
    assert post(desk, "awal", mulai="88").status_code == 302
    answer = post(
        desk, "kertas", dari="90", sampai="92", perihal="Surat pengantar", sebab="Listrik padam", tanggal="2026-03-02"
    )
    page = desk.get(answer["Location"]).content.decode()

    assert "3 nomor dicatat dipakai di kertas." in page
    assert "Listrik padam" in page
    assert "Surat pengantar" in page
    assert "Semua nomor ada keterangannya" in page
    (counter,) = queries.counters(wayan, village.pk, 2026)
    assert (counter.start, dict(counter.many)) == (88, {"paper": 3})


@pytest.mark.parametrize(
    ("act", "typed", "words"),
    [
        ("awal", {"mulai": "nol"}, "Nomor awal paling kecil 1."),
        ("kertas", {"dari": "5", "sebab": "Listrik padam"}, "Tulis nomor lengkap seperti di kertas."),
        ("kertas", {"dari": "5", "sampai": "lima", "sebab": "Listrik padam"}, "Tulis nomor akhirnya dengan angka."),
        ("kertas", {"dari": "5", "nomor": "x", "sebab": "Salah", "tanggal": "31-2-2026"}, "Tanggal ini tidak ada."),
        ("cara", {"cara": "letters", "pola": "{serial}"}, "Pola nomor memerlukan"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(desk, act, typed, words):
    answer = post(desk, act, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert all(f'value="{value}"' in answer.content.decode() for value in typed.values())


def test_each_classification_counts_for_itself_once_chosen(desk):
    together = desk.get(reverse(PAGE)).content.decode()
    assert "Keterangan penduduk, Keterangan usaha" in together

    post(desk, "cara", cara="type")
    apart = desk.get(reverse(PAGE)).content.decode()

    assert "surat--470" in apart
    assert "surat--510" in apart


def test_leased_numbers_are_named_and_come_back_as_void(desk, wayan, village, noon):
    lease = actions.lease_numbers(
        unit_id=village.pk, number=NUMBER, count=3, device="Laptop balai desa", key=uuid7(), by=wayan, at=noon
    )
    assert "Laptop balai desa" in desk.get(reverse(PAGE)).content.decode()

    answer = post(desk, "kembali", pinjaman=str(lease.pk), **{f"sebab-{lease.pk}": "Jaringan pulih"})
    page = desk.get(answer["Location"]).content.decode()

    assert "3 nomor kembali sebagai batal." in page
    assert "Laptop balai desa: Jaringan pulih" in page
    assert queries.unaccounted_numbers() == ()


def test_another_office_is_not_reached(desk, licensing, noon):
    assert desk.get(reverse(PAGE), {"kantor": licensing.code}).status_code == 404
    assert post(desk, "lain").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_agenda_costs_the_same_however_long_it_is(rows, desk, wayan, village, noon, django_assert_num_queries):
    used = actions.OnPaper(1, "Sebelum memakai sistem", last=rows, text="1")
    actions.record_paper(code="surat", unit_id=village.pk, year=2026, used=used, by=wayan, at=noon)
    number = {"unit_id": village.pk, "number": NUMBER, "count": rows, "by": wayan, "at": noon}
    for place in range(rows):
        actions.lease_numbers(**number, device=f"Laptop {place}", key=uuid7())
    desk.get(reverse(PAGE))
    with django_assert_num_queries(12):
        desk.get(reverse(PAGE))


def test_the_agenda_of_letters_in_goes_on_from_paper_and_follows_the_common_count(desk, wayan, village):
    told = {"seri": "surat-masuk", "hitungan": "surat-masuk"}
    assert post(desk, "awal", **told, mulai="40").status_code == 302
    assert register(village, wayan).number == 40
    assert post(desk, "cara", **told, cara="letters", pola="").status_code == 404
    page = desk.get(reverse(PAGE), {"seri": "surat-masuk"}).content.decode()
    assert "Surat masuk dihitung sendiri" in page
    assert "h-cara" not in page
    answer = post(desk, "cara", cara="common", pola="")
    assert answer.status_code == 422
    assert "surat masuk sudah bernomor" in answer.content.decode()
