"""What a visitor may narrow the list of services to."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from satuatap.domain.catalog.queries import Card
from satuatap.fronts.shared.environment import query

VILLAGE_WORK = ("village", "desa", "kelurahan")
Test = Callable[[Card, Collection[str]], bool]

# code: words, whether a card stays; the second argument holds the codes of sites in markets
FILTERS: Mapping[str, tuple[str | Promise, Test]] = {
    "": (_("Semua"), lambda card, markets: True),  # noqa: ARG005
    "daring": (_("Bisa daring"), lambda card, markets: "portal" in card.channels),  # noqa: ARG005
    "gratis": (_("Gratis"), lambda card, markets: card.fee == "free"),  # noqa: ARG005
    "pasar": (_("Di pasar"), lambda card, markets: not set(markets).isdisjoint(card.sites)),
    "desa": (_("Di balai desa"), lambda card, markets: card.unit_kind in VILLAGE_WORK),  # noqa: ARG005
}


@dataclass(frozen=True, slots=True)
class Chip:
    words: str
    href: str
    is_current: bool


def chips(given: QueryDict, chosen: str) -> tuple[Chip, ...]:
    """The filters as links that keep what was searched for."""
    return tuple(
        Chip(str(words), query(given, saring=code, hal=""), code == chosen) for code, (words, _test) in FILTERS.items()
    )


def chosen_filter(given: QueryDict) -> str:
    code = given.get("saring", "")
    return code if code in FILTERS else ""


def narrowed(cards: Iterable[Card], chosen: str, markets: Collection[str]) -> tuple[Card, ...]:
    test = FILTERS[chosen][1]
    return tuple(card for card in cards if test(card, markets))
