"""What a check found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    GOOD = "baik"
    DOUBT = "perhatian"
    BAD = "bahaya"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. ``mend`` says what to do; "" where nothing is to be done."""

    grade: Grade
    words: str
    mend: str = ""


Check = Callable[[], Iterator[Finding]]


def good(words: str) -> Finding:
    return Finding(Grade.GOOD, words)


def doubt(words: str, mend: str) -> Finding:
    return Finding(Grade.DOUBT, words, mend)


def bad(words: str, mend: str) -> Finding:
    return Finding(Grade.BAD, words, mend)


def judged(is_good: bool, words: str, otherwise: str, mend: str) -> Finding:
    """Good with these words, or bad with those and how to mend it."""
    return good(words) if is_good else bad(otherwise, mend)
