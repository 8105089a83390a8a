"""The wordings of dispositions, from packs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import policies
from ..models import Instruction


@dataclass(frozen=True, slots=True)
class InstructionEntry:
    """A wording as a pack has it."""

    code: str
    name: str
    from_on: date | None = None
    to_on: date | None = None


@transaction.atomic
def put_instructions(*, entries: Sequence[InstructionEntry], by: Actor, at: datetime) -> int:
    """Enter or change the wordings that packs tell of; those that none names any more are out of use, never deleted.
    Returns how many changed."""
    policies.require_system(by)
    known = {row.code: row for row in Instruction.objects.all()}
    changed = []
    for place, entry in enumerate(entries):
        facts = {
            "name": entry.name, "place": place, "from_on": entry.from_on, "to_on": entry.to_on, "active": True,
        }  # fmt: skip
        row = known.get(entry.code)
        if row is None or any(getattr(row, name) != value for name, value in facts.items()):
            changed.append(Instruction(code=entry.code, **facts))
    gone = [row for code, row in known.items() if row.active and code not in {entry.code for entry in entries}]
    for row in gone:
        row.active = False
    for row in (*changed, *gone):
        row.save()
        record("instruction.put", on=row, by=by, at=at)
    return len(changed) + len(gone)
