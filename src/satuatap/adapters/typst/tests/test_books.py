"""A statutory book as a print: landscape, headings over columns, struck lines, long books over several sheets."""

from importlib import resources

import pytest

from satuatap.adapters.typst.tests.letters import MADE
from satuatap.adapters.typst.tests.test_renderer import renderer, text_of  # noqa: F401 (the fixture)
from satuatap.domain.books import rules

LAYOUT = (resources.files("satuatap.domain.books") / "layouts" / "book.typ").read_text(encoding="utf-8")
COLUMNS = rules.columns(
    [{"key": "isi", "name": "Isi singkat"}, {"key": "nomor", "name": "Nomor", "above": "Surat masuk"},
     {"key": "tanggal", "name": "Tanggal", "above": "Surat masuk", "kind": "day"}, {"key": "ket", "name": "Ket."}]
)  # fmt: skip


def values(rows: int) -> dict[str, object]:
    content = {
        "title": "A.7 Buku agenda", "year": "2026", "above": ["PEMERINTAH KABUPATEN CONTOH"], "office": "DESA CONTOH",
        "address": "Jalan Contoh 1", "place": "Contoh", "note": "belum dicocokkan", "mark": "disalin Nita", "head_title": "Kepala Desa",
        "head": "Suyono", "secretary": "", "names": [column.name for column in COLUMNS],
        "groups": rules.headings(COLUMNS),
        "rows": [{"cells": [f"*Undangan* {n}", "#12", "", ""], "struck": n == 1} for n in range(1, rows + 1)],
    }  # fmt: skip
    return {"doc": {"url": "https://layanan.example"}, "content": content}


@pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (2, 1), (300, 8)])
def test_a_book_is_set_on_landscape_sheets(rows, sheets, renderer):  # noqa: F811
    pdf = renderer.render(LAYOUT, values(rows), MADE)
    text = text_of(pdf)
    for words in (
        "A.7 BUKU AGENDA",
        "TAHUN 2026",
        "Surat masuk",
        "Isi singkat",
        "Mengetahui",
        "Suyono",
        "Sekretaris",
        "disalin Nita",
    ):
        assert words in text
    assert (f"*Undangan* {rows}" in text) == bool(rows)
    assert text.count("/ ") >= sheets
