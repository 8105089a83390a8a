"""One page of manual for each role, in Indonesian: what they do here, with the words of their own buttons.

A text in square brackets quotes a page; a test looks for each of them there, so that no manual grows old. ``satuatap
manual`` sets them as A4 pages; this package is what the help pages read.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from satuatap.kernel import yamls

HERE = Path(__file__).parent
LAYOUT = HERE / "manual.typ"
ROLES = (
    "warga", "petugas-depan", "tim-teknis", "kepala-dinas", "kasir", "pengelola-instansi", "perangkat-desa", "kepala-desa",
    "pemandu", "pengelola-mal",
)  # fmt: skip
QUOTED = re.compile(r"\[([^\]]+)\]")

Piece = tuple[str, bool]  # a stretch of text, and whether it quotes a page


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    steps: tuple[tuple[Piece, ...], ...]

    @property
    def size(self) -> int:
        """How much room it takes, in letters: each step and the title begin a line, and stand apart."""
        return 80 + sum(30 + sum(len(text) for text, _quoted in step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Manual:
    role: str
    title: str
    reader: str
    parts: tuple[Part, ...]

    def columns(self) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The parts in their order, in two columns of about the same length."""
        sizes = [part.size for part in self.parts]
        at = min(range(1, len(sizes)), key=lambda n: abs(sum(sizes[:n]) - sum(sizes[n:])))
        return self.parts[:at], self.parts[at:]

    def quotes(self) -> frozenset[str]:
        """Every label of a page that this manual names."""
        return frozenset(text for part in self.parts for step in part.steps for text, is_quoted in step if is_quoted)


@lru_cache(maxsize=1)
def manuals() -> dict[str, Manual]:
    """Every manual by its role, the residents' first."""
    return {role: _read(role) for role in ROLES}


def folder() -> Path:
    """Where the pages lie once they are set."""
    return Path(settings.HOME) / "manuals"


def _read(role: str) -> Manual:
    path = HERE / f"{role}.yaml"
    body: Any = yamls.load(path.read_text(encoding="utf-8"), source=path.name).value
    parts = tuple(Part(part["title"], tuple(pieces(step) for step in part["steps"])) for part in body["parts"])
    return Manual(role, body["title"], body["reader"], parts)


def pieces(text: str) -> tuple[Piece, ...]:
    """``Tekan [Unggah].`` as three pieces, the middle one quoted."""
    found = [(part, number % 2 == 1) for number, part in enumerate(QUOTED.split(text))]
    return tuple(piece for piece in found if piece[0])
