"""States of an application that was taken without the line, and the verbs that lead between them."""

from django.db import models

from satuatap.kernel.lifecycle import Move


class KeptState(models.TextChoices):
    WAITING = "waiting"  # for the line
    LOOK = "look"  # the centre did not take it: a person decides
    SENT = "sent"
    DROPPED = "dropped"


MOVES: dict[str, Move[KeptState]] = {
    "send": Move(frozenset({KeptState.WAITING}), KeptState.SENT),
    "turn down": Move(frozenset({KeptState.WAITING}), KeptState.LOOK),
    "send again": Move(frozenset({KeptState.LOOK, KeptState.WAITING}), KeptState.WAITING),
    "drop": Move(frozenset({KeptState.LOOK, KeptState.WAITING}), KeptState.DROPPED),
}
