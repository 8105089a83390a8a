"""The plainest letter that came in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from satuatap.domain.correspondence import actions, queries
from satuatap.domain.correspondence.models import Letter
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.ids import uuid7

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
TODAY = NOON.date()
PDF = b"%PDF-1.7\nSurat dinas\n%%EOF\n"


def facts(**changes: Any) -> queries.Facts:
    told = {
        "received_on": TODAY, "sender": "Camat Licin", "subject": "Undangan rapat koordinasi",
        "sender_number": "005/112/429.523/2026", "dated_on": date(2026, 11, 20),
    }  # fmt: skip
    return queries.Facts(**told | changes)


def register(unit: Any, by: Actor, *, key: UUID | None = None, **changes: Any) -> Letter:
    own = {name: changes.pop(name) for name in ("body", "sheets") if name in changes}
    return actions.register(unit_id=unit.pk, facts=facts(**changes), key=key or uuid7(), by=by, at=NOON, **own)


def put_instructions() -> None:
    entries = [
        actions.InstructionEntry("tindak-lanjuti", "Tindak lanjuti"),
        actions.InstructionEntry("hadiri", "Hadiri"),
    ]
    actions.put_instructions(entries=entries, by=system("test"), at=NOON)


def dispose(letter: Letter, head: Actor, *to: Actor, due_on: date | None = None, key: UUID | None = None, **told: Any):
    order = actions.Order(
        to=[actor.account_id for actor in to], due_on=due_on, **{"instructions": ["tindak-lanjuti"]} | told
    )
    return actions.dispose(letter_id=letter.pk, order=order, key=key or uuid7(), by=head, at=NOON)
