"""Correcting at the desk, and asking for it from one's own documents."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from satuatap.domain.cases.tests.factories import JPEG
from satuatap.domain.documents.models import Correction, Document
from satuatap.domain.notifications.models import Message

pytestmark = pytest.mark.django_db


def text(client, name, *args, **given):
    return client.get(reverse(name, args=args), given).content.decode()


def ask(client, document, **changes):
    body = {"key": str(uuid4()), "keterangan": "Teksnya kurang satu huruf."} | changes
    return client.post(reverse("portal:document-wrong", args=[document.pk]), body)


def act(client, document, verb, **body):
    address = reverse("desk:correct_document", args=[document.pk])
    return client.post(address, {"act": verb, "key": str(uuid4()), **body})


def test_asked_by_the_holder_written_by_an_officer_signed_by_the_head(
    permit, document, desk, rani, budi, client, client_of, run_jobs
):
    own, counter = client_of(rani), client_of(budi)
    assert "Ada yang salah di surat ini" in text(own, "portal:account-documents")
    proof = SimpleUploadedFile("ktp.jpg", JPEG, "image/jpeg")
    assert ask(own, document, bukti=proof).url.endswith("?diminta=1")
    run_jobs()
    assert Message.objects.filter(template="correction-asked", account_id=budi.account_id).exists()
    assert "sedang dikerjakan" in text(own, "portal:account-documents")
    assert document.number in text(counter, "desk:issued")

    page = text(counter, "desk:correct_document", document.pk)
    assert "kurang satu huruf" in page
    assert "Teks" in page  # the question of the form, not the name of a column
    assert counter.get(reverse("desk:correction_proof", args=[document.pk])).content == JPEG
    assert act(counter, document, "tulis", **{"isi.teks": "Warung Rani Jaya"}).status_code == 302
    run_jobs()

    made = Document.objects.get(corrects=document)
    sheet = desk.get("/meja/tanda-tangan").content.decode()
    assert document.number in sheet
    assert str(made.pk) in sheet
    assert desk.get(reverse("desk:draft", args=[permit.number, made.pk])).headers["Content-Type"] == "application/pdf"
    desk.post("/meja/tanda-tangan", {"key": str(uuid4()), "dokumen": [str(made.pk)]})
    assert Document.objects.get(pk=document.pk).state == "issued"
    run_jobs()

    made.refresh_from_db()
    assert made.state == "issued"
    checked = text(client, "portal:verify_document", document.token)
    assert "sudah diganti" in checked
    assert made.number in checked
    vault = text(own, "portal:account-documents")
    assert made.number in vault
    assert document.number in vault
    assert Message.objects.filter(template="document-replaced").exists()
    assert "menerbitkan pengganti" in text(counter, "desk:case", permit.number)
    assert document.number in text(counter, "desk:issued_document", made.pk)


def test_the_office_notices_it_and_may_decide_that_it_is_right(document, budi, client_of, rani, run_jobs):
    counter = client_of(budi)
    assert act(counter, document, "minta", keterangan="Luas beda.", siapa="pemegang").status_code == 302
    assert "Tulis yang seharusnya" in text(counter, "desk:correct_document", document.pk)
    assert act(counter, document, "tetap", jawaban="Sesuai hasil ukur.").status_code == 302
    run_jobs()

    assert Correction.objects.get().state == "declined"
    assert "Sesuai hasil ukur." in text(client_of(rani), "portal:account-documents")
    assert Message.objects.filter(template="correction-declined").exists()


@pytest.mark.parametrize(
    ("verb", "body", "words"),
    [
        ("tulis", {}, "Ubah paling sedikit satu isian"),
        ("tulis", {"isi.luas": "empat"}, "Isi dengan angka saja"),
        ("tetap", {"jawaban": ""}, "Tulis mengapa dokumen ini tetap"),
        ("minta", {"keterangan": "Lagi."}, "sudah diminta dan sedang dikerjakan"),
    ],
)
def test_what_is_missing_is_said(verb, body, words, document, budi, client_of):
    counter = client_of(budi)
    act(counter, document, "minta", keterangan="Luas beda.")
    answer = act(counter, document, verb, **body)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_asked_without_a_word_nothing_is_asked(document, rani, client_of):
    answer = ask(client_of(rani), document, keterangan=" ")
    assert answer.status_code == 422
    assert "Tulis apa yang keliru" in answer.content.decode()
    assert not Correction.objects.exists()


def test_nobody_else_asks_or_corrects(document, dewi, tono, rani, client, client_of):
    for stranger in (dewi, tono):
        assert ask(client_of(stranger), document).status_code == 404
        assert act(client_of(stranger), document, "minta", keterangan="x").status_code == 404
    assert act(client_of(rani), document, "minta", keterangan="x").status_code == 404
    assert ask(client, document).status_code == 302  # to sign in
    assert not Correction.objects.exists()


def test_the_list_of_what_is_to_be_corrected_is_short_on_questions(
    document, budi, client_of, django_assert_max_num_queries
):
    counter = client_of(budi)
    act(counter, document, "minta", keterangan="Luas beda.")
    with django_assert_max_num_queries(12):
        assert document.number in text(counter, "desk:issued")
