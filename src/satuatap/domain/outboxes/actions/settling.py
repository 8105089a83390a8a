"""A person looks at what could not go on by itself."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases.lifecycle import State
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..lifecycle import UNSENT, SendingState
from ..models import Sending
from .sheets import drop_sheets


@transaction.atomic
def settle(*, sending_id: UUID, note: str, by: Actor, at: datetime) -> Sending:
    """Say what was done about a sending that went aside. What was typed goes; a draft that came of it stays.

    Settled twice, the first counts. Raises ``Refused`` without a word on it, ``NotFound`` to other villages.
    """
    sending = _of_own_village(sending_id, by)
    if sending.state == SendingState.SENT:
        raise NotFound
    if sending.state == SendingState.SETTLED:
        return sending
    words = " ".join(note.split())[:300]
    if not words:
        raise Refused("note", _("Tulis apa yang dilakukan dengan kiriman ini."), field="catatan")
    sending.state, sending.note, sending.settled_at, sending.settled_by = SendingState.SETTLED, words, at, by.id
    sending.typed, sending.differs = {}, []
    drop_sheets(item=sending.pk, by=by, at=at)
    sending.save(update_fields=["state", "note", "settled_at", "settled_by", "typed", "differs"])
    record(
        "outboxes.settled", on=sending, by=by, at=at, unit_id=sending.device.unit_id, party_id=sending.party_id
    )  # fmt: skip
    return sending


@transaction.atomic
def send_on(*, sending_id: UUID, by: Actor, at: datetime) -> Sending:
    """Hand the draft in all the same, with what the register says today; or note that it was handed in meanwhile.

    Sent twice, the first counts. Raises ``Refused`` with what is still missing, ``NotFound`` to other villages, to
    colleagues of whoever wrote it, and where no draft came of it.
    """
    sending = _of_own_village(sending_id, by)
    if sending.state == SendingState.SENT:
        return sending
    if sending.state != SendingState.ASIDE or sending.problem not in UNSENT or sending.case is None:
        raise NotFound
    if sending.case.state == State.DRAFT:
        cases.hand_in(case_id=sending.case.pk, key=uuid5(sending.pk, "hand-in"), by=by, at=at)
    sending.state, sending.problem, sending.words = SendingState.SENT, "", ""
    sending.typed, sending.differs = {}, []
    sending.save(update_fields=["state", "problem", "words", "typed", "differs"])
    record(
        "outboxes.sent-on", on=sending, by=by, at=at, unit_id=sending.device.unit_id, party_id=sending.party_id
    )  # fmt: skip
    return sending


def _of_own_village(sending_id: UUID, by: Actor) -> Sending:
    """The sending, locked. Raises ``NotFound`` to whoever does not work at its village."""
    held = Sending.objects.select_for_update(of=("self",)).select_related("device", "case")
    sending = held.filter(pk=sending_id).first()
    if sending is None or sending.device.unit_id != policies.desk_of(by):
        raise NotFound
    return sending
