"""The word for a case's condition, from the vocabulary of the design: one of a closed set of codes."""

from datetime import datetime, timedelta

from django.utils import timezone

from ..lifecycle import ENDS, State
from ..models import EARLIER, Case

DAY = timedelta(days=1)


def badge_of(case: Case, now: datetime | None = None) -> str:
    """draft, held (sent, waits for an earlier application), new, in-progress, returned (the applicant's turn), awaiting-payment, ready (to be collected), completed,
    refused, withdrawn, lapsed; with ``now`` also late and due-today instead of new and in-progress."""
    state = State(case.state)
    if state in ENDS:
        return {
            State.COMPLETED: "completed",
            State.REFUSED: "refused",
            State.WITHDRAWN: "withdrawn",
            State.LAPSED: "lapsed",
        }[state]
    if state is State.DRAFT:
        return "held" if case.waiting_for == EARLIER else "draft"
    if case.waiting_for == "payment":
        return "awaiting-payment"
    if case.waiting_for:
        return "returned"
    if case.ready_at:
        return "ready"
    limit = limit_of(case)
    if now and limit and limit < now:
        return "late"
    if now and limit and limit - now < DAY and timezone.localdate(limit) == timezone.localdate(now):
        return "due-today"
    return "new" if state is State.SUBMITTED else "in-progress"


def limit_of(case: Case) -> datetime | None:
    """The moment by which the agency has to act: the end of the promise, before acceptance the limit for accepting."""
    return case.due_at if case.accepted_at else case.accept_due_at


def running_limit(case: Case) -> datetime | None:
    """The same while it runs; None once the product is there and only waits to be collected."""
    return None if case.ready_at else limit_of(case)
