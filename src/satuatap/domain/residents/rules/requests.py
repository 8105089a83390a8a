"""The clock of requests about one's own data. UU 27/2022 counts three times 24 hours of the calendar, not working time."""

from datetime import datetime, timedelta

TO_ANSWER = timedelta(hours=72)
RESTRICTABLE = (
    "phone", "email", "address", "birth_place", "father_name", "mother_name", "religion", "marital", "occupation",
    "education", "blood", "family",
)  # fmt: skip
"""Facts that a person may have kept out of forms one by one; by the others the person is found."""
WARN_BEFORE = timedelta(hours=24)


def answer_due(asked_at: datetime) -> datetime:
    """When the answer must be there: nights, Sundays and holidays count."""
    return asked_at + TO_ANSWER


def warns_from(due_at: datetime) -> datetime:
    """From when whoever must answer is reminded, so that there is still a day."""
    return due_at - WARN_BEFORE
