"""How an officer says what the columns and the writings of a file mean."""

from typing import Any

from satuatap.domain.residents.lifecycle import IMPORTED
from satuatap.kernel.errors import NotFound

from .words import choices, column_words

LONG_NUMBER = 10


def number(text: str) -> int:
    """Raises ``NotFound`` for what no form of ours sends."""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise NotFound
    return int(text)


def as_text(cell: str) -> str:
    """A cell of a CSV as a spreadsheet has to leave it: no formula, and no long number of which it would forget the end."""
    is_risky = cell.startswith(("=", "+", "-", "@", "\t", "\r")) or (cell.isdigit() and len(cell) > LONG_NUMBER)
    return f"'{cell}" if is_risky else cell


def read_columns(given: Any) -> dict[str, int]:
    """The column chosen for each thing; without those that a file does not tell."""
    return {key: number(text) for key in IMPORTED if (text := given.get(f"kolom-{key}", ""))}


def read_codes(given: Any, unknown: dict[str, dict[str, str]]) -> dict[str, dict[str, int]]:
    """The codes chosen for the writings nobody else knows."""
    found: dict[str, dict[str, int]] = {}
    for field, writings in unknown.items():
        for place, letters in enumerate(writings):
            if text := given.get(f"arti-{field}-{place}", ""):
                found.setdefault(field, {})[letters] = number(text)
    return found


def code_fields(unknown: dict[str, dict[str, str]]) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """A choice for each unknown writing: its name in the form, its words, and the list it belongs to."""
    words = column_words()
    return [
        (f"arti-{field}-{place}", f"{words[field]}: “{text}”", choices(field))
        for field, writings in unknown.items()
        for place, text in enumerate(writings.values())
    ]
