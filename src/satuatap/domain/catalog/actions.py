"""Everything that changes the catalogue: publishing a revision, life events, reasons, the names of roles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.remembered import forget_all

from . import rules
from .models import (
    CatalogText,
    Compiled,
    Edition,
    LifeEvent,
    LifeEventService,
    LifeEventText,
    Reason,
    ReasonText,
    Revision,
    RoleName,
    Service,
)
from .policies import require_publisher
from .queries import SOURCE_LANGUAGE, STEMMERS

Texts = Mapping[str, Mapping[str, str]]
"""Translations by language and JSON pointer."""


class After(msgspec.Struct, frozen=True):
    """A service waits for the product of another; see ``LifeEventService``."""

    service: str
    sets: dict[str, str] = {}
    takes: dict[str, str] = {}


class LifeEventEntry(msgspec.Struct, frozen=True):
    """A life event as a pack writes it. ``texts`` maps a language to its name, hint, everyday words, and ``asks``: by
    service the question whose yes chooses it. ``after`` says by service what it waits for."""

    code: str
    icon: str
    services: tuple[str, ...]
    texts: dict[str, dict[str, Any]]
    after: dict[str, After] = {}


class ReasonEntry(msgspec.Struct, frozen=True):
    """A decreed wording as a pack writes it."""

    code: str
    kind: str
    texts: dict[str, str]
    law: str = ""
    source: str = ""
    services: tuple[str, ...] = ()


# -- standards ---------------------------------------------------------------------------------------------------


@transaction.atomic
def publish(*, code: str, body: rules.Body, texts: Texts, valid_from: date, by: Actor, at: datetime) -> Revision:
    """Publish a service standard. What already stands there word for word makes no new revision.

    Translations may change without a new revision. Raises ``Refused("unknown-unit")`` for an agency nobody has
    entered, ``Refused("back-dated")`` for a change that would take effect before the revision it replaces.
    """
    require_publisher(by)
    service = _service(code, body, by=by, at=at)
    text = rules.canonical({key: value for key, value in body.items() if key not in rules.PLACEMENT})
    latest = service.revisions.order_by("-number").first()
    if latest is None or latest.body_hash != rules.digest(text):
        if latest is not None and valid_from < latest.valid_from:
            words = _("Standar baru tidak dapat berlaku sebelum %(day)s, saat standar sebelumnya mulai berlaku.")
            raise Refused("back-dated", words % {"day": latest.valid_from}, field="valid_from")
        latest = _new_revision(service, body, text, valid_from, latest.number + 1 if latest else 1, by=by, at=at)
    _put_texts(latest, body, texts, by=by, at=at)
    return latest


def _service(code: str, body: rules.Body, *, by: Actor, at: datetime) -> Service:
    agency = body["agency"]
    unit_id = None
    if isinstance(agency, str):
        try:
            unit_id = agencies.unit(agency).pk
        except NotFound:
            words = _("Instansi “%(code)s” belum terdaftar.")
            raise Refused("unknown-unit", words % {"code": agency}, field="agency") from None
    facts = {
        "unit_id": unit_id,
        "unit_kind": "" if isinstance(agency, str) else agency["kind"],
        "mode": body["mode"],
        "record": body["record"],
        "active": body.get("active", True),
        "popular": body.get("popular", 0),
    }
    service, made = Service.objects.select_for_update().get_or_create(code=code, defaults=facts)
    changed = [name for name, value in facts.items() if getattr(service, name) != value]
    if changed:
        for name in changed:
            setattr(service, name, facts[name])
        service.save(update_fields=changed)
    if made or changed:
        _moved()
        record("catalog.service-put", on=service, by=by, at=at, fields=changed)
    return service


def _new_revision(
    service: Service, body: rules.Body, text: str, valid_from: date, number: int, *, by: Actor, at: datetime
) -> Revision:
    decree = body.get("decree", rules.UNKNOWN)
    decree_number, on = (
        (decree["number"], decree["on"]) if isinstance(decree, Mapping) else (rules.UNKNOWN, rules.UNKNOWN)
    )
    revision = Revision.objects.create(
        service=service,
        number=number,
        valid_from=valid_from,
        body=text,
        body_hash=rules.digest(text),
        decree_number=rules.known(decree_number),
        decree_on=None if on == rules.UNKNOWN else date.fromisoformat(on),
        published_at=at,
        published_by=by.id,
    )
    record("catalog.published", on=revision, by=by, at=at)
    return revision


def _put_texts(revision: Revision, body: rules.Body, texts: Texts, *, by: Actor, at: datetime) -> None:
    """Keep the translations and compile every language whose texts or source changed."""
    sources = rules.texts_of(body)
    for lang in {SOURCE_LANGUAGE, *texts, *revision.compiled.values_list("lang", flat=True)}:
        wanted = {rules.settle_pointer(body, pointer): text for pointer, text in texts.get(lang, {}).items() if text}
        stored = dict(revision.texts.filter(lang=lang).values_list("pointer", "text"))
        is_new = not revision.compiled.filter(lang=lang).exists()
        if stored == wanted and not is_new:
            continue
        revision.texts.filter(lang=lang).delete()
        CatalogText.objects.bulk_create(
            CatalogText(
                revision=revision, lang=lang, pointer=pointer, text=text, source_hash=rules.digest(sources[pointer])
            )
            for pointer, text in wanted.items()
            if pointer in sources
        )
        _compile(revision, body, lang)
        if not is_new:
            record("catalog.translated", on=revision, by=by, at=at, fields=[lang])


def _compile(revision: Revision, body: rules.Body, lang: str) -> None:
    texts = {
        pointer: (text, source)
        for pointer, text, source in revision.texts.filter(lang=lang).values_list("pointer", "text", "source_hash")
    }
    in_language, missing = rules.translated(body, texts)
    standard = rules.standard_of(body, in_language)
    Compiled.objects.update_or_create(
        revision=revision,
        lang=lang,
        defaults={
            "body": rules.canonical(standard),
            "card": rules.canonical(rules.card_of(standard)),
            "search": _vector(standard, lang, _event_words(revision.service_id, lang)),
            "untranslated": 0 if lang == SOURCE_LANGUAGE else len(missing),
        },
    )
    _moved()


def _event_words(service_id: Any, lang: str) -> list[str]:
    """What the life events of a service are called: people search for what happens to them."""
    rows = LifeEventText.objects.filter(event__services=service_id, lang=lang).values_list("name", "words")
    return [text for row in rows for text in row]


def _vector(standard: Mapping[str, Any], lang: str, others: Iterable[str]) -> Any:
    vector: Any = None
    for weight, text in zip("ABC", rules.search_words(standard, others), strict=True):
        for config in ("simple", STEMMERS.get(lang, "simple")):
            part = SearchVector(Value(text), weight=weight, config=config)
            vector = part if vector is None else vector + part
    return vector


@transaction.atomic
def retire(*, code: str, by: Actor, at: datetime) -> Service:
    """Take a service off the list. Its revisions stay, and cases that began under them go on."""
    require_publisher(by)
    service = Service.objects.select_for_update().filter(code=code).first()
    if service is None:
        raise NotFound
    if service.active:
        service.active = False
        service.save(update_fields=["active"])
        _moved()
        record("catalog.service-retired", on=service, by=by, at=at)
    return service


def _moved() -> None:
    """Count the change, so that pages kept ready are made anew."""
    if not Edition.objects.filter(id=1).update(number=F("number") + 1):
        Edition.objects.create(id=1, number=1)
    transaction.on_commit(forget_all)


# -- life events, reasons, roles ---------------------------------------------------------------------------------


@transaction.atomic
def put_life_events(*, entries: Sequence[LifeEventEntry], by: Actor, at: datetime) -> int:
    """Make the life events what the pack says; those it no longer names go. Returns how many changed."""
    require_publisher(by)
    known = dict(Service.objects.values_list("code", "pk"))
    changed = _drop(LifeEvent.objects.exclude(code__in=[entry.code for entry in entries]), by=by, at=at)
    for place, entry in enumerate(entries, start=1):
        event, is_new = LifeEvent.objects.get_or_create(code=entry.code, defaults={"icon": entry.icon, "place": place})
        members = _members(entry, known)
        if not is_new and _event_facts(event) == (entry.icon, place, members, _told(entry)):
            continue
        changed += 1
        event.icon, event.place = entry.icon, place
        event.save(update_fields=["icon", "place"])
        event.texts.all().delete()
        event.entries.all().delete()
        LifeEventText.objects.bulk_create(
            LifeEventText(event=event, lang=lang, **text) for lang, text in _told(entry).items()
        )
        LifeEventService.objects.bulk_create(
            LifeEventService(event=event, place=number, **dict(zip(_MEMBER, member, strict=True)))
            for number, member in enumerate(members, start=1)
        )
        record("catalog.life-event-put", on=event, by=by, at=at)
    if changed:
        _moved()
        _reindex()
    return changed


def _drop(gone: QuerySet[Any], *, by: Actor, at: datetime) -> int:
    """Take away what the pack no longer names; returns how many there were."""
    rows = list(gone)
    for row in rows:
        record(f"catalog.{row._meta.model_name}-dropped", on=row, by=by, at=at)
        row.delete()
    return len(rows)


_MEMBER = ("service_id", "after_id", "sets", "takes")
_TOLD: dict[str, Any] = {"hint": "", "words": "", "asks": {}}


def _members(entry: LifeEventEntry, known: Mapping[str, UUID]) -> list[tuple[Any, ...]]:
    """The services of a life event that there are, each with what it waits for."""
    found = []
    for code in entry.services:
        after = entry.after.get(code) or After("")
        if code in known:
            found.append((known[code], known.get(after.service), after.sets, after.takes))
    return found


def _told(entry: LifeEventEntry) -> dict[str, dict[str, Any]]:
    return {lang: _TOLD | text for lang, text in entry.texts.items()}


def _event_facts(event: LifeEvent) -> tuple[str, int, list[Any], dict[str, dict[str, Any]]]:
    told = ("name", *_TOLD)
    texts = {row.lang: {key: getattr(row, key) for key in told} for row in event.texts.order_by("lang")}
    return event.icon, event.place, list(event.entries.order_by("place").values_list(*_MEMBER)), texts


def _reindex() -> None:
    """Make anew what search reads: a life event's words count for its services."""
    for row in Compiled.objects.select_related("revision"):
        standard = msgspec.json.decode(row.body)
        row.search = _vector(standard, row.lang, _event_words(row.revision.service_id, row.lang))
        row.save(update_fields=["search"])


