"""What one row makes of a resident: the facts it tells, and in words what is wrong or doubtful in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused
from satuatap.kernel.forms.nik import check_kk, digits_of

from ... import codes
from ..people import nik_number, nik_warnings, person_name, require_person
from .columns import LISTED, required
from .values import DAY_FIRST, MONTH_FIRST, ORDERS, code_of, day_of

__all__ = ["DAY_FIRST", "MONTH_FIRST", "ORDERS", "Line", "Problem", "differing", "read_row"]

OF_CARD = ("address", "hamlet", "rt", "rw")
PLAIN = ("birth_place", "father_name", "mother_name", *OF_CARD)
LONGEST = {
    "birth_place": 100, "father_name": 160, "mother_name": 160, "address": 240, "hamlet": 80, "rt": 3, "rw": 3,
}  # fmt: skip
BLANK = frozenset({"", "-", "--", "n/a", "null", "none"})
LONGEST_BLANK = max(map(len, BLANK))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong (the row is left out) or doubtful (it is only said) about one thing of a row."""

    field: str
    words: str
    is_warning: bool = False


@dataclass(slots=True)
class Line:
    """A row as read: ``facts`` hold what it tells, days as text, and nothing for what it leaves open."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        return any(not problem.is_warning for problem in self.problems)

    def refuse(self, name: str, words: str) -> None:
        self.problems.append(Problem(name, words))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is read: which column tells what, the order of days, codes an officer chose, and where one is.

    ``area_code`` is the village of the whole file; "" for a file of many, in which each row names its own.
    """

    columns: Mapping[str, int]
    order: str
    chosen: Mapping[str, Mapping[str, int]]
    area_code: str
    today: date
    knows_district: Callable[[str], bool]
    village_of: Callable[[str], str]


def read_row(number: int, cells: Sequence[str], how: Reading) -> Line:
    """The facts of a row and everything that is wrong in it, all at once."""
    line = Line(number)
    given = {key: _cell(cells, place) for key, place in how.columns.items()}
    for key in required(how.area_code):
        if not given.get(key):
            line.refuse(key, _("Belum diisi."))
    for key, text in given.items():
        if text:
            _read_cell(line, key, text, how)
    _weigh(line, how)
    return line


def _cell(cells: Sequence[str], place: int) -> str:
    if place >= len(cells):
        return ""
    text = " ".join(cells[place].split()).removeprefix("'")  # that of a line that does not break counts as a space
    return "" if len(text) <= LONGEST_BLANK and text.lower() in BLANK else text


def _read_cell(line: Line, key: str, text: str, how: Reading) -> None:
    try:
        if key in LISTED:
            _read_code(line, key, text, how)
        elif key == "born_on":
            if (day := day_of(text, how.order, how.today)) is None:
                line.refuse(key, _("Tanggal “%(text)s” tidak terbaca. Tulis seperti 15-05-1994.") % {"text": text[:40]})
            else:
                line.facts[key] = day.isoformat()
        elif key == "kk":
            line.facts[key] = check_kk(text)
        elif key == "nik":
            line.facts[key] = nik_number(text, provisional=digits_of(text).startswith("0"))
        elif key == "name":
            line.facts[key] = person_name(text)
        elif key == "area_code":
            _read_village(line, text, how)
        elif key in PLAIN:
            line.facts[key] = _plain(key, text)
    except Refused as refusal:
        line.refuse(key, refusal.message)


def _read_code(line: Line, key: str, text: str, how: Reading) -> None:
    code = code_of(key, text, how.chosen.get(key, {}))
    if code is None:
        line.unknown[key] = text[:60]
        line.refuse(key, _("“%(text)s” tidak ada dalam daftar.") % {"text": text[:40]})
    elif key == "status":
        _weigh_status(line, code)
    else:
        line.facts[key] = code


def _weigh_status(line: Line, code: int) -> None:
    """Only who lives is entered; whatever else happened is an event, told with its paper."""
    said = {"status": codes.label("status", code)}
    if code not in codes.ON_CARD:
        line.refuse("status", _("Di berkas ini tercatat “%(status)s”. Catat peristiwanya satu per satu.") % said)
    elif code != codes.ALIVE:
        words = _("Di berkas ini tercatat “%(status)s”, tetapi dibaca sebagai hidup. Catat peristiwanya sesudah ini.")
        line.problems.append(Problem("status", words % said, is_warning=True))


def _plain(key: str, text: str) -> str:
    if len(text) > LONGEST[key]:
        raise Refused("long", _("Terlalu panjang: paling banyak %(count)d huruf.") % {"count": LONGEST[key]})
    if key in ("rt", "rw") and text.isdigit():
        return text.zfill(3)
    return text


def _read_village(line: Line, text: str, how: Reading) -> None:
    if how.area_code:
        if digits_of(text) != digits_of(how.area_code):
            line.refuse("area_code", _("Baris ini milik desa lain. Desa hanya mengisi warganya sendiri."))
    elif code := how.village_of(digits_of(text)):
        line.facts["area_code"] = code
    else:
        line.refuse("area_code", _("Kode desa ini tidak kami kenal."))


def _weigh(line: Line, how: Reading) -> None:
    """What only several cells together show."""
    facts, sex = line.facts, line.facts.get("sex")
    born_on = date.fromisoformat(facts["born_on"]) if "born_on" in facts else None
    if born_on is not None:
        try:
            require_person(sex=sex or codes.MALE, born_on=born_on, today=how.today)
        except Refused as refusal:
            line.refuse("born_on", refusal.message)
    nik = facts.get("nik") or ""
    if not nik:
        if not any(problem.field == "nik" for problem in line.problems):
            line.problems.append(Problem("nik", _("Belum ber-NIK."), is_warning=True))
    elif nik.startswith("0"):
        line.problems.append(Problem("nik", _("Nomor sementara, belum NIK."), is_warning=True))
    elif born_on is not None and sex is not None:
        known = how.knows_district(nik[:6])
        for words in nik_warnings(nik, born_on=born_on, sex=sex, is_district_known=known):
            line.problems.append(Problem("nik", words, is_warning=True))
    wrong = {(codes.HUSBAND, codes.FEMALE), (codes.WIFE, codes.MALE)}
    if (facts.get("relation"), sex) in wrong:
        line.refuse("relation", _("Suami harus laki-laki dan istri harus perempuan."))


def differing(facts: Mapping[str, Any], known: Mapping[str, Any], names: Sequence[str]) -> dict[str, list[Any]]:
    """What a row says otherwise than the register, old and new; a name in other capitals is the same name."""
    found = {}
    for name in names:
        new, old = facts.get(name), known.get(name)
        if new in (None, "") or new == old:
            continue
        if isinstance(new, str) and isinstance(old, str) and new.casefold() == old.casefold():
            continue
        found[name] = [old, new]
    return found
