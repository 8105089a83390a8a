"""How long a file of residents is kept, with what the register was before it."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Keeping:
    """So many days, from a day on; ``source`` is what says so."""

    from_on: date
    days: int
    source: str


KEPT = (Keeping(date(2026, 1, 1), 30, "unknown"),)


def kept_until(on: date) -> date:
    """The last day on which a file whose latest step was asked for on a day is still there."""
    return on + timedelta(days=[step.days for step in KEPT if step.from_on <= on][-1])
