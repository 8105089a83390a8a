"""How a number is written, and the code people type to check a document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from satuatap.kernel.ids import ALPHABET, check_character

from ..lifecycle import CountMode
from .dates import ROMAN

PLACE = re.compile(r"\{(serial|unit|area|roman|month|year|class)(?::0([1-9]))?\}")
COMMON_COUNTER = "bersama"
INCOMING = "surat-masuk"
"""The series of letters that come in."""
BODIES = f"{INCOMING}-"
"""How the series begins of letters that come in for a body beside the office."""
CODE_BITS = 55
NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")
LOOKS_LIKE = str.maketrans("OIL", "011")


class PatternProblem(ValueError):
    """A number pattern that would not give each document of a year a number of its own."""


@dataclass(frozen=True, slots=True)
class NumberPlan:
    """Which series counts a kind of document, and how its numbers are written."""

    series: str
    pattern: str
    classification: str = ""


def read_plan(wish: Mapping[str, Any]) -> NumberPlan:
    """The plan in a service's standard: ``{series, pattern, class}``. Raises ``PatternProblem``."""
    plan = NumberPlan(str(wish["series"]), str(wish["pattern"]), str(wish.get("class", "")))
    check_pattern(plan.pattern)
    return plan


def check_pattern(pattern: str) -> None:
    """Raises ``PatternProblem`` unless the pattern has a serial and a year and nothing unknown in braces."""
    if rest := re.search(r"[{}]", PLACE.sub("", pattern)):
        raise PatternProblem(f"unknown placeholder near {pattern[rest.start() :][:12]!r}")
    names = {match[1] for match in PLACE.finditer(pattern)}
    for needed in ("serial", "year"):
        if needed not in names:
            raise PatternProblem(f"without {{{needed}}} two documents could get the same number")


def counter_of(plan: NumberPlan, mode: str) -> str:
    """Which counter gives a document its number, where its office counts in this mode.

    One kind of letter counts for itself only when its classification stands in the number: two letters that read alike
    would otherwise carry the same one.
    """
    if mode == CountMode.COMMON:
        return COMMON_COUNTER
    if mode == CountMode.TYPE and plan.classification and "{class}" in plan.pattern:
        return f"{plan.series}--{NOT_IN_A_CODE.sub('-', plan.classification.lower())}"
    return plan.series


def incoming_series(body: str) -> str:
    """The series in which letters that come in are counted: of the office, or of a body that it keeps an agenda for."""
    return f"{BODIES}{body}" if body else INCOMING


def write_number(plan: NumberPlan, *, serial: int, on: date, unit: str, area: str) -> str:
    """The number as it stands on the document: ``400.12/087/35.10.24.2008/XI/2026``.

    ``unit`` is the office's own code, ``area`` the code of its area.
    """
    values = {
        "serial": serial, "unit": unit, "area": area, "roman": ROMAN[on.month - 1], "month": on.month, "year": on.year,
        "class": plan.classification,
    }  # fmt: skip

    def fill(match: re.Match[str]) -> str:
        return str(values[match[1]]).zfill(int(match[2] or 0))

    return PLACE.sub(fill, plan.pattern)


def people_code(bits: int) -> str:
    """Twelve characters, the last one a check: ``TQ7M-2XKD-94RA``. "" where the check would be no letter or digit."""
    body = "".join(ALPHABET[bits >> shift & 31] for shift in range(CODE_BITS - 5, -1, -5))
    check = check_character(body)
    return _grouped(body + check) if check in ALPHABET else ""


def tidy_code(text: str) -> str:
    """What somebody typed as the code we printed; "" when it cannot be one (its check character does not fit)."""
    letters = "".join(c for c in text.upper() if c.isalnum()).translate(LOOKS_LIKE)
    if len(letters) != 12 or not set(letters) <= set(ALPHABET):
        return ""
    return _grouped(letters) if check_character(letters[:-1]) == letters[-1] else ""


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
