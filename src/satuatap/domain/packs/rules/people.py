"""What a made-up person is called, learnt and works as, and where a made-up family lives."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from .households import CHILD, Home
from .population import FEMALE, Body, Plan, born_on, chance_of, names

PUPIL, WITHOUT_WORK = 3, 1
SCHOOL = ((7, 1), (13, 2), (16, 3), (19, 4))  # younger than: the highest that is finished
FIRST_CARD = date(2006, 1, 2)


class Maker:
    """The facts of the people of one block. Its dice are its own, so that names never change who lives with whom."""

    def __init__(self, plan: Plan, block: int, told: Mapping[str, Any]) -> None:
        self._plan, self._chance, self._told = plan, chance_of(plan, -1 - block), told
        self._names = names(plan, self._chance)
        self._shares = {
            key: (list(map(int, told[key])), list(told[key].values()))
            for key in ("religions", "schooling", "work_of_men", "work_of_women")
        }
        self._days = (plan.on - FIRST_CARD).days

    def card(self) -> dict[str, Any]:
        """Address and neighbourhood of a family, and the day its card is from."""
        chance = self._chance
        return {
            "address": f"{self._told['street']} {chance.randrange(1, 200)}",
            "rt": f"{chance.randrange(1, 13):03}",
            "rw": f"{chance.randrange(1, 9):03}",
            "recorded_on": FIRST_CARD + timedelta(days=chance.randrange(self._days)),
        }

    def members(self, home: Home) -> Iterator[dict[str, Any]]:
        """Everybody on a card but for the NIK; one family has one religion."""
        religion = self._one_of("religions")
        called = [next(self._names)[body.sex - 1] for body, _relation in home.seats]
        parents = {"father_name": called[0], "mother_name": called[1]} if home.has_wife else {}
        for (body, relation), name in zip(home.seats, called, strict=True):
            yield {
                "relation": relation,
                "name": name,
                "sex": body.sex,
                "born_on": born_on(self._plan, body),
                "birth_place": self._told["birth_place"],
                "religion": religion,
                "marital": body.marital,
                "occupation": self._work(body),
                "education": self._schooling(body),
                **(parents if relation == CHILD else {}),
            }

    def _one_of(self, key: str) -> int:
        values, weights = self._shares[key]
        return self._chance.choices(values, weights)[0]

    def _schooling(self, body: Body) -> int:
        return next((level for age, level in SCHOOL if body.years < age), None) or self._one_of("schooling")

    def _work(self, body: Body) -> int:
        if body.years < 7:
            return WITHOUT_WORK
        if body.years < 18:
            return PUPIL
        return self._one_of("work_of_women" if body.sex == FEMALE else "work_of_men")
