"""Paper for those whom no message reached."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.lifecycle import move

from .. import policies
from ..lifecycle import MOVES, Channel, State
from ..models import Delivery, Message


@transaction.atomic
def print_slip(*, message_id: UUID, by: Actor, at: datetime, areas: frozenset[str] = frozenset()) -> None:
    """The slip is printed; printed again, nothing changes. Raises ``NotFound`` to strangers and for one that is not listed."""
    slip = _locked(message_id, by, areas)
    if slip.state == State.QUEUED:
        slip.state, slip.sent_at = move(MOVES, "send", State.QUEUED), at
        _save(slip, Delivery.Outcome.PRINTED, by=by, at=at)


@transaction.atomic
def give_slip(*, message_id: UUID, by: Actor, at: datetime, areas: frozenset[str] = frozenset()) -> None:
    """The slip was handed over: the notice has arrived."""
    slip = _locked(message_id, by, areas)
    slip.state, slip.read_at = move(MOVES, "arrive", State(slip.state)), at
    _save(slip, Delivery.Outcome.GIVEN, by=by, at=at)


def _locked(message_id: UUID, by: Actor, areas: frozenset[str]) -> Message:
    listed = (State.QUEUED, State.SENT)
    rows = Message.objects.select_for_update().filter(pk=message_id, channel=Channel.SLIP, state__in=listed)
    slip = rows.first()
    if slip is None or not policies.may_hand_out(by, slip, areas):
        raise NotFound
    return slip


def _save(slip: Message, outcome: Delivery.Outcome, *, by: Actor, at: datetime) -> None:
    slip.save(update_fields=["state", "sent_at", "read_at"])
    Delivery.objects.create(message=slip, at=at, outcome=outcome)
    record(f"message.{outcome}", on=slip, by=by, at=at, party_id=slip.party_id, unit_id=slip.unit_id)
