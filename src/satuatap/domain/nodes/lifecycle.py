"""States of an application that was taken without the line and of a number asked for by phone, and the verbs that lead
between them."""

from django.db import models

from satuatap.kernel.lifecycle import Move


class KeptState(models.TextChoices):
    WAITING = "waiting"  # for the line
    LOOK = "look"  # the centre did not take it: a person decides
    SENT = "sent"
    DROPPED = "dropped"


class WishState(models.TextChoices):
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    LATE = "late"  # the node did not hear of it in time; a number may still come


WISH_MOVES: dict[str, Move[WishState]] = {
    "give": Move(frozenset(WishState), WishState.GIVEN),  # the number is there, whatever was said before
    "refuse": Move(frozenset({WishState.ASKED, WishState.LATE}), WishState.REFUSED),
    "give up": Move(frozenset({WishState.ASKED}), WishState.LATE),
}

MOVES: dict[str, Move[KeptState]] = {
    "send": Move(frozenset({KeptState.WAITING}), KeptState.SENT),
    "turn down": Move(frozenset({KeptState.WAITING}), KeptState.LOOK),
    "send again": Move(frozenset({KeptState.LOOK, KeptState.WAITING}), KeptState.WAITING),
    "drop": Move(frozenset({KeptState.LOOK, KeptState.WAITING}), KeptState.DROPPED),
}
