"""What was done last at a counter."""

from datetime import datetime
from uuid import UUID

import msgspec

from ..lifecycle import ErrandState
from ..models import Act, Call, ticket_no
from ..rules import UNDO_WITHIN


class LastAct(msgspec.Struct, frozen=True):
    """A press that can still be taken back: ``verb`` is call, start, finish, put back, transfer or park."""

    id: UUID
    verb: str
    by: str
    at: datetime
    number: str


def last_act(counter_id: UUID, at: datetime) -> LastAct | None:
    """The last press at a counter, not older than five minutes: the call of whoever is called now, else what was kept."""
    numbers = ("errand__visit__letter", "errand__visit__number")
    called = Call.objects.filter(
        counter_id=counter_id, errand__counter_id=counter_id, errand__state=ErrandState.CALLED, times=1
    )
    found = called.order_by("-at", "-id").values_list("id", "by", "at", *numbers).first()
    verb = "call"
    if found is None:
        kept = Act.objects.filter(counter_id=counter_id, undone_at=None).order_by("-at", "-id")
        row = kept.values_list("verb", "id", "by", "at", *numbers).first()
        if row is None:
            return None
        verb, found = row[0], row[1:]
    act_id, by, moment, letter, number = found
    return LastAct(act_id, verb, by, moment, ticket_no(letter, number)) if at - moment <= UNDO_WITHIN else None
