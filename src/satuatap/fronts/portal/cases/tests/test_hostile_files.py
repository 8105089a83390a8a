"""Files made to do harm, handed in as papers: each gets a sentence or is kept under its true kind, and none is ever shown
as a page."""

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from satuatap.domain.cases.tests.factories import JPEG, make_draft, make_service
from satuatap.domain.files.models import StoredFile
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>endobj\n%%EOF\n"
HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def huge_png():
    """A picture that says it is a hundred thousand pixels wide and high, in eighty bytes."""
    size = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    pieces = [(b"IHDR", size), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in pieces)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def draft(rani, licensing, noon, messages, time_machine, settings, tmp_path):
    settings.HOME = tmp_path
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_draft(rani, noon)


def hand_in(client, draft, data, name, kind="application/octet-stream"):
    before = set(StoredFile.objects.values_list("pk", flat=True))
    page = reverse("portal:case_papers", args=[draft.number])
    upload = SimpleUploadedFile("x", data, kind)
    upload._name = name  # as a sender writes it, not as a browser would
    answer = client.post(page, {"unggah": "gambar", "berkas.gambar": upload})
    return answer, StoredFile.objects.exclude(pk__in=before).first()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "kosong.pdf", "kosong"),
        (SVG, "gambar.png", "Jenis berkas ini tidak dapat kami terima"),
        (HTML, "surat.pdf", "Jenis berkas ini tidak dapat kami terima"),
        (HTML + PDF, "surat.pdf", "Jenis berkas ini tidak dapat kami terima"),
        (b"PK\x03\x04" + PDF, "arsip.pdf", "Jenis berkas ini tidak dapat kami terima"),
        (b"MZ\x90\x00", "foto.jpg.exe", "Jenis berkas ini tidak dapat kami terima"),
        (b"\xff\xd8", "foto.jpg", "Jenis berkas ini tidak dapat kami terima"),
        (PDF.ljust(5 * 1024 * 1024 + 1, b"\n"), "besar.pdf", "terlalu besar"),
    ],
)
def test_what_is_not_taken_gets_a_sentence(data, name, sentence, draft, rani, client_of):
    answer, kept = hand_in(client_of(rani), draft, data, name)

    assert (answer.status_code, kept) == (422, None)
    assert sentence in answer.text


@pytest.mark.parametrize(
    ("data", "name", "kind", "shown"),
    [
        (PDF, "skrip.html", "text/html", "skrip.pdf"),
        (PDF + b"PK\x03\x04" + HTML, "tiga.zip", "application/zip", "tiga.pdf"),
        (JPEG + HTML, "foto.php.jpg", "text/html", "foto.php.jpg"),
        (JPEG, "../../../etc/passwd", "image/svg+xml", "passwd.jpg"),
        (huge_png(), "raksasa.png", "image/png", "raksasa.png"),
        (JPEG, "x" * 240 + ".jpg", "image/jpeg", "x" * 100 + ".jpg"),
        (JPEG, "f\u202egpj.exe\r\nSet-Cookie: a=b", "image/jpeg", None),
        (JPEG, "🏠 rumah–ku ñ.jpeg", "image/jpeg", "🏠 rumah–ku ñ.jpg"),
    ],
)
def test_what_is_taken_is_a_download_under_its_true_kind(data, name, kind, shown, draft, rani, client_of):
    client = client_of(rani)
    answer, kept = hand_in(client, draft, data, name, kind)
    assert answer.status_code == 302
    assert kept.media_type in ("application/pdf", "image/jpeg", "image/png")
    if shown is not None:
        assert kept.name == shown
    assert not set(kept.name) & set('/\\\r\n"<>\u202e')

    paper = draft.papers.get(file=kept, current=True)
    got = client.get(reverse("portal:case_sheet", args=[draft.number, paper.pk]))

    assert got.status_code == 200
    assert got["Content-Type"] == kept.media_type
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got["Content-Security-Policy"]
    assert "\n" not in got["Content-Disposition"]


def test_a_name_longer_than_any_is_answered_with_a_page(draft, rani, client_of):
    answer, kept = hand_in(client_of(rani), draft, JPEG, "x" * 5000 + ".jpg")

    assert (answer.status_code, kept) == (400, None)
    assert "<h1" in answer.text
