"""Knowing somebody at a machine: a code to the telephone of the person behind a number, and who they are then.

Whoever asks learns nothing: known and unknown numbers are taken in alike, and only the worker looks for the person.
"""

from datetime import datetime

import msgspec
from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.jobs import publish
from satuatap.kernel.secrets import seal

from .. import policies, queries
from ..events import CodeAsked
from ..queries.proven import Proven
from ..rules import ASKED, AskedCode


@transaction.atomic
def ask_code(*, nik: str, code: str, by: Actor, at: datetime, language: str = "id") -> None:
    """Send the code to the telephone of whoever has this NIK, if somebody has it who was seen in person.

    The answer, the writes and the time are the same whether somebody has it or not.
    """
    policies.require(by.is_system)
    asked = msgspec.json.encode(AskedCode(nik, code, at))
    record("residents.code-asked", by=by, at=at)
    publish(CodeAsked(sealed=seal(asked, ASKED).hex(), language=language))


@transaction.atomic
def recognise(*, nik: str, by: Actor, at: datetime) -> Proven:
    """Who has proven at this machine that the number is theirs. Raises ``NotFound`` when there is nobody, or not any more."""
    policies.require(by.is_system)
    found = queries.proven(nik, at)
    if found is None:
        raise NotFound
    record("residents.recognised", by=by, at=at, party_id=found.party_id, purpose="telephone")
    return found
