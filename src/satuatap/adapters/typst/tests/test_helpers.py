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
    ],
)
def test_days_money_and_niks(renderer, call, words):
    content = {"x": "2026-11-23", "y": 1250000, "z": "akhir bulan", "nik": "3510244107959001"}
    assert words in text_of(renderer.render(f"{HEAD}x{call}x", values(content), MADE))


def test_an_empty_fact_prints_a_dash(renderer):
    text = text_of(
        renderer.render(f'{HEAD}#facts(("Nama", content.a), ("NIB", content.b))', values({"a": "", "b": None}), MADE)
    )
    assert "Nama : –" in text
    assert "NIB : –" in text
