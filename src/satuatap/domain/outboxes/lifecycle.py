"""What becomes of a sending, and why a device is ended."""

from django.db import models


class SendingState(models.TextChoices):
    SENT = "sent"  # handed in
    ASIDE = "aside"  # waits for a person
    SETTLED = "settled"  # a person has looked at it


class EndedFor(models.TextChoices):
    SIGNED_OFF = "signed-off"  # by its officer, on the device itself
    LOST = "lost"
    REPLACED = "replaced"


class Problem(models.TextChoices):
    """Why a sending went aside."""

    GONE = "gone"  # the person no longer stands on a card of this village
    DOUBLE = "double"  # the same was asked for meanwhile
    REVISION = "revision"  # the service is asked for in another way now
    INCOMPLETE = "incomplete"  # answers or papers are missing, or something cannot be as it was written
    CHANGED = "changed"  # the register says something else now than the slip does
    NUMBER = "number"  # the leased number on its paper cannot be its number
    REFUSED = "refused"  # the service does not take it


UNSENT = frozenset({Problem.DOUBLE, Problem.REVISION, Problem.INCOMPLETE, Problem.CHANGED})
"""A draft came of it, and a person may hand that in all the same."""

LIVES_DAYS = 7
"""How long a device opens its residents after it last had the line."""
