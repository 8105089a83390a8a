"""A statutory book as a print: landscape, headings over columns, struck lines, long books over several sheets."""

import re
import subprocess
from importlib import resources
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml

from satuatap.adapters.typst.tests.letters import MADE
from satuatap.adapters.typst.tests.test_renderer import renderer, sheets_of, text_of  # noqa: F401 (the fixture)
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


def test_no_word_of_a_book_with_very_many_columns_runs_into_the_next(renderer):  # noqa: F811
    names = [
        "Bulan",
        "Dusun atau lingkungan",
        *["WNA L", "WNI P", "Jumlah KK", "Anggota keluarga", "Jumlah jiwa"] * 6,
        "Ket.",
    ]
    columns = rules.columns([{"key": f"k{n}", "name": name, "above": f"Awal {n // 5}"} for n, name in enumerate(names)])
    cells = [
        ["11", "Laki-laki", *[""] * 31],
        ["11", "Perempuan", *["1.482"] * 30, "7 orang mulai tercatat, satu keterangan yang panjang sekali"],
    ]
    (sheet,) = words_of(renderer.render(LAYOUT, values(1, columns, cells), MADE))
    boxes = [box for *box, _word in sheet]
    assert len(boxes) > 150
    assert max(right for _left, _top, right, _bottom in boxes) < 842 - 20
    overlaps = [
        (one, other) for one, other in combinations(boxes, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > 0.2 and min(one[3], other[3]) - max(one[1], other[1]) > 3
    ]  # fmt: skip
    assert overlaps == []


BOOKS = yaml.safe_load(Path("packs/nasional/books.yaml").read_text(encoding="utf-8"))["books"]
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>')
SHEET_RIGHT = 297 / 25.4 * 72


def sample_of(column, n: int) -> str:
    """A value as wide as values of the column become."""
    key = column.key.lower() + column.name.lower()
    for part, value in (("nik", "3510240101850001"), ("kk", "3510242011110007"), ("nama", "MOCHAMMAD SASTRODIPURO")):
        if part in key:
            return value
    return {"day": "23-11-2026", "whole": "4.250", "money": "125.000.000"}.get(str(column.kind), f"Keterangan {n}")


def words_of(pdf: bytes) -> list[list[tuple[float, float, float, float, str]]]:
    """The words of each sheet with the left, upper, right and lower edge of each, in points."""
    shown = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    sheets = [WORD.findall(sheet) for sheet in shown.split("<page ")[1:]]
    return [[(*map(float, edges), word) for *edges, word in sheet] for sheet in sheets]


def overlapping(pdf: bytes) -> list[tuple[str, str]]:
    """Words of one line of a sheet that run into each other, or off the sheet."""
    found = []
    for sheet in words_of(pdf):
        lines: dict[float, list[tuple[float, float, str]]] = {}
        for left, top, right, _bottom, word in sheet:
            lines.setdefault(round(top, 1), []).append((left, right, word))
        for line in lines.values():
            line.sort()
            found += [(one[2], other[2]) for one, other in pairwise(line) if other[0] < one[1] - 0.5]
            found += [(word, "edge") for _left, right, word in line if right > SHEET_RIGHT - 25]
    return found


@pytest.mark.parametrize("code", [book["code"] for book in BOOKS if book.get("columns") and not book.get("sheets")])
def test_no_word_of_a_book_runs_into_its_neighbour(code, renderer):  # noqa: F811
    columns = rules.columns(next(book for book in BOOKS if book["code"] == code)["columns"])
    told = values(0, columns, [[sample_of(column, n) for column in columns] for n in range(40)])
    pdf = renderer.render(LAYOUT, told, MADE)
    assert overlapping(pdf) == []
    assert text_of(pdf).count("3510240101850001") == 40 * sum("nik" in (c.key + c.name).lower() for c in columns)


def test_a_row_stands_whole_on_one_sheet_and_a_very_long_one_is_not_cut(renderer):  # noqa: F811
    long = " ".join(f"kata{n}" for n in range(70))
    cells = [[f"Awal{n} " + "panjang " * 22 + f"akhir{n}", "", "", ""] for n in range(60)]
    told = values(0, COLUMNS, [*cells, [long] * 4])
    sheets = sheets_of(renderer.render(LAYOUT, told, MADE))
    for n in range(60):
        assert sum(f"Awal{n} " in sheet and f"akhir{n}\n" in sheet for sheet in (s + "\n" for s in sheets)) == 1
    assert sum(sheet.count("kata69") for sheet in sheets) == 4
    assert all("Isi singkat" in sheet for sheet in sheets if "Awal" in sheet or "kata" in sheet)


def test_a_word_without_end_breaks_in_its_column(renderer):  # noqa: F811
    told = values(0, COLUMNS, [["Isi", "https://" + "contoh" * 80, "23-11-2026", "Beres"]])
    pdf = renderer.render(LAYOUT, told, MADE)
    assert overlapping(pdf) == []
    assert "contoh" * 80 in "".join(text_of(pdf).split()).replace("\u200b", "")
