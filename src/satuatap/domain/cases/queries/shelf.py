"""Where a finished product lies, for the page of its case."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeepingView:
    """Where a finished paper lies: ``place`` shelf, courier or village, with the shelf or the courier in words."""

    place: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the product of a case lies; ``village`` is the office that may hand it over instead, "" for none."""

    keeping: KeepingView | None
    village: str
