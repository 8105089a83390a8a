"""What a value in a pack file may look like. Every scalar arrives as text; the shape gives the type.

``read`` returns the typed value and adds a problem for whatever does not fit. Shapes are plain descriptions:
``Keys({"code": CODE, "active": YES}, needed=("code",))``.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, Protocol

import msgspec

from satuatap.kernel import expressions
from satuatap.kernel.yamls import join

from .findings import Problem, near

UNKNOWN = "unknown"
SPAN = re.compile(r"[1-9]\d{0,3} (working days?|days?|working hours?|hours?|minutes?)")
_HOURS = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Problems = list[Problem]


class Shape(Protocol):
    def read(self, value: Any, at: str, problems: Problems) -> Any:
        """The typed value; None where it does not fit (then a problem was added)."""


class Text(msgspec.Struct, frozen=True):
    """Words. ``pattern`` and ``like`` narrow them: ``like`` is an example for the remedy."""

    most: int = 4_000
    empty: bool = False
    pattern: str = ""
    like: str = ""

    def read(self, value: Any, at: str, problems: Problems) -> str | None:
        if not isinstance(value, str):
            problems.append(Problem(at, "a text is expected here", "write one line of words"))
        elif not value and not self.empty:
            problems.append(Problem(at, "nothing is written here", "write it, or write unknown where it is not known"))
        elif len(value) > self.most:
            problems.append(Problem(at, f"longer than {self.most} characters", "shorten it"))
        elif self.pattern and not re.fullmatch(self.pattern, value):
            problems.append(Problem(at, f"“{value}” does not look right", f"write it like {self.like}"))
        else:
            return value
        return None


class Choice(msgspec.Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, value: Any, at: str, problems: Problems) -> str | None:
        if isinstance(value, str) and value in self.words:
            return value
        problems.append(Problem(at, f"“{value}” is not known here", near(str(value), self.words, "use one of")))
        return None


class Yes(msgspec.Struct, frozen=True):
    """Yes or no, in small letters: ``NO`` elsewhere in YAML turns into something else, so nothing is guessed."""

    def read(self, value: Any, at: str, problems: Problems) -> bool | None:
        if value in ("yes", "true"):
            return True
        if value in ("no", "false"):
            return False
        problems.append(Problem(at, f"“{value}” is neither yes nor no", "write yes or no in small letters"))
        return None


class Whole(msgspec.Struct, frozen=True):
    """A whole number."""

    least: int = 0
    most: int = 10**12

    def read(self, value: Any, at: str, problems: Problems) -> int | None:
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,15}", value) and self.least <= int(value) <= self.most:
            return int(value)
        remedy = f"write a whole number from {self.least} to {self.most}, without dots"
        problems.append(Problem(at, f"“{value}” is not a number that fits here", remedy))
        return None


class Day(msgspec.Struct, frozen=True):
    """A day, read as ``date``."""

    def read(self, value: Any, at: str, problems: Problems) -> date | None:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            problems.append(Problem(at, f"“{value}” is not a day", "write it like 2026-01-31"))
            return None


class Hours(msgspec.Struct, frozen=True):
    """A stretch of a day, ``07:30-12:00``, read as two times."""

    def read(self, value: Any, at: str, problems: Problems) -> tuple[time, time] | None:
        match = _HOURS.fullmatch(value) if isinstance(value, str) else None
        try:
            if match:
                opens, closes = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
                if opens < closes:
                    return opens, closes
        except ValueError:
            pass
        problems.append(Problem(at, f"“{value}” is not a stretch of a day", "write it like 07:30-12:00"))
        return None


class Span(msgspec.Struct, frozen=True):
    """A length of time, or ``unknown``."""

    def read(self, value: Any, at: str, problems: Problems) -> str | None:
        if value == UNKNOWN or (isinstance(value, str) and SPAN.fullmatch(value)):
            return str(value)
        remedy = "write it like 3 working days, 1 day, 30 minutes, or unknown"
        problems.append(Problem(at, f"“{value}” is not a length of time", remedy))
        return None


class Condition(msgspec.Struct, frozen=True):
    """An expression in CEL; which names it may read is checked later, when the form is known."""

    def read(self, value: Any, at: str, problems: Problems) -> str | None:
        try:
            expressions.compile(str(value))
        except expressions.ExpressionProblem as fault:
            problems.append(Problem(at, fault.message, fault.mend or "mend the expression"))
            return None
        return str(value)


class Anything(msgspec.Struct, frozen=True):
    """What another part of the system checks: forms and flows."""

    def read(self, value: Any, at: str, problems: Problems) -> Any:  # noqa: ARG002 (the same call for every shape)
        return value


class Free(msgspec.Struct, frozen=True):
    """A mapping whose inside another part of the system checks."""

    def read(self, value: Any, at: str, problems: Problems) -> dict[str, Any]:
        if not isinstance(value, dict):
            problems.append(Problem(at, "a mapping is expected here", "write “key: value” lines under it"))
            return {}
        return value


class Many(msgspec.Struct, frozen=True):
    """A list."""

    of: Any
    least: int = 0

    def read(self, value: Any, at: str, problems: Problems) -> list[Any]:
        if value == "" and not self.least:
            return []
        if not isinstance(value, list):
            problems.append(Problem(at, "a list is expected here", "write entries that begin with “- ”, or [a, b]"))
            return []
        if len(value) < self.least:
            problems.append(Problem(at, f"at least {self.least} entries are needed", "add what is missing"))
        return [self.of.read(entry, join(at, index), problems) for index, entry in enumerate(value)]


class Table(msgspec.Struct, frozen=True):
    """A mapping whose keys are free; ``keys`` is the shape they must have."""

    of: Any
    keys: Any = None

    def read(self, value: Any, at: str, problems: Problems) -> dict[Any, Any]:
        if value == "":
            return {}
        if not isinstance(value, dict):
            problems.append(Problem(at, "a mapping is expected here", "write “key: value” lines under it"))
            return {}
        found = {}
        for key, entry in value.items():
            name = self.keys.read(key, join(at, key), problems) if self.keys else key
            found[name] = self.of.read(entry, join(at, key), problems)
        return found


class Keys(msgspec.Struct, frozen=True):
    """A mapping with known keys. Unknown keys are problems unless it is ``open``; missing ones only when ``needed``."""

    of: Mapping[str, Any]
    needed: Sequence[str] = ()
    open: bool = False

    def read(self, value: Any, at: str, problems: Problems) -> dict[str, Any]:
        if not isinstance(value, dict):
            remedy = f"write “key: value” lines under it; keys: {', '.join(self.of)}"
            problems.append(Problem(at, "a mapping is expected here", remedy))
            return {}
        for key in value:
            if key not in self.of and not self.open:
                remedy = near(key, self.of, "take it away; the keys here are")
                problems.append(Problem(join(at, key), f"unknown key “{key}”", remedy))
        for key in self.needed:
            if key not in value:
                problems.append(Problem(at, f"“{key}” is missing", f"add {key}: …"))
        read = {
            k: self.of[k].read(entry, join(at, k), problems) if k in self.of else entry for k, entry in value.items()
        }
        return read if self.open else {key: entry for key, entry in read.items() if key in self.of}


class Flow(msgspec.Struct, frozen=True):
    """A list of steps, some of them in blocks of branches; what the steps mean is checked where they are run."""

    step: Any

    def read(self, value: Any, at: str, problems: Problems) -> Any:
        if not isinstance(value, list):
            problems.append(Problem(at, "a flow is a list of steps", "write “- {step: …, do: …}” lines under it"))
            return []
        return [self._item(item, join(at, index), problems) for index, item in enumerate(value)]

    def _item(self, item: Any, at: str, problems: Problems) -> Any:
        if isinstance(item, dict) and isinstance(item.get("together"), list):
            branches = [
                self.read(branch, join(at, "together", n), problems)
                if isinstance(branch, list)
                else self.step.read(branch, join(at, "together", n), problems)
                for n, branch in enumerate(item["together"])
            ]
            return {**item, "together": branches}
        return self.step.read(item, at, problems)


class Either(msgspec.Struct, frozen=True):
    """A text of one shape, or a mapping of another."""

    text: Any
    mapping: Any

    def read(self, value: Any, at: str, problems: Problems) -> Any:
        shape = self.mapping if isinstance(value, dict) else self.text
        return shape.read(value, at, problems)


class Known(msgspec.Struct, frozen=True):
    """A value of another shape, or the word ``unknown``: what is not known is said, never left out."""

    shape: Any

    def read(self, value: Any, at: str, problems: Problems) -> Any:
        return UNKNOWN if value == UNKNOWN else self.shape.read(value, at, problems)


class Short(msgspec.Struct, frozen=True):
    """One plain value, or a list of mappings that say more."""

    text: Any
    entries: Any

    def read(self, value: Any, at: str, problems: Problems) -> Any:
        shape = self.entries if isinstance(value, list) else self.text
        return shape.read(value, at, problems)


TEXT = Text()
LINE = Text(most=300)
MAYBE = Text(empty=True)
CODE = Text(most=60, pattern=_CODE.pattern, like="izin-reklame (small letters, digits and hyphens)")
AREA = Text(pattern=r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", like="35.10 or 35.10.24.2008")
SOURCE = Text(most=60, pattern=_CODE.pattern, like="a key of sources.yaml")
YES = Yes()
"""The usual shapes."""
