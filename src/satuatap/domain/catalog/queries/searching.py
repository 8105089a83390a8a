"""Search by everyday words."""

from datetime import date
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F

from .. import rules
from .lists import cards
from .standards import SOURCE_LANGUAGE, in_force
from .views import Card

STEMMERS = {"id": "indonesian", "en": "english"}


def search(text: str, lang: str = SOURCE_LANGUAGE, limit: int = 20, *, on: date | None = None) -> tuple[Card, ...]:
    """The services that answer to everyday words, best first; wrong letters are forgiven when nothing fits exactly."""
    words = rules.tokens(text)
    if not words:
        return ()
    every = reduce(and_, (_one_of([word], lang) for word in words))
    return _found(every, lang, limit, on) or _found(_guess(words, lang), lang, limit, on)


def _guess(words: list[str], lang: str) -> SearchQuery:
    """Any of the words, each with the known words it may have meant."""
    vocabulary = _vocabulary(lang)
    return reduce(or_, (_one_of([word, *rules.nearest(word, vocabulary)], lang) for word in words))


def _one_of(words: list[str], lang: str) -> SearchQuery:
    """Any of the words, as the beginning of a word or in another form of it."""
    stemmer = STEMMERS.get(lang, "simple")
    parts = (
        SearchQuery(f"{word}:*", search_type="raw", config="simple") | SearchQuery(word, config=stemmer)
        for word in words
    )
    return reduce(or_, parts)


def _vocabulary(lang: str) -> list[str]:
    """Every word that stands in a name, among the everyday words or in a summary."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM ts_stat(format("
            "'SELECT search FROM catalog_compiled WHERE lang IN (%%L, %%L)', %s::text, %s::text), 'ab')",
            [lang, SOURCE_LANGUAGE],
        )
        return [row[0] for row in cursor.fetchall()]


def _found(query: SearchQuery, lang: str, limit: int, on: date | None) -> tuple[Card, ...]:
    """The cards that match in either language, in the language wanted; a word may stand in the other one only."""
    rows = (
        in_force(on)
        .filter(search=query, lang__in={lang, SOURCE_LANGUAGE})
        .annotate(match=SearchRank(F("search"), query))
    )
    best: dict[str, float] = {}
    for code, match in rows.values_list("revision__service__code", "match"):
        best[code] = max(match, best.get(code, 0))
    found = cards(lang, on=on, codes=best) if best else ()
    return tuple(sorted(found, key=lambda card: -best[card.code])[:limit])
