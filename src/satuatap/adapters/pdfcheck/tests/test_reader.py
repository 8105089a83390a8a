"""Reading strangers' PDFs: signatures told apart, hostile files cut off."""

import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from satuatap.adapters.pdfcheck.reader import ConfinedReader
from satuatap.adapters.signing import authority, setup
from satuatap.adapters.signing.local import LocalSigner
from satuatap.adapters.typst.renderer import TypstRenderer
from satuatap.adapters.typst.tests.letters import MADE, TEMPLATE, TOKEN, values
from satuatap.domain.documents.ports import PdfReading, ReaderBusy, Signing

ADDRESS = f"https://layanan.example/v/{TOKEN}"


@pytest.fixture(scope="module")
def letter():
    renderer = TypstRenderer(children=1)
    yield renderer.render(TEMPLATE, values(), MADE)
    renderer.pool.close()


def sign(pdf: bytes, home: Path) -> bytes:
    facts = Signing("account:1", "Suyono", "Kepala Desa", "Desa", "Surat 1", ADDRESS, datetime.now(UTC))
    return LocalSigner(home).sign(pdf, facts)


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    home = tmp_path_factory.mktemp("ours")
    setup(home)
    return home


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    """Another authority, with the same name as ours: anybody can make one."""
    home = tmp_path_factory.mktemp("theirs")
    setup(home)
    return home


@pytest.fixture(scope="module")
def reader(ours):
    made = ConfinedReader(authority.root_file(ours), ours / "trust")
    yield made
    made.pool.close()


def test_our_own_signature(reader, letter, ours):
    reading = reader.read(sign(letter, ours))
    [found] = reading.signatures
    assert (found.ours, found.trusted, found.intact, found.whole) == (True, True, True, True)
    assert (found.signer, found.issuer) == ("Suyono", authority.NAME)
    assert ADDRESS in reading.texts


def test_a_changed_byte(reader, letter, ours):
    changed = bytearray(sign(letter, ours))
    changed[changed.index(b"/MediaBox") + 15] ^= 1
    [found] = reader.read(bytes(changed)).signatures
    assert (found.ours, found.intact) == (True, False)


def test_something_appended(reader, letter, ours):
    [found] = reader.read(sign(letter, ours) + b"\n% more").signatures
    assert (found.ours, found.intact, found.whole) == (True, True, False)


def test_an_authority_that_only_bears_our_name_is_not_ours(reader, letter, theirs):
    [found] = reader.read(sign(letter, theirs)).signatures
    assert (found.ours, found.trusted, found.intact) == (False, False, True)


def test_an_authority_whose_certificate_was_put_into_the_folder_is_trusted(letter, ours, theirs, tmp_path):
    (tmp_path / "other.pem").write_bytes(authority.root_file(theirs).read_bytes())
    reader = ConfinedReader(ours / "nothing.pem", tmp_path)
    [found] = reader.read(sign(letter, theirs)).signatures
    assert (found.ours, found.trusted, found.intact) == (False, True, True)
    reader.pool.close()


def test_no_signature(reader, letter):
    reading = reader.read(letter)
    assert reading.signatures == ()
    assert reading.texts[0].startswith("TQ7M-2XKD-94RA") or ADDRESS in reading.texts


def stream_object(number: int, facts: str, data: bytes) -> bytes:
    return f"{number} 0 obj\n<< {facts} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream\nendobj\n"


def bomb() -> bytes:
    """A cross-reference stream of two gigabytes in two megabytes: the same packed megabyte over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = ((2048 << 20) % 65521) << 16 | 1
    packed = b"\x78\xda" + megabyte * 2048 + b"\x03\x00" + check.to_bytes(4, "big")
    head = b"%PDF-1.7\n"
    facts = "/Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode"
    return head + stream_object(3, facts, packed) + f"startxref\n{len(head)}\n%%EOF\n".encode()


def loop() -> bytes:
    """Pages that are their own children, and a table of contents that points at itself."""
    parts = [
        b"%PDF-1.4\n",
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>\nendobj\n",
    ]
    places, at = [], 0
    for part in parts:
        places.append(at)
        at += len(part)
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(f"{place:010} 00000 n \n".encode() for place in places[1:])
    return b"".join(parts) + table + f"trailer\n<< /Size 3 /Root 1 0 R /Prev {at} >>\nstartxref\n{at}\n%%EOF\n".encode()


def test_a_bomb_is_cut_off(reader):
    reading = reader.read(bomb())
    assert reading.cut_off or not reading.readable


def test_a_file_that_leads_back_to_itself_comes_to_an_end(reader):
    reading = reader.read(loop())
    assert reading.signatures == ()


def test_reading_that_takes_too_long_is_cut_off(letter, ours):
    hasty = ConfinedReader(authority.root_file(ours), ours / "trust", seconds=0.01)
    assert hasty.read(letter) == PdfReading(cut_off=True)
    hasty.pool.close()


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7 nonsense", b"%PDF-1.4\n" + bytes(range(256)) * 50])
def test_what_is_no_pdf_is_unreadable(reader, data):
    assert reader.read(data) == PdfReading(readable=False)


def test_too_many_at_once_are_asked_to_wait(ours, letter, monkeypatch):
    reader = ConfinedReader(authority.root_file(ours), ours / "trust", at_once=1)
    monkeypatch.setattr(reader.pool, "patience", 0.01)
    place = reader.pool._places.get()
    with pytest.raises(ReaderBusy):
        reader.read(letter)
    reader.pool._places.put(place)
    reader.pool.close()
