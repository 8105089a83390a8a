"""When an outside system is asked again, and whether it agrees with what an officer wrote."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from .flow import Span

GIVE_UP = Span(1, "day")
"""How long a call is tried where the step says nothing else."""
LEASE = timedelta(minutes=5)
"""Until then somebody is asking; a worker that died is replaced afterwards."""
RECONCILE_FOR = timedelta(days=30)


def next_try(tried: int, at: datetime) -> datetime:
    """A minute after the first silence, twice as long after each further one, at most an hour."""
    return at + min(timedelta(hours=1), timedelta(minutes=2 ** min(tried - 1, 6)))


def next_comparison(tried: int, at: datetime) -> datetime:
    """An hour after an officer went on by hand, then in growing steps, at most a day."""
    return at + min(timedelta(days=1), timedelta(hours=2 ** min(tried, 5)))


def differences(typed: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[str, ...]:
    """The results in which the officer and the outside do not agree; what the outside does not know is no difference."""
    return tuple(sorted(name for name in answer if str(answer[name]).strip() != str(typed.get(name, "")).strip()))
