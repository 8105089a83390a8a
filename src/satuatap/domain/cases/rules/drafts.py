"""How long a draft is kept that nobody touches."""

from datetime import datetime, timedelta

KEPT = timedelta(days=30)
TOLD_BEFORE = timedelta(days=7)


def goes_at(touched_at: datetime) -> datetime:
    """When a draft is thrown away, counted from when it was last touched."""
    return touched_at + KEPT


def may_go(goes_at: datetime, told_at: datetime | None, now: datetime) -> bool:
    """Whether a draft goes now: its day has come, and whoever filled it has known for a week."""
    return now >= goes_at and told_at is not None and now >= told_at + TOLD_BEFORE
