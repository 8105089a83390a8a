"""What becomes of a call for help: shared by everybody who ends one."""

from datetime import datetime
from uuid import UUID

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from ..models import HelpCall
from .told import tell_help


def open_help(counter_id: UUID) -> HelpCall | None:
    """The call that is open at a counter, locked."""
    rows = HelpCall.objects.select_for_update(of=("self",)).select_related("counter")
    return rows.filter(counter_id=counter_id, over_at=None).first()


def close_help(asked: HelpCall, *, by: Actor, at: datetime) -> None:
    """Nobody needs to come any more."""
    asked.over_at = at
    asked.save(update_fields=["over_at"])
    note_help(asked, "over", by=by, at=at)


def note_help(asked: HelpCall, what: str, *, by: Actor, at: datetime) -> HelpCall:
    """Leave the trace of what happened to a call, and tell whoever may come."""
    record(f"visits.help-{what}", on=asked, by=by, at=at, unit_id=asked.counter.unit_id if asked.counter else None)
    tell_help(asked)
    return asked
