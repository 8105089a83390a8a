"""Search by everyday words."""

from datetime import date
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, F, Value, When

from .. import rules
from .lists import cards
from .standards import SOURCE_LANGUAGE, in_force
from .views import Card

STEMMERS = {"id": "indonesian", "en": "english"}


def search(text: str, lang: str = SOURCE_LANGUAGE, limit: int = 20, *, on: date | None = None) -> tuple[Card, ...]:
    """The services that answer to everyday words, best first; wrong letters are forgiven when nothing fits exactly.

    What a service is called, gives and is asked for under has to carry the words: a paper that many services ask for
    finds none of them. Of three words one may mean nothing to us, of two none: "KTP hilang" is not answered with
    whatever else can be lost.
    """
    words = rules.tokens(text)
    if not words:
        return ()
    plain = [_one_of([word], lang) for word in words]
    if found := _found(plain, len(plain), lang, limit, on):
        return found
    vocabulary = _vocabulary(lang)
    meant = [_one_of([word, *rules.nearest(word, vocabulary)], lang) for word in words]
    return _found(meant, rules.enough(len(words)), lang, limit, on)


def _one_of(words: list[str], lang: str) -> SearchQuery:
    """Any of the words, as the beginning of a word or in another form of it, among what services are called and give."""
    stemmer = STEMMERS.get(lang, "simple")
    parts = (
        SearchQuery(f"{word}:*AB", search_type="raw", config="simple")
        | SearchQuery(f"{word}:AB", search_type="raw", config=stemmer)
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


def _found(asked: list[SearchQuery], least: int, lang: str, limit: int, on: date | None) -> tuple[Card, ...]:
    """The cards to which at least so many of the words fit, in either language, the best first in the language wanted."""
    together = reduce(or_, asked)
    fitting = sum((Case(When(search=one, then=1), default=0) for one in asked), Value(0))
    rows = (
        in_force(on)
        .filter(search=together, lang__in={lang, SOURCE_LANGUAGE})
        .annotate(fitting=fitting, match=SearchRank(F("search"), together))
        .filter(fitting__gte=least)
    )
    best: dict[str, float] = {}
    for code, words, match in rows.values_list("revision__service__code", "fitting", "match"):
        best[code] = max(words + match, best.get(code, 0))
    found = cards(lang, on=on, codes=best) if best else ()
    return tuple(sorted(found, key=lambda card: -best[card.code])[:limit])
