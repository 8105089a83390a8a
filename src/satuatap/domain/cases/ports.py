"""What a ``call`` step asks of the outside, in our own words: the closed table of calls, and who answers them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Shape:
    """What a call is told and what it answers: names of fields. ``system`` is what people call the other side."""

    system: str
    sends: frozenset[str]
    answers: frozenset[str]


CALLS: Mapping[str, Shape] = {
    "population-match": Shape("data kependudukan", frozenset({"nik", "name", "born_on"}), frozenset({"matched"})),
    "water-bill": Shape("perusahaan air minum", frozenset({"customer"}), frozenset({"amount", "period"})),
    "water-payment": Shape(
        "perusahaan air minum", frozenset({"customer", "amount", "receipt"}), frozenset({"reference"})
    ),
}
"""Every call that a service may name. Who answers it is joined in ``config/wiring.py``."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``key`` makes repeating it harmless; ``purpose`` is the service for which it is asked."""

    key: UUID
    purpose: str
    fields: Mapping[str, Any]


class Down(Exception):
    """No answer now: nobody there, not ready, or the quota is used up. Ask again later, with the same key."""


class Unusable(Exception):
    """An answer that a person has to look at. ``kind``: no-match, half, wrong (about somebody else) or refused."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class OutsideSystem(Protocol):
    def ask(self, question: Question) -> Mapping[str, Any]:
        """The answer, complete and about what was asked. Raises ``Down`` or ``Unusable``; takes seconds at most."""


systems: dict[str, OutsideSystem] = {}
