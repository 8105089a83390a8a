"""What the region offers, ready to be shown: standards, cards, search, life events, reasons, names of roles.

Everything here is public, so no question begins with an actor. ``on`` is the local day for which a revision must be
in force; without it, today at the server's zone: a page about now need not say so.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

import msgspec
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.kernel.errors import NotFound

from . import rules
from .models import Compiled, Edition, LifeEvent, LifeEventService, LifeEventText, Reason, ReasonText, RoleName, Service

SOURCE_LANGUAGE = "id"
STEMMERS = {"id": "indonesian", "en": "english"}


class Promise(msgspec.Struct, frozen=True):
    """A length of time: ``unit`` is working-day, day, working-hour, hour or minute."""

    amount: int
    unit: str
    source: str = ""
    note: str = ""


class Paper(msgspec.Struct, frozen=True):
    """A paper the service asks for. ``source`` says where it comes from when the applicant need not bring it
    (``party.identity``, ``family.kk``, ``form`` = made from the answers, or the code of a unit); ``instead`` names
    papers of ``Standard.substitutes``; ``required_when`` is a condition in CEL; ``meterai`` the legal basis of a stamp
    duty; ``evidence`` the key of the source that says so."""

    key: str
    name: str
    hint: str = ""
    law: str = ""
    source: str = ""
    instead: tuple[str, ...] = ()
    required: bool = True
    required_when: str = ""
    meterai: str = ""
    evidence: str = ""


class Fee(msgspec.Struct, frozen=True):
    """A line of the tariff: whole rupiah, or a formula in CEL; both empty when the amount is not known."""

    label: str
    amount: int | None = None
    formula: str = ""
    law: str = ""
    source: str = ""


class Source(msgspec.Struct, frozen=True):
    """Where a fact of the standard was found. ``checked`` is false for what is only said to be usual."""

    title: str
    url: str = ""
    checked: bool = True


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """The whole published standard of a service in one language, as it was in force on a day.

    ``fee`` is free, listed (then ``fees``) or unknown. ``gaps`` names what the standard still owes: promise, fee,
    legal_basis, decree, product, ``papers.<key>.law``, ``components.<key>``. Form, UI and flow are as written in the
    pack: every scalar is text.
    """

    code: str
    name: str
    record: str
    mode: str
    revision_id: UUID | None = None
    number: int = 0
    valid_from: date | None = None
    decree_number: str = ""
    decree_on: date | None = None
    summary: str = ""
    product: str = ""
    words: str = ""
    unit_code: str = ""
    unit_kind: str = ""
    unit_name: str = ""
    unit_short_name: str = ""
    channels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    minimum_age: int | None = None
    promise: Promise | None = None
    silence: dict[str, str] = {}
    papers: tuple[Paper, ...] = ()
    substitutes: tuple[Paper, ...] = ()
    form: dict[str, Any] = {}
    ui: dict[str, Any] = {}
    flow: list[dict[str, Any]] = []
    then: list[dict[str, Any]] = []
    fee: str = rules.UNKNOWN
    fee_law: str = ""
    fee_source: str = ""
    fees: tuple[Fee, ...] = ()
    legal_basis: tuple[str, ...] = ()
    procedure: tuple[tuple[str, str], ...] = ()
    components: dict[str, str] = {}
    gaps: tuple[str, ...] = ()
    documents: tuple[dict[str, Any], ...] = ()
    related: tuple[str, ...] = ()
    sources: dict[str, Source] = {}
    life_events: tuple[str, ...] = ()

    def paper(self, key: str) -> Paper | None:
        """The paper or substitute of that key."""
        return next((p for p in (*self.papers, *self.substitutes) if p.key == key), None)

    def document(self, type: str) -> dict[str, Any] | None:
        return next((d for d in self.documents if d["type"] == type), None)


class Card(msgspec.Struct, frozen=True):
    """A service in a list. ``fee`` is free, listed or unknown; ``amount`` stands there when one amount says it all."""

    code: str
    name: str
    summary: str
    mode: str
    promise: Promise | None
    fee: str
    amount: int | None
    channels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    unit_code: str = ""
    unit_kind: str = ""
    unit_name: str = ""
    popular: int = 0


class UnitCards(msgspec.Struct, frozen=True):
    """The services of one unit, or of one kind of unit (then ``code`` is empty)."""

    code: str
    name: str
    cards: tuple[Card, ...]


class LifeEventRow(msgspec.Struct, frozen=True):
    code: str
    name: str
    hint: str
    icon: str
    cards: tuple[Card, ...]


class ReasonRow(msgspec.Struct, frozen=True):
    code: str
    kind: str
    text: str
    law: str
    source: str


# -- one standard ------------------------------------------------------------------------------------------------


def standard(code: str, *, lang: str = SOURCE_LANGUAGE, on: date | None = None) -> Standard:
    """The standard in force. Raises ``NotFound`` for a service that is not there, not active or not yet in force."""
    rows = _in_force(on).filter(revision__service__code=code, revision__service__active=True)
    row = _best_language(rows, lang).order_by("-revision__valid_from", "-revision__number", "rank").first()
    if row is None:
        raise NotFound
    return _standard(row)


def standard_of(revision_id: UUID, lang: str = SOURCE_LANGUAGE) -> Standard:
    """The standard as one revision says it, in force or not: a case reads the one it began under."""
    rows = Compiled.objects.filter(revision_id=revision_id).select_related("revision__service__unit")
    row = _best_language(rows, lang).order_by("rank").first()
    if row is None:
        raise NotFound
    return _standard(row)


def _in_force(on: date | None) -> QuerySet[Compiled]:
    return Compiled.objects.filter(revision__valid_from__lte=on or timezone.localdate()).select_related(
        "revision__service__unit"
    )


def _best_language(rows: QuerySet[Compiled], lang: str) -> QuerySet[Any]:
    rank = Case(When(lang=lang, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(lang__in={lang, SOURCE_LANGUAGE}).annotate(rank=rank)


def _standard(row: Compiled) -> Standard:
    revision = row.revision
    unit = revision.service.unit
    return msgspec.structs.replace(
        msgspec.json.decode(row.body, type=Standard),
        revision_id=revision.pk,
        number=revision.number,
        valid_from=revision.valid_from,
        decree_number=revision.decree_number,
        decree_on=revision.decree_on,
        unit_code=unit.code if unit else "",
        unit_name=unit.name if unit else kind_name(revision.service.unit_kind),
        unit_short_name=unit.short_name if unit else kind_name(revision.service.unit_kind),
    )


def kind_name(kind: str) -> str:
    """What people call the unit of a service that belongs to a kind of unit."""
    return {"village": _("Pemerintah desa atau kelurahan"), "district": _("Kecamatan")}.get(kind, kind)


# -- lists -------------------------------------------------------------------------------------------------------


def cards(lang: str = SOURCE_LANGUAGE, *, on: date | None = None, codes: Iterable[str] = ()) -> tuple[Card, ...]:
    """Every active service in force, by name; only those of ``codes`` when some are given."""
    rows = _current(_in_force(on).filter(revision__service__active=True), lang)
    if wanted := list(codes):
        rows = rows.filter(revision__service__code__in=wanted)
    return tuple(sorted((_card(row) for row in rows), key=lambda card: card.name.casefold()))


def _current(rows: QuerySet[Compiled], lang: str) -> QuerySet[Any]:
    """One row per service: the revision in force, in the language wanted or else in Indonesian."""
    service = "revision__service_id"
    return (
        _best_language(rows, lang)
        .order_by(service, "-revision__valid_from", "-revision__number", "rank")
        .distinct(service)
        .defer("body", "search", "revision__body")
    )


def _card(row: Compiled) -> Card:
    service = row.revision.service
    return msgspec.structs.replace(
        msgspec.json.decode(row.card, type=Card),
        unit_code=service.unit.code if service.unit else "",
        unit_kind=service.unit_kind,
        unit_name=service.unit.short_name if service.unit else kind_name(service.unit_kind),
        popular=service.popular,
    )


def popular(lang: str = SOURCE_LANGUAGE, *, on: date | None = None) -> tuple[Card, ...]:
    """The services most people come for, in the order the pack gives."""
    return tuple(sorted((card for card in cards(lang, on=on) if card.popular), key=lambda card: card.popular))


def by_unit(lang: str = SOURCE_LANGUAGE, *, on: date | None = None) -> tuple[UnitCards, ...]:
    """Every service under the unit that answers for it, units by name."""
    groups: dict[tuple[str, str], list[Card]] = {}
    for card in cards(lang, on=on):
        groups.setdefault((card.unit_name, card.unit_code), []).append(card)
    return tuple(UnitCards(code, name, tuple(found)) for (name, code), found in sorted(groups.items()))


def life_events(lang: str = SOURCE_LANGUAGE, *, on: date | None = None) -> tuple[LifeEventRow, ...]:
    """The life events that have at least one service, with their services."""
    by_code = {card.code: card for card in cards(lang, on=on)}
    texts = _by_language(LifeEventText.objects.filter(lang__in={lang, SOURCE_LANGUAGE}), lang, "event_id")
    entries: dict[UUID, list[Card]] = {}
    for event_id, code in LifeEventService.objects.order_by("place").values_list("event_id", "service__code"):
        if code in by_code:
            entries.setdefault(event_id, []).append(by_code[code])
    return tuple(
        LifeEventRow(event.code, texts[event.pk].name, texts[event.pk].hint, event.icon, tuple(entries[event.pk]))
        for event in LifeEvent.objects.order_by("place")
        if event.pk in entries
    )


def icons() -> dict[str, str]:
    """The icon of each service, by code: that of the first life event it belongs to. One query."""
    rows = LifeEventService.objects.order_by("-event__place").values_list("service__code", "event__icon")
    return dict(rows)


def _by_language(rows: Iterable[Any], lang: str, key: str) -> dict[Any, Any]:
    """One row per key, the wanted language before Indonesian."""
    found: dict[Any, Any] = {}
    for row in sorted(rows, key=lambda r: r.lang == lang):
        found[getattr(row, key)] = row
    return found


# -- search ------------------------------------------------------------------------------------------------------


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
        _in_force(on)
        .filter(search=query, lang__in={lang, SOURCE_LANGUAGE})
        .annotate(match=SearchRank(F("search"), query))
    )
    best: dict[str, float] = {}
    for code, match in rows.values_list("revision__service__code", "match"):
        best[code] = max(match, best.get(code, 0))
    found = cards(lang, on=on, codes=best) if best else ()
    return tuple(sorted(found, key=lambda card: -best[card.code])[:limit])


# -- small things ------------------------------------------------------------------------------------------------


def reasons(kind: str = "", service: str = "", lang: str = SOURCE_LANGUAGE) -> tuple[ReasonRow, ...]:
    """The decreed wordings for ``return`` or ``refuse``, those of the service before those for all."""
    rows = Reason.objects.order_by("place", "code")
    if kind:
        rows = rows.filter(kind=kind)
    texts = _by_language(ReasonText.objects.filter(lang__in={lang, SOURCE_LANGUAGE}), lang, "reason_id")
    fitting = [row for row in rows if not row.services or not service or service in row.services]
    fitting.sort(key=lambda row: not row.services)
    return tuple(ReasonRow(row.code, row.kind, texts[row.pk].text, row.law, row.source) for row in fitting)


def role_names(lang: str = SOURCE_LANGUAGE) -> Mapping[str, str]:
    """What each role of a flow is called."""
    rows = RoleName.objects.filter(lang__in={lang, SOURCE_LANGUAGE})
    return {code: row.name for code, row in _by_language(rows, lang, "code").items()}


def services() -> Mapping[str, UUID]:
    """Every service that is active, by code."""
    return dict(Service.objects.filter(active=True).values_list("code", "pk"))


def stamp() -> str:
    """Changes whenever anything in the catalogue changes; the key of cached pages."""
    return str(Edition.objects.values_list("number", flat=True).first() or 0)
