"""Signing with the test authority: what pdfsig says, what stays as it was, who may read the keys."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from satuatap.adapters.signing import authority, setup
from satuatap.adapters.signing.local import LocalSigner
from satuatap.adapters.typst.renderer import TypstRenderer
from satuatap.adapters.typst.tests.letters import MADE, TEMPLATE, values
from satuatap.domain.documents.ports import OutsideTrouble, Signing
from satuatap.kernel import secrets


@pytest.fixture(scope="module")
def letter():
    renderer = TypstRenderer(children=1)
    yield renderer.render(TEMPLATE, values(), MADE)
    renderer.pool.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = tmp_path_factory.mktemp("home")
    setup(made)
    return made


def signing(**changes) -> Signing:
    facts = {
        "key": "account:1", "name": "Suyono", "title": "Kepala Desa Tamansari", "unit": "Desa Tamansari",
        "reason": "Surat Keterangan 1", "address": "https://layanan.example/v/abcdefghijklmnopqrstuv",
        "at": datetime.now(UTC),
    } | changes  # fmt: skip
    return Signing(**facts)


def pdfsig(pdf: bytes, tmp_path, *more: str) -> str:
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf)
    shown = subprocess.run(["pdfsig", *more, str(path)], capture_output=True, check=False)
    return shown.stdout.decode()


def test_pdfsig_calls_it_valid(letter, home, tmp_path):
    said = pdfsig(LocalSigner(home).sign(letter, signing()), tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "CN=Suyono,title=Kepala Desa Tamansari,OU=Desa Tamansari,C=ID" in said


@pytest.mark.skipif(shutil.which("certutil") is None, reason="needs certutil (libnss3-tools)")
def test_pdfsig_trusts_it_once_the_root_is_trusted(letter, home, tmp_path):
    store = f"sql:{tmp_path}"
    subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    root = str(authority.root_file(home))
    subprocess.run(["certutil", "-A", "-d", store, "-n", "root", "-t", "C,C,C", "-i", root], check=True)
    said = pdfsig(LocalSigner(home).sign(letter, signing()), tmp_path, "-nssdir", store)
    assert "Certificate is Trusted" in said


def test_the_signature_is_added_and_nothing_else_is_touched(letter, home):
    signed = LocalSigner(home).sign(letter, signing())
    assert signed.startswith(letter)
    assert len(signed) - len(letter) < 20_000


def test_a_changed_byte_breaks_it(letter, home, tmp_path):
    signed = bytearray(LocalSigner(home).sign(letter, signing()))
    place = signed.index(b"/MediaBox")
    signed[place + 15] ^= 1
    assert "Signature is Valid" not in pdfsig(bytes(signed), tmp_path)


def test_an_official_has_one_key_and_another_title_another_certificate(home):
    now = datetime.now(UTC)
    who = {"key": "account:7", "name": "Sari", "title": "Kepala Dinas", "unit": "Dinas", "at": now}
    one = authority.identity(home, **who)
    assert authority.identity(home, **who).certificate == one.certificate
    acting = authority.identity(home, **who | {"title": "Plt. Kepala Dinas"})
    assert acting.certificate != one.certificate
    assert acting.certificate.issuer == one.root.subject


def test_a_certificate_is_renewed_before_it_runs_out(home):
    now = datetime.now(UTC)
    who = {"key": "account:8", "name": "Sari", "title": "Kepala", "unit": "Dinas"}
    one = authority.identity(home, **who, at=now)
    later = authority.identity(home, **who, at=now + timedelta(days=720))
    assert later.certificate != one.certificate
    assert authority.identity(home, **who, at=now + timedelta(days=720)).certificate == later.certificate


def test_eight_workers_starting_at_once_agree_on_one_key(tmp_path):
    setup(tmp_path)
    now = datetime.now(UTC)

    def ask(_number):
        found = authority.identity(tmp_path, key="account:9", name="Sari", title="Kepala", unit="Dinas", at=now)
        return found.certificate.serial_number

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(16)))) == 1


def test_setting_up_twice_keeps_the_authority(home):
    before = authority.root_file(home).read_bytes()
    setup(home)
    assert authority.root_file(home).read_bytes() == before


def test_keys_are_sealed_and_their_folder_is_closed(home):
    folder = home / "signing"
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in folder.glob("*.p12"):
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"PRIVATE KEY" not in path.read_bytes()
        assert path.read_bytes()[:1] == secrets.SEAL_VERSION
    assert b"PRIVATE" not in authority.root_file(home).read_bytes()


def test_a_damaged_key_is_trouble_not_another_key(tmp_path, letter):
    setup(tmp_path)
    who = signing()
    LocalSigner(tmp_path).sign(letter, who)
    leaf = next(path for path in (tmp_path / "signing").glob("*-1.p12"))
    leaf.write_bytes(leaf.read_bytes()[:-1])
    with pytest.raises(OutsideTrouble):
        LocalSigner(tmp_path).sign(letter, who)


def test_long_names_fit_into_a_certificate(home, letter):
    title = "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Banyuwangi"
    assert LocalSigner(home).sign(letter, signing(name="Nama " * 30, title=title, unit=title)).startswith(letter)


def test_signing_many_at_once_from_threads(home, letter, tmp_path):
    signer = LocalSigner(home)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda number: signer.sign(letter, signing(reason=f"Surat {number}")), range(8)))
    assert all("Signature is Valid" in pdfsig(one, tmp_path) for one in made)


def test_every_length_of_signature_holds_what_pades_asks(letter, home):
    """One container serves many signatures; each has its own digest, and its length is told rightly."""
    signer = LocalSigner(home)
    lengths = set()
    for number in range(40):
        signed = signer.sign(letter, signing(reason=f"Surat {number}"))
        found = PdfFileReader(BytesIO(signed)).embedded_signatures[0]
        status = validate_pdf_signature(
            found, ValidationContext(trust_roots=[found.signed_data["certificates"][-1].chosen])
        )
        assert (status.intact, status.valid, status.coverage.name) == (True, True, "ENTIRE_FILE")
        one = found.signer_info
        attributes = sorted(attribute["type"].native for attribute in one["signed_attrs"])
        assert attributes == ["content_type", "message_digest", "signing_certificate_v2"]
        lengths.add(len(one["signature"].native))
    assert len(lengths) > 1


# -- PDF/A-2a and PDF/UA-1 after signing --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed(letter, home):
    return LocalSigner(home).sign(letter, signing())


@pytest.fixture(scope="module")
def catalog(signed):
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    return PdfFileReader(BytesIO(signed)).root


def test_metadata_say_which_standards_it_follows_and_were_not_rewritten(letter, signed, catalog):
    xmp = catalog["/Metadata"].data
    assert xmp in letter
    assert signed.count(b"<x:xmpmeta") == 1
    text = xmp.decode()
    for name, value in {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}.items():
        assert re.search(rf'{name}(>|="){value}\b', text)
    assert "/Filter" not in catalog["/Metadata"]  # metadata of PDF/A-2 may be compressed; ours can be read by anybody


def test_the_file_is_still_pdf_1_7_with_its_colours_tags_and_language(signed, catalog):
    assert signed.startswith(b"%PDF-1.7")
    assert "/Version" not in catalog
    assert set(catalog["/Extensions"]) == {"/ESIC"}
    intents = [intent.get_object() for intent in catalog["/OutputIntents"]]
    assert [intent["/S"] for intent in intents] == ["/GTS_PDFA1"]
    assert len(intents[0]["/DestOutputProfile"].data) > 100
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]["/ParentTree"]
    assert catalog["/Lang"] == "id"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]


def test_nothing_is_in_it_that_pdf_a_forbids(signed, catalog):
    for word in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/Encrypt", b"/LZWDecode", b"/RichMedia", b"/AA"):
        assert word not in signed
    assert "/OpenAction" not in catalog
    assert "/NeedAppearances" not in catalog["/AcroForm"]
    assert "/XFA" not in catalog["/AcroForm"]


def test_the_field_of_the_signature_needs_no_picture_and_no_tag(catalog):
    field = catalog["/AcroForm"]["/Fields"][0].get_object()
    left, bottom, right, top = field["/Rect"]
    assert left == right
    assert bottom == top  # nothing to see, so PDF/A asks for no appearance
    assert right < 0
    assert top < 0  # outside the page, so PDF/UA asks for no place among the tags
    assert field["/F"] & 4  # printed
    assert not field["/F"] & (1 | 2 | 32)  # neither invisible, hidden nor without view
    assert field["/TU"] == "Tanda tangan elektronik"


def test_every_note_of_a_page_is_tagged_or_outside_it(catalog):
    for kid in catalog["/Pages"]["/Kids"]:
        page = kid.get_object()
        assert page["/Tabs"] == "/S"
        for note in page.get("/Annots", ()):
            one = note.get_object()
            assert "/StructParent" in one or one["/Subtype"] == "/Widget"
            if one["/Subtype"] == "/Link":
                assert one["/Contents"] or one["/A"]["/URI"]


def test_every_font_is_embedded_with_a_way_back_to_text(catalog):
    fonts = [
        font.get_object()
        for kid in catalog["/Pages"]["/Kids"]
        for font in kid.get_object()["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        assert "/ToUnicode" in font
        assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])


def test_the_signature_covers_the_file_and_allows_no_change(signed, catalog):
    signature = catalog["/AcroForm"]["/Fields"][0].get_object()["/V"]
    start, length, second, rest = signature["/ByteRange"]
    assert (start, second + rest) == (0, len(signed))
    assert length < second
    assert signature["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature["/ContactInfo"].endswith("/v/abcdefghijklmnopqrstuv")
    assert "/DocMDP" in catalog["/Perms"]
