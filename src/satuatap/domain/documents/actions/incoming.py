"""Numbers of letters that come in: from a series of their own, or from the one they share with letters out."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import NumberState
from ..models import NumberEntry
from ..queries.numbers import incoming_counter
from ..rules import numbers
from .numbers import locked, take


@transaction.atomic
def number_incoming(*, incoming_id: UUID, unit_id: UUID, on: date, body: str = "", by: Actor, at: datetime) -> int:
    """The next number in a unit's agenda for a letter that came in on a day; ``body`` is one beside the office.

    Inside the caller's transaction, which should be short: others of the same series wait for it.
    """
    policies.require_registrar(by, unit_id)
    family = locked(numbers.incoming_series(body), unit_id, on.year)  # nobody changes the way of counting meanwhile
    code = incoming_counter(unit_id, on.year, body)
    series = family if code == family.code else locked(code, unit_id, on.year)
    (number,) = take(series, 1)
    entry = NumberEntry.objects.create(
        series=series, number=number, text=str(number), incoming=incoming_id, state=NumberState.INCOMING, used_on=on,
        entered_at=at, entered_by=by.id,
    )  # fmt: skip
    record("number.given-in", on=entry, by=by, at=at, unit_id=unit_id)
    return number


@transaction.atomic
def void_incoming(*, incoming_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """The number of a letter in was given by mistake: it stays, and says why."""
    entry = (
        NumberEntry.objects.select_for_update(of=("self",))
        .select_related("series")
        .filter(incoming=incoming_id)
        .first()
    )
    if entry is None:
        raise NotFound
    policies.require_registrar(by, entry.series.unit_id)
    entry.state, entry.reason = NumberState.VOID, reason[:200]
    entry.save(update_fields=["state", "reason"])
    record("number.void", on=entry, by=by, at=at, unit_id=entry.series.unit_id)
