"""States of a visit and of its errands, and the verbs that lead between them."""

from django.db import models

from satuatap.kernel.lifecycle import Move


class VisitState(models.TextChoices):
    PENDING = "pending"  # has a number, but nobody has seen or printed it yet: it cannot be called
    OPEN = "open"
    DONE = "done"
    LEFT = "left"  # the visitor gave up, or never came
    VOID = "void"  # the number was never handed out


class ErrandState(models.TextChoices):
    PLANNED = "planned"  # its turn comes after another errand of the same visit
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"  # did not come when called; comes back by a word at any counter or the guide's desk
    DONE = "done"
    DROPPED = "dropped"  # not needed any more, or the visitor left


HERE = (ErrandState.WAITING, ErrandState.CALLED, ErrandState.SERVING)
"""A visitor can be in one of these with one errand only."""

AT_COUNTER = (ErrandState.CALLED, ErrandState.SERVING)
UNFINISHED = (ErrandState.PLANNED, *HERE, ErrandState.PARKED)

_OPEN = frozenset({VisitState.OPEN})
VISIT_MOVES: dict[str, Move[VisitState]] = {
    "hand out": Move(frozenset({VisitState.PENDING}), VisitState.OPEN),
    "void": Move(frozenset({VisitState.PENDING}), VisitState.VOID),
    "finish": Move(_OPEN, VisitState.DONE),
    "leave": Move(_OPEN, VisitState.LEFT),
    "reopen": Move(frozenset({VisitState.DONE}), VisitState.OPEN),
}

ERRAND_MOVES: dict[str, Move[ErrandState]] = {
    "wait": Move(frozenset({ErrandState.PLANNED}), ErrandState.WAITING),
    "call": Move(frozenset({ErrandState.WAITING}), ErrandState.CALLED),
    "call again": Move(frozenset({ErrandState.CALLED}), ErrandState.CALLED),
    "start": Move(frozenset({ErrandState.CALLED}), ErrandState.SERVING),
    "finish": Move(frozenset(AT_COUNTER), ErrandState.DONE),
    "put back": Move(frozenset(AT_COUNTER), ErrandState.WAITING),
    "park": Move(frozenset({ErrandState.CALLED}), ErrandState.PARKED),
    "bring back": Move(frozenset({ErrandState.PARKED}), ErrandState.WAITING),
    "postpone": Move(frozenset({ErrandState.WAITING}), ErrandState.WAITING),
    "swap": Move(frozenset({ErrandState.WAITING}), ErrandState.PLANNED),
    "drop": Move(frozenset(UNFINISHED), ErrandState.DROPPED),
    "wait on": Move(frozenset({ErrandState.CALLED}), ErrandState.WAITING),
    "stand called again": Move(
        frozenset({ErrandState.SERVING, ErrandState.WAITING, ErrandState.PARKED, ErrandState.DONE}), ErrandState.CALLED
    ),
    "serve on": Move(frozenset({ErrandState.WAITING, ErrandState.DONE}), ErrandState.SERVING),
}

BACK_TO = {
    ErrandState.WAITING: "wait on",
    ErrandState.CALLED: "stand called again",
    ErrandState.SERVING: "serve on",
}
"""The verb that takes an errand back to how it stood before a press."""


class SittingState(models.TextChoices):
    OPEN = "open"
    BREAK = "break"
    CLOSED = "closed"


class PrinterState(models.TextChoices):
    """What a printer says of itself."""

    READY = "ready"
    LOW = "low"  # prints, but its paper is nearly at an end
    EMPTY = "empty"  # no paper
    OPEN = "open"  # its cover is open
    JAMMED = "jammed"  # the cutter, or another fault that somebody must see to
    AWAY = "away"  # switched off, or the line to it is down


CAN_PRINT = (PrinterState.READY, PrinterState.LOW)


class ReaderKind(models.TextChoices):
    """What a kiosk can read to know who stands before it."""

    CARD = "card"
    CODE = "code"  # a QR of the digital identity


class PrintState(models.TextChoices):
    """What became of one attempt to print a slip."""

    SENDING = "sending"  # under way, or cut off by a crash
    PRINTED = "printed"  # the printer said that it was
    FAILED = "failed"  # it was not
    UNSURE = "unsure"  # the line broke after all was sent: nobody knows but whoever stands there
