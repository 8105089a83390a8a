"""What is wrong in a pack, where, and how to mend it."""

import difflib
from collections.abc import Iterable
from typing import Literal

import msgspec

Level = Literal["error", "warning"]


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing to mend. ``line`` counts from 1; ``pointer`` is the JSON pointer inside the file's own values.

    An error keeps the pack from being installed; a warning is a gap that its readers will see.
    """

    file: str
    line: int
    level: Level
    pointer: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level}: {self.message}; {self.remedy}"


class Problem(msgspec.Struct, frozen=True):
    """What is wrong at a pointer, before it is known in which file that stands."""

    pointer: str
    message: str
    remedy: str
    level: Level = "error"


def near(word: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for an unknown word: the one it may have meant, or else the whole list when it is short."""
    words = sorted(known_word for known_word in known if isinstance(known_word, str))
    if close := difflib.get_close_matches(word, words, n=1, cutoff=0.6):
        return f"did you mean “{close[0]}”?"
    if 0 < len(words) <= 20:
        return f"{otherwise}: {', '.join(words)}"
    return otherwise
