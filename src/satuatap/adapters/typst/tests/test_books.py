"""A statutory book as a print: landscape, headings over columns, struck lines, long books over several sheets."""

import re
import subprocess
from importlib import resources
from itertools import combinations

import pytest

from satuatap.adapters.typst.tests.letters import MADE
from satuatap.adapters.typst.tests.test_renderer import renderer, text_of  # noqa: F401 (the fixture)
from satuatap.domain.books import rules

LAYOUT = (resources.files("satuatap.domain.books") / "layouts" / "book.typ").read_text(encoding="utf-8")
COLUMNS = rules.columns(
    [{"key": "isi", "name": "Isi singkat"}, {"key": "nomor", "name": "Nomor", "above": "Surat masuk"},
     {"key": "tanggal", "name": "Tanggal", "above": "Surat masuk", "kind": "day"}, {"key": "ket", "name": "Ket."}]
)  # fmt: skip


def values(rows: int, columns=COLUMNS, cells=None) -> dict[str, object]:
    cells = cells or [[f"*Undangan* {n}", "#12", "", ""] for n in range(1, rows + 1)]
    content = {
        "title": "A.7 Buku agenda", "year": "2026", "above": ["PEMERINTAH KABUPATEN CONTOH"], "office": "DESA CONTOH",
        "address": "Jalan Contoh 1", "place": "Contoh", "note": "belum dicocokkan", "mark": "disalin Nita", "head_title": "Kepala Desa",
        "head": "Suyono", "secretary": "", "names": [column.name for column in columns],
        "groups": rules.headings(columns), "rows": [{"cells": row, "struck": n == 1} for n, row in enumerate(cells, 1)],
        "widest": rules.widest(columns, cells),
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


def test_no_word_of_a_book_with_very_many_columns_runs_into_the_next(renderer, tmp_path):  # noqa: F811
    names = [
        "Bulan",
        "Dusun atau lingkungan",
        *["WNA L", "WNI P", "Jumlah KK", "Anggota keluarga", "Jumlah jiwa"] * 6,
        "Ket.",
    ]
    columns = rules.columns([{"key": f"k{n}", "name": name, "above": f"Awal {n // 5}"} for n, name in enumerate(names)])
    cells = [["11", "Krajan", *["1.482"] * 30, "7 orang mulai tercatat, satu keterangan yang panjang sekali"]]
    path = tmp_path / "book.pdf"
    path.write_bytes(renderer.render(LAYOUT, values(1, columns, cells), MADE))

    shown = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode()
    boxes = [
        tuple(map(float, found))
        for found in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"', shown)
    ]
    assert len(boxes) > 150
    assert max(right for _left, _top, right, _bottom in boxes) < 842 - 20
    overlaps = [
        (one, other) for one, other in combinations(boxes, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > 0.2 and min(one[3], other[3]) - max(one[1], other[1]) > 3
    ]  # fmt: skip
    assert overlaps == []
