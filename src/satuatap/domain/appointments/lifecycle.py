"""States of a booking, and the verbs that lead between them."""

from django.db import models

from satuatap.kernel.lifecycle import Move


class BookingState(models.TextChoices):
    BOOKED = "booked"
    HERE = "here"  # checked in: from now on it is a visit
    CANCELLED = "cancelled"
    CALLED_OFF = "called-off"  # the hall closed at that time after all; the person may move
    MISSED = "missed"  # nobody came within the window


LIVE = (BookingState.BOOKED, BookingState.HERE)
"""These take a place in their slot."""

MOVES: dict[str, Move[BookingState]] = {
    "move": Move(frozenset({BookingState.BOOKED, BookingState.CALLED_OFF}), BookingState.BOOKED),
    "cancel": Move(frozenset({BookingState.BOOKED, BookingState.CALLED_OFF}), BookingState.CANCELLED),
    "call off": Move(frozenset({BookingState.BOOKED}), BookingState.CALLED_OFF),
    "miss": Move(frozenset({BookingState.BOOKED}), BookingState.MISSED),
    "check in": Move(frozenset({BookingState.BOOKED, BookingState.MISSED}), BookingState.HERE),
}
