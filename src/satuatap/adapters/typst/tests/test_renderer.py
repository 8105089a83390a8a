"""Letters: what is printed, what cannot be, and what a template must not be able to do."""

import subprocess

import pytest

from satuatap.adapters.typst.renderer import TypstRenderer
from satuatap.adapters.typst.tests.letters import MADE, TEMPLATE, TOKEN, values
from satuatap.domain.documents.ports import OutsideTrouble, Unrenderable

NAUGHTY = [
    '#panic("x")',
    '#import "/etc/passwd"',
    "$ sum_(i=0)^oo $",
    "*tebal* _miring_ `kode` <label> @rujukan",
    '"; #read("/etc/passwd") //',
    "// /* bukan komentar */",
    "\\u{41} \\",
    "= Judul\n\n- daftar\n+ nomor",
    "]] }} )) #{ [",
    "{{ doc.signer }} ${x} %s",
    "O'Connor & Söhne <b>tebal</b> ≤ 5 – “kutip”",
    "Жанна Ελένη",
]


@pytest.fixture(scope="module")
def renderer():
    made = TypstRenderer(children=1)
    yield made
    made.pool.close()


def text_of(pdf: bytes) -> str:
    shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(shown.stdout.decode().split())


def sheets_of(pdf: bytes) -> list[str]:
    shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return shown.stdout.decode().split("\f")[:-1]


def fonts_of(pdf: bytes, tmp_path) -> list[str]:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf)
    shown = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True)
    return [line.split()[0].split("+")[-1] for line in shown.stdout.decode().splitlines()[2:]]


def test_a_letter_says_who_what_and_how_to_check(renderer):
    text = text_of(renderer.render(TEMPLATE, values(), MADE))
    for words in (
        "PEMERINTAH DESA TAMANSARI", "SURAT KETERANGAN TIDAK MAMPU", "Nomor: 400.12/001/35.10.24.2008/XI/2026",
        "RANI WULANDARI", "Tamansari, 23 November 2026", "Ditandatangani secara elektronik oleh", "12.00 WIB",
        "TQ7M-2XKD-94RA", "Halaman 1 / 1",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_values_stay_values(renderer, naughty):
    content = {"nama": naughty, "alamat": naughty, "keperluan": naughty}
    pdf = renderer.render(TEMPLATE, values(content, title=f"Surat {naughty}"), MADE)
    assert text_of(pdf).count(" ".join(naughty.split())) >= 2


def test_the_sentence_about_the_national_chain_prints_under_that_chain_only(renderer):
    assert "BSrE" not in text_of(renderer.render(TEMPLATE, values(), MADE))
    assert "BSrE" not in text_of(renderer.render(TEMPLATE, values(sample=True), MADE))
    assert "sertifikat elektronik BSrE" in text_of(renderer.render(TEMPLATE, values(chain="bsre"), MADE))


def test_a_sample_and_a_preview_say_so(renderer):
    sample = text_of(renderer.render(TEMPLATE, values(sample=True), MADE))
    assert "CONTOH: ditandatangani dengan sertifikat uji" in sample
    preview = text_of(renderer.render(TEMPLATE, values(preview=True), MADE))
    assert "PRATINJAU" in preview
    plain = text_of(renderer.render(TEMPLATE, values(), MADE))
    assert "CONTOH" not in plain
    assert "PRATINJAU" not in plain


@pytest.mark.parametrize(("mark", "words"), [({"preview": True}, "PRATINJAU"), ({"sample": True}, "CONTOH")])
def test_the_stamp_of_a_draft_stands_on_every_sheet(mark, words, renderer):
    """A sheet taken out of a draft of several sheets must not pass for a signed letter."""
    lines = {"nama": "RANI", "alamat": "Dusun Krajan. " * 600, "keperluan": "beasiswa"}
    sheets = sheets_of(renderer.render(TEMPLATE, values(lines, **mark), MADE))
    assert len(sheets) >= 2
    assert [
        sheet for sheet in sheets if not "".join(sheet.split()).startswith(words)
    ] == []  # set askew, under the text


def test_the_same_letter_made_again_is_the_same_file(renderer):
    assert renderer.render(TEMPLATE, values(), MADE) == renderer.render(TEMPLATE, values(), MADE)


def test_only_our_fonts_are_in_the_file(renderer, tmp_path):
    names = fonts_of(renderer.render(TEMPLATE, values({"nama": "≤ Ж", "alamat": "", "keperluan": ""}), MADE), tmp_path)
    assert names
    assert all(name.startswith(("PlusJakartaSans", "LibertinusSerif")) for name in names)


def test_a_letter_of_many_pages_counts_them(renderer):
    content = {"nama": "A", "alamat": "B", "keperluan": "panjang " * 3000}
    assert "Halaman 2 / " in text_of(renderer.render(TEMPLATE, values(content), MADE))


def test_the_token_can_be_read_without_understanding_the_file(renderer):
    pdf = renderer.render(TEMPLATE, values(), MADE)
    assert pdf.count(f"/v/{TOKEN}".encode()) >= 2
    assert b"TQ7M-2XKD-94RA" in pdf


def test_a_character_no_font_has_is_named(renderer):
    with pytest.raises(Unrenderable) as problem:
        renderer.render(TEMPLATE, values({"nama": "ꦲꦏ", "alamat": "", "keperluan": ""}), MADE)
    assert problem.value.kind == "unprintable"
    assert "ꦲ" in problem.value.detail


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (TEMPLATE + "#content.tidak-ada", "tidak-ada"),
        ('#import "/letter.typ": *\n#show: letter\n#(1 + ', "unclosed"),
        ('#read("/etc/passwd")', "not found"),
        ('#read("../../../../../../../../etc/passwd")', ""),
        ('#import "@preview/cetz:0.3.0"', "package"),
        ("\n#while true {}", "template:2:7"),
    ],
)
def test_a_faulty_template_is_named_with_its_fault(renderer, source, words):
    with pytest.raises(Unrenderable) as problem:
        renderer.render(source, values(), MADE)
    assert problem.value.kind == "template"
    assert words in problem.value.detail
    assert "root:" not in problem.value.detail


def test_a_template_without_end_is_cut_off():
    renderer = TypstRenderer(children=1, seconds=1.5)
    endless = "#{ for i in range(100000) { for j in range(100000) { let x = i * j } } }"
    with pytest.raises(OutsideTrouble, match="too long"):
        renderer.render(endless, values(), MADE)
    assert renderer.render(TEMPLATE, values(), MADE).startswith(b"%PDF")
    renderer.pool.close()


def test_a_template_that_eats_memory_is_cut_off(renderer):
    with pytest.raises(OutsideTrouble):
        renderer.render('#{ let x = "abcdefgh"; for i in range(40) { x += x }; x }', values(), MADE)
    assert renderer.render(TEMPLATE, values(), MADE).startswith(b"%PDF")
