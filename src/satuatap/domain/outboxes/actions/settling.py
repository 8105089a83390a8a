"""A person looks at what could not go on by itself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..lifecycle import SendingState
from ..models import Sending


@transaction.atomic
def settle(*, sending_id: UUID, note: str, by: Actor, at: datetime) -> Sending:
    """Say what was done about a sending that went aside. What was typed goes; a draft that came of it stays.

    Settled twice, the first counts. Raises ``Refused`` without a word on it, ``NotFound`` to other villages.
    """
    sending = Sending.objects.select_for_update(of=("self",)).select_related("device").filter(pk=sending_id).first()
    if sending is None or sending.device.unit_id != policies.desk_of(by) or sending.state == SendingState.SENT:
        raise NotFound
    if sending.state == SendingState.SETTLED:
        return sending
    words = " ".join(note.split())[:300]
    if not words:
        raise Refused("note", _("Tulis apa yang dilakukan dengan kiriman ini."), field="catatan")
    sending.state, sending.note, sending.settled_at, sending.settled_by = SendingState.SETTLED, words, at, by.id
    sending.typed = {}
    sending.save(update_fields=["state", "note", "settled_at", "settled_by", "typed"])
    record(
        "outboxes.settled", on=sending, by=by, at=at, unit_id=sending.device.unit_id, party_id=sending.party_id
    )  # fmt: skip
    return sending
