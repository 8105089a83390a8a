"""What this room asks of the outside: somebody who prints slips."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from .lifecycle import PrinterState


class Look(Enum):
    """How a line of a slip looks."""

    PLAIN = "plain"
    STRONG = "strong"
    HUGE = "huge"
    RULE = "rule"  # a line across, without words


@dataclass(frozen=True, slots=True)
class Line:
    words: str = ""
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed: centred lines, below them the QR of an address ("" for none), and the words under that."""

    lines: tuple[Line, ...]
    qr: str = ""
    below: tuple[Line, ...] = ()


class NotPrinted(Exception):
    """The slip was not printed. ``state`` is what is the matter; ``maybe`` that it may have been printed after all."""

    def __init__(self, state: PrinterState, *, maybe: bool = False) -> None:
        super().__init__(str(state))
        self.state, self.maybe = state, maybe


class SlipPrinter(Protocol):
    """``address`` is ``host:port``, ``width`` that of the paper in millimetres. Both answer within seconds."""

    def state(self, address: str) -> PrinterState:
        """What the printer says now; no answer is ``AWAY``."""

    def print(self, address: str, width: int, slip: Slip) -> PrinterState:
        """Print one slip and cut it; returns the printer's state after the printer said that it is done.

        Raises ``NotPrinted``. What a printer did not print is not printed later either.
        """


printers: list[SlipPrinter] = []  # filled once, by wiring
"""The one who speaks with printers on the network."""

sandboxes: set[str] = set()  # filled once, by wiring; empty in production
"""Addresses outside the network of a hall that may be used as well."""
