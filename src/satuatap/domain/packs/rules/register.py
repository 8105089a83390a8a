"""The grammar of what a pack says of the register: what events ask of offices, which numbers tables leave out, how files
of other systems are laid out, and the districts with which a NIK may begin."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from satuatap.domain.residents.lifecycle import IMPORTED, IMPORTED_ALWAYS, Kind, Task

from .shapes import CODE, LINE, SOURCE, Choice, Day, Keys, Many, Text, Whole

LAYOUT = Keys(
    {
        "code": CODE, "name": Text(most=120), "source": SOURCE, "days": Choice(("dmy", "mdy")),
        "columns": Keys(dict.fromkeys(IMPORTED, LINE), needed=tuple(sorted(IMPORTED_ALWAYS))),
    },
    needed=("code", "name", "source", "days", "columns"),
)  # fmt: skip
LAYOUTS = Keys({"layouts": Many(LAYOUT, 1)}, needed=("layouts",))
CONSEQUENCE = Keys(
    {"event": Choice(tuple(Kind.values)), "task": Choice(tuple(Task.values)), "unit": CODE, "source": SOURCE},
    needed=("event", "task", "source"),
)
CONSEQUENCES = Keys({"consequences": Many(CONSEQUENCE)}, needed=("consequences",))
SMALL_CELLS = Keys({"from": Day(), "under": Whole(2, 100), "source": SOURCE}, needed=("from", "under", "source"))
PROVINCE = Text(most=2, pattern=r"\d{2}", like='"35"')
IN_REGENCY = r"\d{2}:\d{2}(-\d{2})?(,\d{2}(-\d{2})?)*"
DISTRICTS = Keys(
    {
        "districts": Many(
            Keys(
                {
                    "province": PROVINCE,
                    "codes": Text(pattern=rf"{IN_REGENCY}( {IN_REGENCY})*", like="01:01-18,20 02:01-16"),
                    "source": SOURCE,
                },
                needed=("province", "codes", "source"),
            )
        ),
        "abolished": Many(
            Keys(
                {
                    "code": Text(pattern=r"\d{2}(\.\d{2}(\.\d{2})?)?", like='"64.04"'),
                    "was": Text(most=120),
                    "source": SOURCE,
                },
                needed=("code", "was", "source"),
            )
        ),
    },
    needed=("districts",),
)
STATISTICS = Keys({"small_cells": Many(SMALL_CELLS, 1)}, needed=("small_cells",))
REGISTER = {
    "consequences.yaml": CONSEQUENCES,
    "districts.yaml": DISTRICTS,
    "statistics.yaml": STATISTICS,
    "layouts.yaml": LAYOUTS,
}


def known_digits(told: Mapping[str, Any]) -> frozenset[str]:
    """What ``districts.yaml`` says, as the digits with which a NIK may begin: six, or two or four of what was abolished."""
    found = {digits for row in told.get("districts") or () for digits in _of_province(row["province"], row["codes"])}
    return frozenset(found | {row["code"].replace(".", "") for row in told.get("abolished") or ()})


def _of_province(province: str, codes: str) -> Iterator[str]:
    for regency, _colon, spans in (words.partition(":") for words in codes.split()):
        yield from (f"{province}{regency}{number:02}" for number in _numbers(spans.split(",")))


def _numbers(spans: Iterable[str]) -> Iterator[int]:
    for first, _dash, last in (span.partition("-") for span in spans):
        yield from range(int(first), int(last or first) + 1)
