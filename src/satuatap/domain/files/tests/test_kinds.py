"""Types by magic bytes, names made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.files.rules import kinds
from satuatap.domain.files.tests import factories
from satuatap.kernel.errors import Refused


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (factories.PDF, "application/pdf"),
        (factories.JPEG, "image/jpeg"),
        (factories.PNG, "image/png"),
        (factories.WEBP, "image/webp"),
        (factories.HEIC, "image/heic"),
        (b"MZ\x90\x00 a program", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"<html>%PDF-1.7</html>", ""),
        (b"PK\x03\x04 an office file", ""),
        (b"RIFF\x10\x00\x00\x00WAVE", ""),
        (b"\x00\x00\x00\x18ftypmp42", ""),
        (b"", ""),
    ],
)
def test_the_type_is_what_the_bytes_say(data, media_type):
    assert kinds.sniff(data) == media_type


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="kosong") as refusal:
        kinds.accept(b"")
    assert refusal.value.code == "empty"


def test_a_file_one_byte_over_the_limit_is_refused():
    kinds.accept(factories.PDF.ljust(kinds.UPLOAD_BYTES, b"x"))
    with pytest.raises(Refused, match="Paling besar 5 MB") as refusal:
        kinds.accept(factories.PDF.ljust(kinds.UPLOAD_BYTES + 1, b"x"))
    assert refusal.value.code == "too-large"


def test_a_program_called_pdf_is_refused():
    with pytest.raises(Refused) as refusal:
        kinds.accept(b"MZ\x90\x00 not a document")
    assert refusal.value.code == "wrong-type"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("KTP saya.PDF", "KTP saya.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\rani\\foto.jpeg", "foto.jpg"),
        ("gambar\u202egpj.exe", "gambar gpj.jpg"),
        ("akta no. 12.2026", "akta no. 12.jpg"),
        ("a\r\nContent-Type: text/html", "html.jpg"),
        ("...", "berkas.jpg"),
        ("", "berkas.jpg"),
        ("x" * 400, "x" * 100 + ".jpg"),
    ],
)
def test_names_are_tidied_and_carry_the_true_ending(name, shown):
    assert kinds.tidy_name(name, "image/jpeg") == shown


@given(st.text(max_size=300))
def test_no_name_can_leave_its_folder_or_break_a_header(name):
    shown = kinds.tidy_name(name, "application/pdf")
    assert shown.endswith(".pdf")
    assert len(shown) <= 110
    assert not set(shown) & set('/\\\r\n\0"<>')
    assert not shown.startswith(".")
