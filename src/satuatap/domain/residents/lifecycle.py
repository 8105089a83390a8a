"""What can happen to people and families, and how surely the register knows that it did."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """A civil event. ``enter`` is that the register begins to know somebody, or a card."""

    ENTER = "enter"
    BIRTH = "birth"
    DEATH = "death"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    MOVE_OUT = "move-out"
    MOVE_IN = "move-in"
    MOVE_WITHIN = "move-within"
    FAMILY = "family-change"
    CORRECTION = "correction"
    MISSING = "missing"
    FOUND = "found"


class EventState(TextChoices):
    """*Reported* until a reference of the population administration makes it *recorded*; *cancelled* ones count no more."""

    REPORTED = "dilaporkan"
    RECORDED = "tercatat"
    CANCELLED = "dibatalkan"


BEGINS = frozenset({Kind.ENTER, Kind.BIRTH})
"""Events by which the register comes to know somebody."""
