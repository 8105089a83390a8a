"""Bringing people together under one roof, so that every card is one that the register would take."""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain

from .population import ADULT, UNMARRIED, YEAR, Body, Plan, bodies, chance_of, pairs, settle_alone

HEAD, WIFE, CHILD, GRANDCHILD, PARENT, PARENT_IN_LAW, OTHER = 1, 3, 4, 6, 7, 8, 9
MOTHER_LEAST, MOTHER_MOST, FATHER_LEAST = 18, 44, 16  # years between a parent and a child
PARENT_LEAST, PARENT_MOST = 18, 45  # years between somebody and the parent who lives with them
GRANDPARENT_LEAST = 38
BETWEEN_SIBLINGS = 300  # days
GROWN = 40  # a child of this age does not live with the parents as one any more
TRIES = 12


class Home:
    """One card in the making: everybody with the relation to the head, and how many more there is room for."""

    __slots__ = ("mother", "room", "seats")

    def __init__(self, head: Body, wife: Body | None = None) -> None:
        self.seats: list[tuple[Body, int]] = [(head, HEAD)]
        if wife:
            self.seats.append((wife, WIFE))
        self.mother = wife or head
        self.room = 0

    @property
    def head(self) -> Body:
        return self.seats[0][0]

    @property
    def has_wife(self) -> bool:
        return self.mother is not self.head

    def seat(self, body: Body, relation: int) -> None:
        self.seats.append((body, relation))
        self.room -= 1

    def takes_child(self, child: Body) -> bool:
        """Whether the child can be the head's, and is no sibling's near twin."""
        return self.head.days - child.days >= FATHER_LEAST * YEAR and all(
            abs(body.days - child.days) >= BETWEEN_SIBLINGS for body, relation in self.seats if relation == CHILD
        )


def homes(plan: Plan, block: int) -> list[Home]:
    """The families of one block: everybody of it stands on exactly one card."""
    chance = chance_of(plan, block)
    men, women = bodies(plan, plan.people_in(block), chance)
    couples = pairs(plan, men, women, chance)
    alone = [body for body in chain(men, women) if body.marital == UNMARRIED]
    for body in alone:
        settle_alone(body, chance)
    found = [Home(husband, wife) for husband, wife in couples]
    wanted = max(round((len(men) + len(women)) / plan.family_size()) - len(found), 0 if found else 1)
    heads, rest = _heads(alone, wanted, chance)
    found += [Home(head) for head in heads]
    _make_room(plan, found, chance)
    _seat_rest(found, rest, chance)
    chance.shuffle(found)
    return found


def _heads(alone: Sequence[Body], wanted: int, chance: random.Random) -> tuple[list[Body], list[Body]]:
    """Who lives as the head of a family without husband or wife: rather those who had one, and the older."""
    ranked = sorted(alone, key=lambda body: (body.marital == UNMARRIED, -min(body.years, 30) - chance.random() * 12))
    grown = [body for body in ranked if body.years >= ADULT] or ranked
    heads = set(map(id, grown[:wanted]))
    return grown[:wanted], [body for body in alone if id(body) not in heads]


def _make_room(plan: Plan, found: Sequence[Home], chance: random.Random) -> None:
    """Give every home its size: the smallest to those who live alone, the others by chance."""
    whole = sum(share for _, share in plan.sizes)
    sizes = [members for members, share in plan.sizes for _ in range(round(len(found) * share / whole))]
    sizes += [2] * (len(found) - len(sizes))
    sizes = sorted(sizes[: len(found)])
    single = [home for home in found if len(home.seats) == 1]
    chance.shuffle(single)
    ones = sizes.count(1)
    for home in single[:ones]:
        home.room = 0
    others = [*single[ones:], *(home for home in found if len(home.seats) == 2)]
    rest = sizes[len(single[:ones]) :]
    chance.shuffle(rest)
    for home, size in zip(others, rest, strict=True):
        home.room = size - len(home.seats)


def _seat_rest(found: list[Home], rest: Sequence[Body], chance: random.Random) -> None:
    """Everybody who is no head and no wife: children to parents, the old to their children, the others to relatives."""
    by_mother = sorted(found, key=lambda home: home.mother.days)
    ages = [home.mother.days for home in by_mother]
    waiting = list(rest)
    chance.shuffle(waiting)
    waiting.sort(key=lambda body: body.years >= ADULT)  # the young first: nobody else can take them in
    for body in waiting:
        home, relation = None, OTHER
        if body.marital == UNMARRIED and body.years < GROWN:
            low, high = body.days + MOTHER_LEAST * YEAR, body.days + MOTHER_MOST * YEAR
            home = _chosen(by_mother, ages, low, high, chance, partial(Home.takes_child, child=body))
            relation = CHILD
        elif body.marital != UNMARRIED:
            low, high = body.days - PARENT_MOST * YEAR, body.days - PARENT_LEAST * YEAR
            home = _chosen(by_mother, ages, low, high, chance, partial(_is_parent, body=body))
            relation = PARENT_IN_LAW if home and home.has_wife and chance.random() < 0.5 else PARENT
        if home is None:
            home, relation = _relative(found, body, chance)
        home.seat(body, relation)


def _chosen(
    homes: Sequence[Home], ages: Sequence[int], low: float, high: float, chance: random.Random,
    fits: Callable[[Home], bool],
) -> Home | None:  # fmt: skip
    """A home in the stretch of ages that fits, one with room if there is any; None where none fits."""
    first, last = bisect_left(ages, low), bisect_right(ages, high)
    if first >= last:
        return None
    fallback = None
    for _ in range(TRIES):
        home = homes[chance.randrange(first, last)]
        if fits(home):
            if home.room > 0:
                return home
            fallback = fallback or home
    start = chance.randrange(first, last)
    for index in chain(range(start, last), range(first, start)):
        home = homes[index]
        if home.room > 0 and fits(home):
            return home
    return fallback


def _is_parent(home: Home, body: Body) -> bool:
    """Whether somebody can be the mother or father of head or wife, and there is none of that sex yet."""
    younger = max(seat.days for seat, relation in home.seats if relation in (HEAD, WIFE))
    return body.days - younger >= PARENT_LEAST * YEAR and all(
        seat.sex != body.sex for seat, relation in home.seats if relation in (PARENT, PARENT_IN_LAW)
    )


def _relative(found: Sequence[Home], body: Body, chance: random.Random) -> tuple[Home, int]:
    """A home that takes somebody in who is nobody's child there; a grandchild where the years allow it."""
    tries = [found[chance.randrange(len(found))] for _ in range(TRIES)]
    home = next((home for home in tries if home.room > 0), tries[0])
    is_grandchild = home.head.days - body.days >= GRANDPARENT_LEAST * YEAR and body.marital == UNMARRIED
    return home, GRANDCHILD if is_grandchild and body.years < GROWN else OTHER
