"""What a cell says: a day in any usual writing, a code of a list by its number, its words, or what people write for it."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from ... import codes
from ..people import name_letters

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
ORDERS = (DAY_FIRST, MONTH_FIRST)
ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
PARTS = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2}|[A-Za-z]+)[-/. ]([0-9]{4}|[0-9]{2})")
# Everything here is compared without regard to capitals; the old spellings in them are those that files still have.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb PEBRUARI february", "maret mar march", "april apr", "mei may",
            "juni jun june", "juli jul july", "agustus agu ags agt aug august", "september sep sept",
            "oktober okt oct october", "november nov NOPEMBER november", "desember des dec december",
        ),
        start=1,
    )
    for name in names.casefold().split()
}  # fmt: skip

WRITTEN: dict[str, dict[str, int]] = {
    "sex": {"l": 1, "lk": 1, "laki": 1, "pria": 1, "p": 2, "pr": 2, "wanita": 2},
    "religion": {"katolik": 3, "protestan": 2, "kristen protestan": 2, "buddha": 5, "konghucu": 6, "kong hu cu": 6,
                 "kepercayaan": 7, "lainnya": 7},
    "marital": {"kawin tercatat": 2, "kawin belum tercatat": 2, "nikah": 2, "menikah": 2, "belum menikah": 1,
                "belum nikah": 1, "janda mati": 4, "duda mati": 4, "bk": 1, "k": 2, "ch": 3, "cm": 4},
    "relation": {"kk": 1, "kepala": 1, "isteri": 3, "menantu": 5, "ORANGTUA": 7, "family lain": 9, "famili": 9,
                 "pembantu rumah tangga": 10, "lain lain": 11},
    "education": {"tidak sekolah": 1, "belum sekolah": 1, "sd": 3, "smp": 4, "sltp": 4, "sma": 5, "smk": 5, "slta": 5,
                  "d1": 6, "d2": 6, "d3": 7, "diploma iii": 7, "d4": 8, "s1": 8, "strata 1": 8, "s2": 9, "s3": 10},
    "citizenship": {"indonesia": 1, "asing": 2},
    "blood": {"tidak tahu": 13, "tdk tahu": 13},
    "occupation": {"belum bekerja": 1, "irt": 2, "ibu rumah tangga": 2, "pelajar": 3, "mahasiswa": 3, "pns": 5,
                   "tni": 6, "polri": 7, "petani": 9, "nelayan": 11, "karyawan swasta": 15, "swasta": 15},
}  # fmt: skip


@lru_cache(maxsize=16)
def _words(name: str) -> dict[str, int]:
    """Everything by which a code of a list is known, as letters."""
    known = {name_letters(label): code for code, label in codes.LISTS[name].items()}
    return known | {name_letters(text): code for text, code in WRITTEN.get(name, {}).items()}


def code_of(name: str, text: str, chosen: Mapping[str, int]) -> int | None:
    """The code a cell means; ``chosen`` is what an officer said of writings nobody else knows. None for none of them."""
    if chosen and (letters := name_letters(text)) in chosen:
        return chosen[letters]
    return _usual_code(name, text.strip())


@lru_cache(maxsize=5_000)
def _usual_code(name: str, tidy: str) -> int | None:
    if name == "blood" and tidy.upper() in codes.BLOOD.values():
        return next(code for code, label in codes.BLOOD.items() if label == tidy.upper())
    if tidy.isascii() and tidy.isdigit():
        return int(tidy) if int(tidy) in codes.LISTS[name] else None
    return _words(name).get(name_letters(tidy))


def day_of(text: str, order: str, today: date) -> date | None:
    """The day a cell means; two digits of a year are of the latest that is not ahead. None for no day."""
    tidy = " ".join(text.split())
    if found := ISO.fullmatch(tidy):
        year, month, day = (int(part) for part in found.groups())
        return _date(year, month, day)
    if (found := PARTS.fullmatch(tidy)) is None:
        return None
    first, second, last = found.groups()
    year = int(last)
    if len(last) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    if second.isdigit():
        pair = (int(second), int(first)) if order == DAY_FIRST else (int(first), int(second))
        return _date(year, *pair)
    return _date(year, MONTHS.get(second.casefold(), 0), int(first))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
