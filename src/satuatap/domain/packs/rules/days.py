"""Days of the week by name."""

from .grammar import WEEKDAYS


def weekdays(text: str) -> range:
    """``monday-thursday`` as weekdays from 0 to 3; a single name as that day. Backwards ranges are empty."""
    first, _dash, last = text.partition("-")
    return range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
