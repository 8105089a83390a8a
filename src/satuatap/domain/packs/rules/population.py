"""People who do not exist, in the shares that real counts give: sex, age, marriage, size of families, places.

A population is made in blocks. Each block follows from the plan, the seed and its own number alone, so a run that was
broken off goes on with the next block and ends with the same people.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

import msgspec

BLOCK = 5_000
YEAR = 365.25
ADULT = 19
"""Nobody is married or heads a family before: the age at which the law lets people marry."""
FEW = 40  # so few of one sex in a block are spread evenly over the ages, without chance
MALE, FEMALE = 1, 2
UNMARRIED, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4


class Band(msgspec.Struct, frozen=True):
    """Ages from one birthday until another (not included), and their weight."""

    first: int
    last: int
    weight: int


class Plan(msgspec.Struct, frozen=True):
    """What a population is made after. ``bands`` are ages, ``married`` how many of a hundred women of an age live with
    a husband, ``sizes`` how many of a hundred families have so many members, ``villages`` codes with their weights."""

    on: date
    size: int
    seed: int
    men: int
    women: int
    bands: tuple[Band, ...]
    married: tuple[tuple[int, int], ...]
    sizes: tuple[tuple[int, int], ...]
    villages: tuple[tuple[str, float], ...]
    men_names: tuple[str, ...]
    women_names: tuple[str, ...]
    last_names: tuple[str, ...]
    mark: str

    @property
    def blocks(self) -> int:
        return -(-self.size // BLOCK)

    def people_in(self, block: int) -> int:
        return min(BLOCK, self.size - block * BLOCK)

    def family_size(self) -> float:
        """How many members a family has on average."""
        return sum(members * share for members, share in self.sizes) / sum(share for _, share in self.sizes)


class Body:
    """Somebody before there is a name: sex and age in days on the day of the plan, then marriage."""

    __slots__ = ("days", "marital", "sex")

    def __init__(self, sex: int, days: int) -> None:
        self.sex, self.days, self.marital = sex, days, UNMARRIED

    @property
    def years(self) -> float:
        return self.days / YEAR


class Places:
    """Which village the people of a block live in: the block's stretch of the whole is cut as the weights say."""

    def __init__(self, plan: Plan) -> None:
        self._codes = [code for code, _weight in plan.villages]
        whole = sum(weight for _code, weight in plan.villages)
        self._ends = [plan.size * end / whole for end in accumulate(weight for _code, weight in plan.villages)]

    def of(self, place: int) -> str:
        """The village of the person at a place in the whole."""
        return self._codes[min(bisect_right(self._ends, place), len(self._codes) - 1)]


def chance_of(plan: Plan, block: int) -> random.Random:
    """The dice of one block; the same for the same plan."""
    return random.Random(f"{plan.seed}:{block}")  # noqa: S311 (no secret: the same people every time)


def bodies(plan: Plan, many: int, chance: random.Random) -> tuple[list[Body], list[Body]]:
    """So many men and women, the youngest first, as the shares of sex and age say."""
    men = _share(many, plan.men, plan.women, chance)
    return _of_sex(plan, MALE, men, chance), _of_sex(plan, FEMALE, many - men, chance)


def _share(many: int, men: int, women: int, chance: random.Random) -> int:
    """How many of them are men; what is left over a whole number falls by chance, so that blocks add up."""
    exact = many * men / (men + women)
    return int(exact) + (chance.random() < exact % 1)


def _of_sex(plan: Plan, sex: int, many: int, chance: random.Random) -> list[Body]:
    ends = list(accumulate(band.weight for band in plan.bands))
    found = []
    for number in range(many):
        point = (number + (chance.random() if many > FEW else 0.5)) / many * ends[-1]
        index = min(bisect_right(ends, point), len(ends) - 1)
        band, within = plan.bands[index], ends[index] - point
        part = 1 - within / band.weight
        found.append(Body(sex, int((band.first + part * (band.last - band.first)) * YEAR)))
    return found


def pairs(plan: Plan, men: Sequence[Body], women: Sequence[Body], chance: random.Random) -> list[tuple[Body, Body]]:
    """Husbands and wives. Ages differ by a few years; who finds nobody of a fitting age stays alone."""
    wives = [woman for woman in women if woman.years >= ADULT and chance.random() * 100 < _married(plan, woman.years)]
    wanted = sorted(((wife.years + _gap(chance), index) for index, wife in enumerate(wives)))
    grooms = [man for man in men if man.years >= ADULT]
    found, place = [], 0
    for age, index in wanted:
        while place < len(grooms) and grooms[place].years < age - 3:
            place += 1
        if place == len(grooms):
            break
        if grooms[place].years <= age + 8:
            found.append((grooms[place], wives[index]))
            grooms[place].marital = wives[index].marital = MARRIED
            place += 1
    return found


def _gap(chance: random.Random) -> float:
    """How much older he is."""
    return min(12.0, max(-4.0, chance.gauss(3, 3)))


def _married(plan: Plan, years: float) -> int:
    return next((share for age, share in reversed(plan.married) if years >= age), 0)


def settle_alone(body: Body, chance: random.Random) -> None:
    """Whether somebody without husband or wife was married before: the older, the likelier; men stay alone less."""
    years, dice = body.years, chance.random()
    if years < (32 if body.sex == FEMALE else 40) or dice < 0.08:
        return
    widowed = 0.9 if years >= 60 else 0.4
    body.marital = WIDOWED if dice < widowed else DIVORCED


def names(plan: Plan, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Names without end, one for a man and one for a woman at a time; the mark says that nobody is called so."""
    while True:
        last = chance.choice(plan.last_names)
        middle = f" {chance.choice(plan.last_names)}" if chance.random() < 0.4 else ""
        yield (
            f"{chance.choice(plan.men_names)}{middle} {last} {plan.mark}",
            f"{chance.choice(plan.women_names)}{middle} {last} {plan.mark}",
        )


def born_on(plan: Plan, body: Body) -> date:
    return plan.on - timedelta(days=body.days)
