"""When a draft goes that nobody touches; how long it is kept says the schedule."""

from datetime import datetime, timedelta

TOLD_BEFORE = timedelta(days=7)


def may_go(goes_at: datetime, told_at: datetime | None, now: datetime) -> bool:
    """Whether a draft goes now: its day has come, and whoever filled it has known for a week."""
    return now >= goes_at and told_at is not None and now >= told_at + TOLD_BEFORE
