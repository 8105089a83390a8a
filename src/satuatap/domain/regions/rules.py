"""The shape of area codes, how versions of one area follow each other, and what is told of a language of the region."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FORM = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", re.ASCII)
LEVELS = ("province", "regency", "district", "village")
BEGINNING = date(1945, 8, 17)  # the first day of an area of which no other is known
CITY_FROM = 71  # the numbers of regencies end below, those of cities begin here


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area as a pack or a decree gives it. ``kind`` may be left to the code, which tells it."""

    code: str
    name: str
    kind: str = ""
    bps_code: str = ""
    office_code: str = ""
    valid_from: date = BEGINNING
    valid_to: date | None = None


def is_code(code: str) -> bool:
    return FORM.fullmatch(code) is not None


def is_prefix(text: str) -> bool:
    """Whether the text can begin the numbers of a region's cases, like *BWI*."""
    return re.fullmatch("[A-Z]{3}", text) is not None


def level(code: str) -> str:
    """The level a code stands on. Raises ``ValueError`` for what is not a code."""
    if not is_code(code):
        raise ValueError(f"{code!r} is not an area code")
    return LEVELS[code.count(".")]


def parent_code(code: str) -> str:
    """The code of the area around, "" for a province."""
    return code.rpartition(".")[0]


def kind(code: str) -> str:
    """The word for this sort of area, as the code tells it: cities from 71 on, *kelurahan* 1xxx, *desa* 2xxx."""
    at = level(code)
    last = code.rpartition(".")[2]
    if at == "regency":
        return "kota" if int(last) >= CITY_FROM else "kabupaten"
    if at == "village":
        return "kelurahan" if last.startswith("1") else "desa"
    return "provinsi" if at == "province" else "kecamatan"


@dataclass(frozen=True, slots=True)
class TongueRow:
    """A language of the region as a pack describes it."""

    code: str
    name: str
    words: Mapping[str, str]
    wanted: int
    known: int
    is_offered: bool
    reviewed_on: date | None = None

    @property
    def stamp(self) -> str:
        said = json.dumps(dict(self.words), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()
