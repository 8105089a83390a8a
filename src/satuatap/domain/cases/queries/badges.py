"""The word for a case's condition, from the vocabulary of the design: one of a closed set of codes."""

from datetime import datetime

from ..lifecycle import ENDS, State
from ..models import Case

CODES = ("draft", "new", "working", "correct", "pay", "done", "refused", "late", "withdrawn", "lapsed", "ready")


def badge_of(case: Case, now: datetime | None = None) -> str:
    """draft, new, working, correct (the applicant's turn), pay, ready (to be collected), done, refused, withdrawn,
    lapsed; late (on top of new and working) when ``now`` is past the promise."""
    state = State(case.state)
    if state in ENDS:
        return {
            State.COMPLETED: "done",
            State.REFUSED: "refused",
            State.WITHDRAWN: "withdrawn",
            State.LAPSED: "lapsed",
        }[state]
    if state is State.DRAFT:
        return "draft"
    if case.waiting_for == "payment":
        return "pay"
    if case.waiting_for:
        return "correct"
    if case.ready_at:
        return "ready"
    if now and is_late(case, now):
        return "late"
    return "new" if state is State.SUBMITTED else "working"


def is_late(case: Case, now: datetime) -> bool:
    """Whether the running promise, or the limit for accepting, has passed."""
    if case.ready_at or case.waiting_for:
        return False
    limit = case.due_at if case.accepted_at else case.accept_due_at
    return limit is not None and limit < now
