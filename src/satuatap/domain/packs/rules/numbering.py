"""Numbers that nobody has: in the form of real ones, with serials that no district ever reaches."""

from collections import Counter
from collections.abc import Collection
from datetime import date

FIRST_SERIAL = 9100
"""Serials begin anew for each birth date, sex and district, so real ones stay far below; the cast has 9001 and more."""
LAST_SERIAL = 9999
FEMALE = 2


class Numbers:
    """The next free number of every day in one district."""

    def __init__(self, district: str, niks: Collection[str], cards: Collection[str]) -> None:
        self._district = district
        self._niks = Counter(number[:12] for number in niks if int(number[12:]) >= FIRST_SERIAL)
        self._cards = Counter(number[:12] for number in cards if int(number[12:]) >= FIRST_SERIAL)

    def nik(self, born_on: date, sex: int) -> str:
        """A NIK that fits a birth date and a sex."""
        return self._next(self._niks, f"{self._district}{born_on.day + 40 * (sex == FEMALE):02}{born_on:%m%y}")

    def kk(self, recorded_on: date) -> str:
        return self._next(self._cards, f"{self._district}{recorded_on:%d%m%y}")

    @staticmethod
    def _next(used: Counter[str], beginning: str) -> str:
        """Raises ``ValueError`` for the 901st person of one day and district: no population is so dense."""
        serial = FIRST_SERIAL + used[beginning]
        if serial > LAST_SERIAL:
            raise ValueError(f"no serial is left for {beginning}")
        used[beginning] += 1
        return f"{beginning}{serial}"