@transaction.atomic
def put_reasons(*, entries: Sequence[ReasonEntry], by: Actor, at: datetime) -> int:
    """Make the library of reasons what the pack says. Returns how many changed.

    A reason that the pack no longer names goes; cases that used it keep its words.
    """
    require_publisher(by)
    changed = _drop(Reason.objects.exclude(code__in=[entry.code for entry in entries]), by=by, at=at)
    for place, entry in enumerate(entries, start=1):
        facts = {
            "kind": entry.kind, "law": entry.law, "source": entry.source, "place": place,
            "services": list(entry.services),
        }  # fmt: skip
        reason, is_new = Reason.objects.get_or_create(code=entry.code, defaults=facts)
        texts = dict(reason.texts.values_list("lang", "text"))
        if not is_new and texts == entry.texts and all(getattr(reason, key) == facts[key] for key in facts):
            continue
        changed += 1
        Reason.objects.filter(pk=reason.pk).update(**facts)
        reason.texts.all().delete()
        ReasonText.objects.bulk_create(
            ReasonText(reason=reason, lang=lang, text=text) for lang, text in entry.texts.items()
        )
        record("catalog.reason-put", on=reason, by=by, at=at)
    if changed:
        _moved()
    return changed


@transaction.atomic
def put_role_names(*, names: Mapping[str, Mapping[str, str]], by: Actor, at: datetime) -> int:
    """Make the names of roles what the pack says: role → language → name. Returns how many changed."""
    require_publisher(by)
    wanted = {(code, lang): name for code, texts in names.items() for lang, name in texts.items()}
    stored = {(row.code, row.lang): row for row in RoleName.objects.all()}
    changed = 0
    for key, row in stored.items():
        if wanted.get(key) != row.name:
            row.delete()
            changed += 1
    for key, name in wanted.items():
        if key not in stored or stored[key].name != name:
            row = RoleName.objects.create(code=key[0], lang=key[1], name=name)
            record("catalog.role-named", on=row, by=by, at=at)
            changed += key not in stored
    if changed:
        _moved()
    return changed
