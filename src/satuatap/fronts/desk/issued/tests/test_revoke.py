"""Revoking at the desk."""

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Paper
from satuatap.domain.cases.tests.factories import make_case
from satuatap.domain.documents.models import Document
from satuatap.domain.notifications.models import Message

pytestmark = pytest.mark.django_db
SURE = {"alasan": "Keadaan berubah.", "hukum": "", "sejak": "2026-11-23", "mengerti": "1"}


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def send(client, document, **changes):
    return client.post(reverse("desk:revoke", args=[document.pk]), SURE | changes)


def test_from_the_case_it_is_revoked_and_everybody_can_read_that(permit, document, desk, client, run_jobs):
    assert str(document.pk) in page(desk, "desk:case", permit.number)
    assert "Cabut dokumen" in page(desk, "desk:issued_document", document.pk)

    assert send(desk, document, penjelasan="Usaha Ibu sudah tutup.").status_code == 302
    run_jobs()

    assert (
        "Dokumen dicabut"
        in desk.get(reverse("desk:issued_document", args=[document.pk]), {"selesai": "cabut"}).content.decode()
    )
    checked = page(client, "portal:verify_document", document.token)
    assert "sudah dicabut" in checked
    assert "Keadaan berubah." in checked
    assert "sudah tutup" not in checked
    assert "mencabut dokumen" in page(desk, "desk:case", permit.number)
    assert Message.objects.filter(template="document-revoked").exists()


def test_its_holder_reads_why_in_the_account(permit, document, desk, rani, client_of):
    send(desk, document, penjelasan="Usaha Ibu sudah tutup.")
    assert "Usaha Ibu sudah tutup." in page(client_of(rani), "portal:account-documents")


def test_sent_twice_it_is_revoked_once(document, desk):
    assert send(desk, document).status_code == 302
    assert send(desk, document).status_code == 302
    assert Document.objects.get(pk=document.pk).state == "revoked"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"alasan": ""}, "Tulis alasannya"),
        ({"sejak": "besok"}, "Isi tanggalnya"),
        ({"sejak": "2026-11-24"}, "antara hari terbit dan hari ini"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(changes, words, document, desk):
    answer = send(desk, document, penjelasan="Tetap di sini", **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Tetap di sini" in answer.content.decode()
    assert Document.objects.get(pk=document.pk).state == "issued"


def test_it_wants_to_be_sure(document, desk):
    body = {name: value for name, value in SURE.items() if name != "mengerti"}
    answer = desk.post(reverse("desk:revoke", args=[document.pk]), body)
    assert answer.status_code == 422
    assert "tidak dapat ditarik kembali" in answer.content.decode()


def test_without_a_fresh_proof_nothing_is_revoked(document, sari, client_of):
    answer = send(client_of(sari), document)
    assert "bukti" in answer.headers["Location"] or "ulang" in answer.headers["Location"]
    assert Document.objects.get(pk=document.pk).state == "issued"


def test_who_only_processed_sees_it_and_cannot_revoke(document, budi, tono, rani, client, client_of):
    assert "Cabut dokumen" not in page(client_of(budi), "desk:issued_document", document.pk)
    for stranger in (budi, tono, rani):
        assert send(client_of(stranger), document).status_code == 404
    for stranger in (tono, rani):
        assert client_of(stranger).get(reverse("desk:issued_document", args=[document.pk])).status_code == 404
    assert send(client, document).status_code == 302  # to sign in
    assert Document.objects.get(pk=document.pk).state == "issued"


def test_found_by_its_number_it_is_opened_at_once(document, budi, tono, client_of):
    search = reverse("desk:issued")
    assert client_of(budi).get(search, {"q": document.number}).headers["Location"].endswith(str(document.pk))
    assert "Tidak ditemukan" in client_of(tono).get(search, {"q": document.number}).content.decode()


def test_where_it_was_handed_in_as_a_paper_the_officer_is_told(document, desk, rani, budi, noon, run_jobs):
    other = make_case(rani, noon)
    paper = other.papers.first()
    Paper.objects.create(
        case=other, key=paper.key, file=paper.file, document=document, attached_at=noon, attached_by=rani.id
    )

    send(desk, document)
    run_jobs()

    told = Message.objects.filter(template="paper-gone", account_id=budi.account_id)
    assert [message.about_id for message in told] == [other.pk]
