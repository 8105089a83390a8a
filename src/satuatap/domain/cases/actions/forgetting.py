"""Drafts that nobody goes on with: said once, a week before, and then thrown away."""

from datetime import datetime

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.retention import actions as retention
from satuatap.kernel.actors import Actor
from satuatap.kernel.jobs import publish

from .. import events
from ..lifecycle import State
from ..models import Case
from ..rules import drafts

AT_ONCE = 500


@transaction.atomic
def tell_forgotten(*, by: Actor, at: datetime) -> int:
    """Say of drafts that they will be thrown away, and when; returns of how many. Each is said once until touched."""
    rows = Case.objects.select_for_update(skip_locked=True).filter(
        state=State.DRAFT, told_goes_at=None, goes_at__lte=at + drafts.TOLD_BEFORE
    )
    found = list(rows.order_by("goes_at")[:AT_ONCE])
    for case in found:
        # Never less than the week that was promised, even when the job was down for a while.
        case.goes_at = max(case.goes_at or at, at + drafts.TOLD_BEFORE)
        case.told_goes_at = at
        case.save(update_fields=["goes_at", "told_goes_at"])
        record("case.forgetting-told", on=case, by=by, at=at, party_id=case.party_id)
        publish(events.DraftGoes(case_id=case.pk))
    return len(found)


def discard_forgotten(*, by: Actor, at: datetime) -> int:
    """Throw away the drafts whose day has come; returns how many."""
    gone = 0
    while number := retention.destroy_some(code="draft", by=by, at=at):
        gone += number
    return gone
