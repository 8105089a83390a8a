"""Which column of a table means what: by its heading first, by what stands in it where the heading says nothing."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ... import codes
from ...lifecycle import IMPORTED_ALWAYS
from ..people import name_letters

SIXTEEN = re.compile(r"[0-9]{16}")
MOSTLY = 0.8
REASON = "[!] SatuAtap"
"""The heading of the column with reasons: no office calls one of its own so, and it is read in every language."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a table can tell of a resident; ``names`` are the headings under which it is found, letters only."""

    key: str
    names: tuple[str, ...]


def _column(key: str, names: str) -> Column:
    return Column(key, tuple(name.strip() for name in names.split(",")))


COLUMNS = (
    _column("kk", "no kk, nomor kk, nkk, kk, no kartu keluarga, nomor kartu keluarga"),
    _column("nik", "nik, no nik, nomor nik, no ktp, nomor ktp, nomor induk kependudukan"),
    _column("name", "nama, nama lengkap, nama penduduk, nama anggota keluarga, nama warga, name"),
    _column("sex", "sex, jk, jenis kelamin, l p, kelamin, jns kelamin"),
    _column("born_on", "tanggal lahir, tgl lahir, tanggallahir, tgllahir, tgl lhr, lahir"),
    _column("birth_place", "tempat lahir, tempatlahir, tmp lahir, tmpt lahir, tmpt lhr"),
    _column("relation", "kk level, shdk, hubungan, hubungan keluarga, stat hbkel, status hubungan dalam keluarga, "
            "hubungan dengan kepala keluarga, hub keluarga"),
    _column("marital", "status kawin, status perkawinan, status nikah, stat kwn, perkawinan"),
    _column("religion", "agama, agama id"),
    _column("education", "pendidikan kk id, pendidikan, pendidikan terakhir, pendidikan dalam kk, pddk akh"),
    _column("occupation", "pekerjaan id, pekerjaan, jenis pekerjaan, jenis pkrjn"),
    _column("citizenship", "warganegara id, kewarganegaraan, warga negara, warganegara"),
    _column("blood", "golongan darah id, golongan darah, gol darah, gol drh"),
    _column("father_name", "nama ayah, ayah, nama lengkap ayah, nama lgkp ayah"),
    _column("mother_name", "nama ibu, ibu, nama lengkap ibu, nama lgkp ibu"),
    _column("address", "alamat, alamat sekarang, jalan"),
    _column("hamlet", "dusun, lingkungan, nama dusun, dusun lingkungan"),
    _column("rt", "rt, no rt"),
    _column("rw", "rw, no rw"),
    _column("status", "status dasar"),
    _column("area_code", "kode desa, kode wilayah, kode kelurahan, kode desa kelurahan"),
)  # fmt: skip
REQUIRED = tuple(sorted(IMPORTED_ALWAYS))
LISTED = frozenset(column.key for column in COLUMNS if column.key in codes.LISTS)


def required(area_code: str) -> tuple[str, ...]:
    """What every row has to tell: in a file of many villages also which is its own."""
    return REQUIRED if area_code else (*REQUIRED, "area_code")


def suggest(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The column, counted from 0, that most likely tells each thing; without those for which none does."""
    letters = [name_letters(head) for head in heads]
    found: dict[str, int] = {}
    for column in COLUMNS:
        place = next((letters.index(name) for name in column.names if name in letters), None)
        if place is not None and place not in found.values():
            found[column.key] = place
    return found | _by_contents(found, rows, len(heads))


def recognised(columns: Mapping[str, str], heads: Sequence[str]) -> dict[str, int] | None:
    """The column, counted from 0, of each thing in a layout that is known by its headings; None where one is missing."""
    places = {name_letters(head): place for place, head in reversed(list(enumerate(heads)))}
    found = {key: places.get(name_letters(head)) for key, head in columns.items()}
    return None if None in found.values() else {key: place for key, place in found.items() if place is not None}


def _by_contents(found: Mapping[str, int], rows: Sequence[Sequence[str]], width: int) -> dict[str, int]:
    """Columns of sixteen digits: the one with the most different numbers is of people, the next one of cards."""
    free = {}
    for place in set(range(width)) - set(found.values()):
        cells = [row[place].strip().strip("'") for row in rows if place < len(row) and row[place].strip()]
        if cells and sum(bool(SIXTEEN.fullmatch(cell)) for cell in cells) >= MOSTLY * len(cells):
            free[place] = len(set(cells))
    ranked = sorted(free, key=lambda place: (-free[place], place))
    missing = [key for key in ("nik", "kk") if key not in found]
    return dict(zip(missing, ranked, strict=False))


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows, counted from 0, holds the headings: the one in which most are known."""
    scores = [len(suggest(headings(rows, number), ())) for number in range(len(rows))]
    return scores.index(max(scores)) if scores else 0


def headings(rows: Sequence[Sequence[str]], number: int) -> list[str]:
    """The headings of a row; where a cell is empty, those of a joined cell above it stand for it."""
    above = rows[number - 1] if number else ()
    row = rows[number] if number < len(rows) else ()
    width = max(len(row), len(above))
    return [_cell(row, place) or _cell(above, place) for place in range(width)]


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def fingerprint(heads: Sequence[str]) -> str:
    """What tables of the same layout share, also those that came back with reasons in a column of their own."""
    letters = [name_letters(head) for head in heads if head.strip() != REASON]
    return hashlib.sha256("|".join(letters).encode()).hexdigest()[:32]
