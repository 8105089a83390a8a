"""The promise of a case as pages show it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from satuatap.kernel.calendars import NotEnoughCalendar

from ..models import Case
from ..rules import clock
from ..rules.flow import Span
from . import calendars, standards
from .outages import outages_of
from .views import PromiseView


def pauses_of(case: Case) -> list[clock.Rest]:
    """The pauses of a case in the order of time."""
    return [clock.Rest(p.begins_at, p.ends_at, p.cause) for p in case.pauses.order_by("begins_at")]


def rests_of(case: Case, pauses: Sequence[clock.Rest] | None = None) -> list[clock.Rest]:
    """All for which the promise rests: the pauses of the case, and outages of what it needs."""
    return [*(pauses_of(case) if pauses is None else pauses), *outages_of(case)]


def promise_view(case: Case, rests: Sequence[clock.Rest], now: datetime) -> PromiseView:
    """The promise now: what is left, how much of it is used, why it rests."""
    promise = standards.standard(case.revision_id).promise
    resting = next((p for p in rests if p.ends_at is None), None)
    kept = case.ready_at <= case.due_at if case.ready_at and case.due_at else None
    if promise is None:
        cause, since = (resting.cause, resting.begins_at) if resting else ("", None)
        return PromiseView(None, "", None, None, 0.0, cause, since, None)
    left, share = None, 0.0
    if case.accepted_at:
        left, share = _run(case, Span(promise.amount, promise.unit), rests, case.ready_at or now)
    return PromiseView(
        amount=promise.amount,
        unit=promise.unit,
        due_at=case.due_at,
        left=left,
        used_share=share,
        paused_for=resting.cause if resting else "",
        paused_since=resting.begins_at if resting else None,
        kept=kept,
        is_late=case.ready_at is None and case.due_at is not None and case.due_at < now,
    )


def _run(case: Case, span: Span, rests: Sequence[clock.Rest], now: datetime) -> tuple[timedelta | None, float]:
    assert case.accepted_at is not None  # noqa: S101 (the caller has looked)
    accepted_at, due = case.accepted_at, case.due_at
    try:
        used = calendars.with_calendar(
            case.unit_id,
            accepted_at,
            lambda calendar, _zone: clock.used(span, accepted_at, now, rests, calendar),
            until=now,
        )
        left = (
            calendars.with_calendar(
                case.unit_id,
                min(now, due),
                lambda calendar, _zone: clock.left(span, now, due, calendar),
                until=max(now, due),
            )
            if due
            else None
        )
    except NotEnoughCalendar:
        return None, 0.0
    if left is None:
        return None, 0.0
    whole = used + left
    share = 1.0 if left <= timedelta(0) else used / whole if whole else 0.0
    return left, min(1.0, max(0.0, share))
