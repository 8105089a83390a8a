"""Lists: services as cards, life events, reasons, names of roles."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from satuatap.kernel.remembered import remembered

from ..models import (
    Compiled,
    Edition,
    LifeEvent,
    LifeEventService,
    LifeEventText,
    Reason,
    ReasonText,
    RoleName,
    Service,
)
from .standards import SOURCE_LANGUAGE, best_language, in_force, kind_name
from .views import Card, LifeEventRow, Member, ReasonRow, UnitCards

OWN = "own"  # the record of a service whose document is ours


def cards(lang: str = SOURCE_LANGUAGE, *, on: date | None = None, codes: Iterable[str] = ()) -> tuple[Card, ...]:
    """Every active service in force, by name; only those of ``codes`` when some are given."""
    wanted = frozenset(codes)
    return tuple(card for card in _cards(lang, on) if not wanted or card.code in wanted)


def entrustable(lang: str = SOURCE_LANGUAGE, *, is_organisation: bool = False) -> tuple[Card, ...]:
    """The services for which somebody may be sent with a power of attorney, by name: a person's, or an organisation's."""
    asked = {"kuasa", "organisation"} if is_organisation else {"kuasa"}
    return tuple(card for card in cards(lang) if asked <= set(card.applicants))


@remembered
def _cards(lang: str, on: date | None) -> tuple[Card, ...]:
    rows = _current(in_force(on).filter(revision__service__active=True), lang)
    return tuple(sorted((_card(row) for row in rows), key=lambda card: card.name.casefold()))


def _current(rows: QuerySet[Compiled], lang: str) -> QuerySet[Any]:
    """One row per service: the revision in force, in the language wanted or else in Indonesian."""
    service = "revision__service_id"
    return (
        best_language(rows, lang)
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


@remembered
def life_events(lang: str = SOURCE_LANGUAGE, *, on: date | None = None) -> tuple[LifeEventRow, ...]:
    """The life events that have at least one service, with their services."""
    by_code = {card.code: card for card in cards(lang, on=on)}
    texts = _by_language(LifeEventText.objects.filter(lang__in={lang, SOURCE_LANGUAGE}), lang, "event_id")
    entries: dict[UUID, list[Member]] = {}
    rows = LifeEventService.objects.order_by("place")
    for event_id, code, *rest in rows.values_list("event_id", "service__code", "after__code", "sets", "takes"):
        if code in by_code:
            after, sets, takes = rest
            member = Member(by_code[code], texts[event_id].asks.get(code, ""), after or "", sets, takes)
            entries.setdefault(event_id, []).append(member)
    return tuple(
        LifeEventRow(event.code, texts[event.pk].name, texts[event.pk].hint, event.icon, tuple(entries[event.pk]))
        for event in LifeEvent.objects.order_by("place")
        if event.pk in entries
    )


@remembered
def icons() -> Mapping[str, str]:
    """The icon of each service, by code: that of the first life event which it is part of without being asked about."""
    asks = dict(LifeEventText.objects.filter(lang=SOURCE_LANGUAGE).values_list("event_id", "asks"))
    rows = LifeEventService.objects.order_by("-event__place")
    members = rows.values_list("service__code", "event_id", "event__icon")
    return {code: icon for code, event_id, icon in members if code not in asks.get(event_id, {})}


def _by_language(rows: Iterable[Any], lang: str, key: str) -> dict[Any, Any]:
    """One row per key, the wanted language before Indonesian."""
    found: dict[Any, Any] = {}
    for row in sorted(rows, key=lambda r: r.lang == lang):
        found[getattr(row, key)] = row
    return found


def reasons(kind: str = "", service: str = "", lang: str = SOURCE_LANGUAGE) -> tuple[ReasonRow, ...]:
    """The decreed wordings for ``return`` or ``refuse``, those of the service before those for all."""
    return tuple(row for row in _reasons(service, lang) if not kind or row.kind == kind)


def document_types(unit_ids: Iterable[UUID], lang: str = SOURCE_LANGUAGE) -> tuple[tuple[str, str], ...]:
    """(type, title) of every document that services of these units issue, or of a kind of unit, by title; one query."""
    ours = Q(revision__service__unit__in=list(unit_ids)) | Q(revision__service__unit=None)
    rows = best_language(in_force(None).filter(ours, revision__service__active=True), lang)
    service = "revision__service_id"
    found = rows.order_by(service, "-revision__valid_from", "-revision__number", "rank").distinct(service)
    titles = {
        wish["type"]: str(wish["title"])
        for row in found.values_list("body", flat=True)
        for wish in msgspec.json.decode(row, type=_Documents).documents
    }
    return tuple(sorted(titles.items(), key=lambda pair: pair[1].casefold()))


@remembered
def issuing(lang: str = SOURCE_LANGUAGE, *, on: date | None = None) -> Mapping[str, Card]:
    """The service that issues each kind of document; of several the first by name."""
    service = "revision__service"
    rows = _current(in_force(on).filter(revision__service__active=True), lang).values_list(f"{service}__code", "body")
    kinds = {
        code: [wish["type"] for wish in msgspec.json.decode(body, type=_Documents).documents] for code, body in rows
    }
    return {kind: card for card in reversed(cards(lang, on=on)) for kind in kinds.get(card.code, ())}


@remembered
def number_wishes(unit_code: str, unit_kinds: tuple[str, ...]) -> tuple[tuple[Mapping[str, Any], str], ...]:
    """(``{series, pattern, class}``, title) of every numbered document that services of a unit, or of kinds of unit,
    issue; in Indonesian."""
    ours = Q(revision__service__unit__code=unit_code) | Q(revision__service__unit_kind__in=unit_kinds)
    rows = in_force(None).filter(ours, lang=SOURCE_LANGUAGE, revision__service__active=True)
    service = "revision__service_id"
    found = rows.order_by(service, "-revision__valid_from", "-revision__number").distinct(service)
    wishes = (
        wish
        for body in found.values_list("body", flat=True)
        for wish in msgspec.json.decode(body, type=_Documents).documents
        if wish.get("number")
    )
    return tuple((wish["number"], str(wish["title"])) for wish in wishes)


@remembered
def outside_systems() -> tuple[str, ...]:
    """Every outside system that an offered service goes through, by name."""
    return tuple(sorted({name for ways in _ways() for name in systems_in(ways.record, ways.flow)}))


def _ways() -> Iterator["_Ways"]:
    rows = in_force(None).filter(lang=SOURCE_LANGUAGE, revision__service__active=True)
    service = "revision__service_id"
    newest = rows.order_by(service, "-revision__valid_from", "-revision__number").distinct(service)
    return (msgspec.json.decode(body, type=_Ways) for body in newest.values_list("body", flat=True))


def systems_in(record: str, flow: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The outside systems without which a service stands still: its system of record, and those its steps name."""
    found = {record}
    for entry in flow:
        found.add(entry.get("system", ""))
        for branch in entry.get("together", ()):
            found |= systems_in("", branch if isinstance(branch, list) else [branch])
    return frozenset(found) - {"", OWN}


class _Ways(msgspec.Struct):
    """The two parts of a standard that name outside systems."""

    record: str = ""
    flow: list[dict[str, Any]] = []


class _Documents(msgspec.Struct):
    """The one part of a standard that is read here."""

    documents: tuple[dict[str, Any], ...] = ()


@remembered
def _reasons(service: str, lang: str) -> tuple[ReasonRow, ...]:
    rows = Reason.objects.order_by("place", "code")
    texts = _by_language(ReasonText.objects.filter(lang__in={lang, SOURCE_LANGUAGE}), lang, "reason_id")
    fitting = [row for row in rows if not row.services or not service or service in row.services]
    fitting.sort(key=lambda row: not row.services)
    return tuple(ReasonRow(row.code, row.kind, texts[row.pk].text, row.law, row.source) for row in fitting)


@remembered
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
