"""The wordings of dispositions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from satuatap.kernel.remembered import remembered

from ..models import Instruction


@dataclass(frozen=True, slots=True)
class InstructionRow:
    """One wording, in Indonesian."""

    code: str
    name: str


def instructions_on(day: date) -> tuple[InstructionRow, ...]:
    """What a head may choose from on a day, in the order of the pack."""
    return offered(every(), day)


@remembered
def every() -> tuple[Instruction, ...]:
    """Every wording there ever was, in the order of the pack."""
    return tuple(Instruction.objects.order_by("place", "code"))


def offered(rows: Iterable[Instruction], day: date) -> tuple[InstructionRow, ...]:
    """Those of the wordings that hold on a day."""
    return tuple(
        InstructionRow(row.code, row.name)
        for row in rows
        if row.active and (row.from_on is None or row.from_on <= day) and (row.to_on is None or row.to_on >= day)
    )
