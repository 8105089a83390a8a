"""What visitors said, put together so that nobody's answer can be told from the others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from satuatap.kernel.errors import NotFound, Refused

_NUMBER = re.compile(r"([A-Z]{1,2})[ .\-]*0*([0-9]{1,6})")
ENOUGH_ANSWERS = 5
VALUES = (1, 2, 3, 4)
"""*Tidak baik*, *kurang baik*, *baik*, *sangat baik*: the scale of the satisfaction survey, so that words mean the same."""


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Days that follow each other, with how many gave each of the four answers."""

    first: date
    last: date
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts)


def answer_spans(days: Iterable[tuple[date, Sequence[int]]]) -> tuple[AnswerSpan, ...]:
    """Days in their order, gathered until there are enough answers; what is left over is told once more have come.

    No day is in two spans, so no span minus another tells what fewer visitors said.
    """
    found: list[AnswerSpan] = []
    first, counts = None, [0] * len(VALUES)
    for day, more in days:
        first = first or day
        counts = [one + other for one, other in zip(counts, more, strict=True)]
        if sum(counts) >= ENOUGH_ANSWERS:
            found.append(AnswerSpan(first, day, tuple(counts)))
            first, counts = None, [0] * len(VALUES)
    return tuple(found)


def require_value(value: int) -> None:
    """Raises ``Refused`` for what is none of the four answers."""
    if value not in VALUES:
        raise Refused("value", _("Pilih salah satu jawaban."), field="nilai")


def number_typed(text: str) -> tuple[str, int]:
    """Letter and number of what somebody copied from a slip: ``A-024``, ``a24``. Raises ``NotFound``."""
    found = _NUMBER.fullmatch(text.strip().upper())
    if found is None:
        raise NotFound
    return found[1], int(found[2])
