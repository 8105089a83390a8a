"""The helpers that templates find in the layout."""

import pytest

from satuatap.adapters.typst.renderer import TypstRenderer
from satuatap.adapters.typst.tests.letters import MADE, values
from satuatap.adapters.typst.tests.test_renderer import text_of

HEAD = '#import "/letter.typ": *\n#show: letter\n'


@pytest.fixture(scope="module")
def renderer():
    made = TypstRenderer(children=1)
    yield made
    made.pool.close()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("#day(content.x)", "x23 November 2026x"),
        ("#rupiah(content.y)", "xRp1.250.000x"),
        ("#rupiah(0)", "xRp0x"),
        ("#rupiah(950)", "xRp950x"),
        ("#day(content.z)", "xakhir bulanx"),
        ("#nik(content.nik)", "x3510 2441 0795 9001x"),
        ("#nik(content.z)", "xakhir bulanx"),
        ("#weekday(content.x)", "xSenin, 23 November 2026x"),
        ("#weekday(content.z)", "xakhir bulanx"),
        ("#count(10000000)", "x10.000.000x"),
        ("#count(content.z)", "xakhir bulanx"),
        ("#nip(content.nip)", "x19700101 199503 1 001x"),
        ("#in-words(0)", "xnolx"),
        ("#in-words(1111)", "xseribu seratus sebelasx"),
        ("#in-words(1018)", "xseribu delapan belasx"),
        ("#in-words(content.y)", "xsatu juta dua ratus lima puluh ribux"),
        ("#in-words(2001000000)", "xdua miliar satu jutax"),
        ("#sentence(content.said)", "xBaik.x"),
        ("#purpose(content.said)", "xBaikx"),
        ("#purpose(content.why)", "xmelamar kerja di PT Contohx"),
        ("#purpose(content.bank)", "xKUR Bank Contohx"),
    ],
)
def test_days_money_numbers_and_sentences(text, call, words):
    assert words in text


@pytest.fixture(scope="module")
def text(renderer):
    """All calls in one letter: setting one for each would cost a second a line."""
    marks = test_days_money_numbers_and_sentences.pytestmark[0]
    content = {
        "x": "2026-11-23", "y": 1250000, "z": "akhir bulan", "nik": "3510244107959001", "nip": "197001011995031001",
        "said": "Baik. ", "why": "Untuk Melamar kerja di PT Contoh.", "bank": "KUR Bank Contoh",
    }  # fmt: skip
    body = "\n\n".join(f"x{call}x" for call, _words in marks.args[1])
    return text_of(renderer.render(f"{HEAD}{body}", values(content), MADE))


def test_an_empty_fact_prints_a_dash(renderer):
    text = text_of(
        renderer.render(f'{HEAD}#facts(("Nama", content.a), ("NIB", content.b))', values({"a": "", "b": None}), MADE)
    )
    assert "Nama : –" in text
    assert "NIB : –" in text
