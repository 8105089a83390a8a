"""People by name, however it is spelled: the keys first, likeness only among the few that they leave."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from .. import policies, rules
from ..models import Person
from ..rules import spelling

MOST_ROWS, MOST_COMPARED = 20, 300
LEAST_LIKENESS = 0.45


def narrowed(areas: Collection[str], keys: Collection[str]) -> Q | None:
    """Whom the keys of a search leave: who has them all, in any of the areas; None where nothing narrows it."""
    inside = Q()
    for code in areas:
        inside |= Q(keys__contains=[f"a{code}"])
    if policies.WHOLE_REGION in areas:
        inside = Q()
    if not inside and not keys:
        return None
    return inside & Q(keys__contains=sorted(keys)) if keys else inside


def by_name(everyone: QuerySet[Any], text: str, within: Q, areas: Collection[str]) -> list[Any]:
    """The likeliest first: all words as they sound, else all but for a letter or two, else any of them."""
    found = _ranked(text, within)
    parties = {party.pk: party for party in everyone.filter(pk__in=found)}
    return [parties[pk] for pk in found if pk in parties and is_inside(parties[pk].area, areas)]


def _ranked(text: str, within: Q) -> list[UUID]:
    people = Person.objects.filter(within)
    if not text.strip():
        rows = people.order_by("born_on", "pk").values_list("pk", flat=True)
        return list(rows[:MOST_ROWS])
    for asked, least in _steps(text):
        alike = list(people.filter(asked).values_list("pk", "party__name")[:MOST_COMPARED])
        ranked = sorted((-rules.likeness(text, name), name, pk) for pk, name in alike)
        if kept := [pk for like, _name, pk in ranked if -like >= least]:
            return kept[:MOST_ROWS]
    return []


def _steps(text: str) -> list[tuple[Q, float]]:
    rough = rules.rough_keys(text)
    nearly = Q()
    for keys in rough:
        nearly &= Q(keys__overlap=keys)
    exact = Q(keys__contains=rules.exact_keys(text)) | Q(keys__contains=[rules.joined_key(text)])
    return [
        (exact, 0.0),
        (nearly, LEAST_LIKENESS),
        (Q(keys__overlap=[k for keys in rough for k in keys]), LEAST_LIKENESS),
    ]


def is_inside(area: str | None, areas: Collection[str]) -> bool:
    """By the register itself: keys and numbers only find."""
    return any(code in (policies.WHOLE_REGION, area) or f"{area}".startswith(f"{code}.") for code in areas)


def spelling_tables() -> dict[str, Any]:
    """Titles, short forms and letters that sound alike, for a search that works without us."""
    return {
        "titles": sorted(spelling.TITLES), "short": spelling.SHORT, "alike": spelling.ALIKE, "longest": spelling.LONGEST,
    }  # fmt: skip
