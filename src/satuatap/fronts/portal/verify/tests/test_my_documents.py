"""My documents: all that was issued to a person, what each is worth today, and the ways on from it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from satuatap.domain.documents import actions, queries

pytestmark = pytest.mark.django_db
PAGE = "/akun/dokumen"


def test_a_document_stands_there_with_its_number_its_worth_and_its_ways_on(client_of, rani, make_document):
    document = make_document()

    text = client_of(rani).get(PAGE).text

    for words in ("Izin Contoh", f"Atas nama {rani.name}", document.number, "Berlaku"):
        assert words in text
    assert reverse("portal:download", args=[document.pk]) in text
    assert reverse("portal:verify_document", args=[document.token]) in text


def test_what_was_taken_back_or_has_run_out_is_kept_and_says_so(client_of, rani, sari, make_document, at, time_machine):
    revoked, _runs_out = make_document(title="Izin Pertama"), make_document(title="Izin Kedua", valid={"months": 1})
    actions.revoke(document_id=revoked.pk, ground=actions.Ground("Keliru alamat"), by=sari, at=at)
    time_machine.move_to(at + timedelta(days=60), tick=True)

    text = client_of(rani).get(PAGE).text

    assert "Izin Pertama" in text
    assert "Dicabut" in text
    assert "Izin Kedua" in text
    assert "Kedaluwarsa" in text


def test_nobody_else_finds_it_there(client_of, dewi, rani, make_document):
    document = make_document()

    assert document.number not in client_of(dewi).get(PAGE).text
    assert "Belum ada dokumen" in client_of(dewi).get(PAGE).text
    assert client_of(None).get(PAGE).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_there_are(
    client_of, rani, make_document, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        make_document()
    client = client_of(rani)
    client.get(PAGE)

    with django_assert_max_num_queries(8):
        assert client.get(PAGE).text.count("Izin Contoh</strong>") == rows


def test_all_are_found_page_by_page_newest_first(rani, make_document):
    made = [make_document().pk for _each in range(3)]
    actor = rani

    first = queries.held_by(actor, rows=2)
    second = queries.held_by(actor, first.next, rows=2)

    assert [row.id for row in (*first.rows, *second.rows)] == made[::-1]
    assert not second.next
