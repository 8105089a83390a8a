"""The check page, with real documents: by QR, by code, by file; in both languages; for everybody."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from satuatap.domain.documents import actions
from satuatap.domain.files import queries as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(make_document):
    return make_document()


@pytest.fixture
def pdf(document) -> bytes:
    return files.read(document.file_id)


def text_of(answer) -> str:
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.replace("<wbr>", "")).split())


def upload(client, data: bytes, address: str = "/v"):
    return client.post(address, {"berkas": SimpleUploadedFile("berkas.pdf", data, "application/pdf")})


def test_the_address_in_the_qr_says_valid_with_masked_facts(client, document, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answer = client.get(f"/v/{document.token}")
    text = text_of(answer)

    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    for words in (
        "Dokumen asli dan masih berlaku", "Diperiksa Senin, 23 November 2026", "Izin Contoh",
        "503/001/DPMPTSP/XI/2026", "23 November 2026 oleh DPMPTSP", "Kepala Dinas Contoh",
        "23 November 2027", "Ini contoh, bukan dokumen resmi.",
    ):  # fmt: skip
        assert words in text or words.replace("RA") in text
    assert "Rani Contoh" not in text
    assert "351024" not in text


def test_the_same_in_english(client, document):
    answer = client.get(f"/en/v/{document.token}")
    assert answer.status_code == 200
    assert 'lang="en"' in answer.content.decode()
    assert "503/001/DPMPTSP/XI/2026" in text_of(answer)


def test_a_code_leads_to_the_document(client, document):
    answer = client.get("/v", {"kode": document.code.lower().replace("-", " ")})
    assert answer.status_code == 302
    assert answer["Location"] == f"/v/{document.token}"


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        ("", 422, "Isi kode yang tertulis di bawah QR."),
        ("TQ7M-2XKD-94RX", 422, "salah ketik"),
        ("<script>alert(1)</script>", 422, "salah ketik"),
    ],
)
def test_a_mistyped_code_is_said_near_the_field_and_kept(client, code, status, words):
    answer = client.get("/v", {"kode": code})
    assert answer.status_code == status
    assert words in text_of(answer)
    assert "<script>alert" not in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_an_address_that_leads_nowhere(client):
    answer = client.get("/v/aaaaaaaaaaaaaaaaaaaaaa")
    assert "Kode ini tidak ada pada kami" in text_of(answer)
    assert "tidak menuju dokumen yang kami terbitkan" in text_of(answer)


def test_the_very_file_is_valid_and_one_changed_byte_is_not(client, document, pdf):
    assert "Dokumen asli dan masih berlaku" in text_of(upload(client, pdf))
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    text = text_of(upload(client, bytes(changed)))
    assert "Berkas ini sudah diubah" in text
    assert "Dokumen kami dengan kode itu" in text
    assert document.number in text


@pytest.mark.parametrize("cut", [0.95, 0.6])
def test_a_truncated_file_is_changed(client, pdf, cut):
    assert "Berkas ini sudah diubah" in text_of(upload(client, pdf[: int(len(pdf) * cut)]))


def test_something_appended_is_changed(client, pdf):
    update = b"\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    assert "Berkas ini sudah diubah" in text_of(upload(client, pdf + update))


def test_our_signature_removed_is_changed(client, pdf):
    unsigned = pdf[: pdf.index(b"%%EOF") + 5]
    assert "Berkas ini sudah diubah" in text_of(upload(client, unsigned))


def test_another_pdf_with_our_code_pasted_is_forged(client, document, make_document):
    from satuatap.adapters.typst.tests.letters import MADE, values
    from satuatap.domain.documents import ports

    source = '#import "/letter.typ": *\n#show: letter\nIzin palsu seluas seribu meter.'
    forged = ports.renderers[0].render(
        source, values(url=f"http://localhost:8000/v/{document.token}", code=document.code), MADE
    )
    text = text_of(upload(client, forged))
    assert "Bukan dokumen kami" in text
    assert "bukan berkas yang kami terbitkan" in text


def test_a_file_compared_with_another_address_is_not_that_document(client, make_document, pdf):
    other = make_document()
    text = text_of(upload(client, pdf, f"/v/{other.token}"))
    assert "Bukan dokumen yang kodenya Anda periksa" in text


def test_a_pdf_of_somebody_else_is_unknown(client, db):
    text = text_of(upload(client, b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"))
    assert "Kami tidak mengenal berkas ini" in text


def test_a_revoked_document_says_since_when_and_why(client, document, sari, at):
    actions.revoke(document_id=document.pk, ground=actions.Ground("Keterangan tidak benar"), by=sari, at=at)
    text = text_of(client.get(f"/v/{document.token}"))
    assert "sudah dicabut" in text
    assert "Keterangan tidak benar" in text


def test_a_replaced_document_links_to_the_new_one(client, document, make_document, sari, at):
    other = make_document()
    actions.replace(
        document_id=document.pk, replacement_id=other.pk, ground=actions.Ground("Nama diperbaiki"), by=sari, at=at
    )
    answer = client.get(f"/v/{document.token}")
    assert f'href="/v/{other.token}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [(None, "Pilih berkas PDF"), (b"MZ", "Kirim berkas PDF"), (b"\xff\xd8\xff photo", "Kirim berkas PDF")],
)
def test_what_cannot_be_checked_is_said_near_the_field(client, db, data, words):
    answer = client.post("/v", {}) if data is None else upload(client, data)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_too_many_uploads_are_asked_to_wait(client, db):
    answers = [client.post("/v", {}).status_code for _ in range(13)]
    assert answers == [422] * 12 + [429]


def test_a_form_without_its_secret_is_refused(db):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/v", {}).status_code == 403


# -- download ---------------------------------------------------------------------------------------------------------


def test_the_holder_downloads_the_signed_file(client_of, rani, document, pdf):
    answer = client_of(rani).get(f"/unduh/{document.pk}")
    assert answer.status_code == 200
    assert answer.content == pdf
    assert answer["Content-Disposition"] == 'attachment; filename="Izin Contoh 503-001-DPMPTSP-XI-2026.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_who_may_not_finds_nothing(client_of, document, dewi, tono):
    assert client_of(None).get(f"/unduh/{document.pk}").status_code == 302
    for stranger in (dewi, tono):
        assert client_of(stranger).get(f"/unduh/{document.pk}").status_code == 404


def test_the_office_may_open_it_too(client_of, document, budi):
    assert client_of(budi).get(f"/unduh/{document.pk}").status_code == 200
