"""Installing a pack: everything it says goes through the public actions of the rooms that own it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies import queries as agency_queries
from satuatap.domain.audit.actions import record
from satuatap.domain.catalog import actions as catalog
from satuatap.domain.catalog import queries as catalog_queries
from satuatap.domain.documents import actions as documents
from satuatap.domain.documents import queries as document_queries
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as payment_queries
from satuatap.domain.regions import actions as regions
from satuatap.domain.regions import queries as region_queries
from satuatap.domain.residents import actions as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ..models import PackInstall
from ..queries import Pack, check_pack, read
from ..queries.offices import local_units
from ..queries.tongues import coverage
from ..rules.bodies import published_body, translations
from ..rules.days import weekdays
from ..rules.register import known_digits
from .books import put_books
from .dispositions import put_instructions
from .halls import put_halls
from .privacy import put_activities, put_consents
from .protection import put_protection

TREASURY: dict[str, Any] = {"gateway": "", "merchant": "", "takes_cash": True}
OFFICE: dict[str, Any] = {
    "code": "", "name": "", "kind": "", "short_name": "", "parent_code": "", "area_code": "", "office_code": "",
    "head_title": "", "address": "", "contact": "", "tenant_level": "full", "week": "five", "active": True,
}  # fmt: skip
"""What a pack may say about an office, and what holds where it says nothing."""


class Changes(msgspec.Struct, frozen=True):
    """What an installation changed, by kind: areas, offices, services, … Kinds without a change are left out."""

    name: str
    version: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@transaction.atomic
def install(*, path: Path, by: Actor, at: datetime) -> Changes:
    """Make this installation what a pack says. A second time changes nothing; what differs is changed, alone.

    Services a pack no longer names are retired, never deleted. Raises ``Refused("pack")`` with the first error when
    the pack does not pass its check, and for a base pack, which is only there to be extended.
    """
    pack = read(path)
    errors = [finding for finding in check_pack(pack) if finding.level == "error"]
    if errors:
        raise Refused("pack", f"{errors[0]} ({len(errors)})")
    if pack.is_base:
        words = _("Paket dasar tidak dipasang sendiri. Pasang paket daerah yang memperluasnya.")
        raise Refused("pack", words)
    counts = {kind: changed for kind, changed in _each(pack, by=by, at=at) if changed}
    told = pack.section("pack.yaml")
    changes = Changes(told["name"], told["version"], counts)
    if changes.total:
        row = PackInstall.objects.create(
            name=changes.name, version=changes.version, digest=pack.digest(), words_digest=pack.words_digest(),
            installed_at=at, installed_by=by.id,
        )  # fmt: skip
        record("pack.installed", on=row, by=by, at=at)
    return changes


def _each(pack: Pack, *, by: Actor, at: datetime) -> Iterator[tuple[str, int]]:
    yield "home", _home(pack, by=by, at=at)
    yield "areas", _areas(pack, by=by, at=at)
    yield "districts", _districts(pack, by=by, at=at)
    yield "tongues", _tongues(pack, by=by, at=at)
    yield "offices", _units(pack, by=by, at=at)
    yield "sites", _sites(pack, by=by, at=at)
    yield "halls", put_halls(pack, by=by, at=at)
    yield "books", put_books(pack, by=by, at=at)
    yield "dispositions", put_instructions(pack, by=by, at=at)
    yield "treasuries", _treasuries(pack, by=by, at=at)
    yield "consequences", _consequences(pack, by=by, at=at)
    yield "statistics", _statistics(pack, by=by, at=at)
    yield "layouts", _layouts(pack, by=by, at=at)
    yield "protection", put_protection(pack, by=by, at=at)
    yield "consents", put_consents(pack, by=by, at=at)
    yield "processing", put_activities(pack, by=by, at=at)
    yield "holidays", _holidays(pack, by=by, at=at)
    yield "hours", _hours(pack, by=by, at=at)
    yield "roles", _roles(pack, by=by, at=at)
    yield "reasons", _reasons(pack, by=by, at=at)
    yield "messages", _messages(pack, by=by, at=at)
    yield "templates", _templates(pack, by=by, at=at)
    yield "services", _services(pack, by=by, at=at)
    yield "life events", _life_events(pack, by=by, at=at)


# -- the region and its offices ------------------------------------------------------------------------------------


def _home(pack: Pack, *, by: Actor, at: datetime) -> int:
    told = dict(pack.section("pack.yaml")["home"])
    told["is_sample"] = told.pop("sample", True)
    present = region_queries.home()
    if all(getattr(present, key) == value for key, value in told.items()):
        return 0
    regions.put_home(**told, by=by, at=at)
    return 1


def _areas(pack: Pack, *, by: Actor, at: datetime) -> int:
    rows = [regions.AreaRow(a.code, a.name, a.kind, a.bps_code, a.office_code) for a in pack.areas]
    return regions.put_areas(rows=rows, by=by, at=at)


def _tongues(pack: Pack, *, by: Actor, at: datetime) -> int:
    rows = []
    for code, part in pack.tongues.items():
        told, covered = part.typed, coverage(part)
        reviewed_on = None if told["reviewed"] == "no" else told["reviewed"]["on"]
        rows.append(
            regions.TongueRow(
                code, told["name"], told["words"], covered.wanted, covered.known, covered.is_offered, reviewed_on
            )
        )
    return regions.put_tongues(rows=rows, by=by, at=at)


def _units(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Offices that are not there yet or differ; looking first spares the many that stay as they are."""
    told = [OFFICE | _unit(unit) for unit in pack.section("agencies.yaml", "agencies")]
    told += [OFFICE | unit for unit in local_units(pack)]
    present = {unit.code: _office(unit) for unit in agency_queries.all_units()}
    different = [unit for unit in told if present.get(unit["code"]) != unit]
    return agencies.put_units(rows=different, by=by, at=at) if different else 0


def _office(unit: Any) -> dict[str, Any]:
    """A unit that is there, in the words in which packs describe one."""
    facts = {key: getattr(unit, key) for key in OFFICE if not key.endswith("_code") or key == "office_code"}
    parent, area = unit.parent, unit.area
    return facts | {"parent_code": parent.code if parent else "", "area_code": area.code if area else ""}


def _unit(told: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"tenant": "tenant_level", "parent": "parent_code", "area": "area_code"}
    return {renamed.get(key, key): value for key, value in told.items() if key not in ("row", "source")}


def _facts(row: Any) -> list[str]:
    """What a row of an office or site says, to see whether putting it changed anything."""
    return [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]


def _sites(pack: Pack, *, by: Actor, at: datetime) -> int:
    present = {site.code: _facts(site) for site in agency_queries.sites()}
    changed = 0
    for told in pack.section("sites.yaml", "sites"):
        renamed = {"area_code" if key == "area" else key: value for key, value in told.items()}
        facts = {key: value for key, value in renamed.items() if key not in ("source", "hours", "stops")}
        row = agencies.put_site(**facts, by=by, at=at)
        changed += present.get(row.code) != _facts(row)
        for hours in told.get("hours", ()):
            agencies.put_hours(site_code=row.code, **_timetable(hours), by=by, at=at)
        if told["kind"] == "van":
            changed += bool(agencies.put_stops(site_code=row.code, rows=list(_stops(told)), by=by, at=at))
    for counter in pack.section("sites.yaml", "counters"):
        agencies.put_counter(site_code=counter["site"], unit_code=counter["unit"], name=counter["name"], by=by, at=at)
    return changed


def _stops(told: Mapping[str, Any]) -> Iterator[agencies.StopRow]:
    for stop in told.get("stops", ()):
        for opens, closes in stop["hours"]:
            services = tuple(stop.get("services", ()))
            yield agencies.StopRow(stop["on"], opens, closes, stop["place"], stop["area"], services)


def _districts(pack: Pack, *, by: Actor, at: datetime) -> int:
    return regions.put_known_districts(digits=known_digits(pack.section("districts.yaml") or {}), by=by, at=at)


def _treasuries(pack: Pack, *, by: Actor, at: datetime) -> int:
    present = payment_queries.treasuries()
    changed = 0
    for told in pack.section("treasuries.yaml", "treasuries") or ():
        facts = TREASURY | {key: value for key, value in told.items() if key not in ("keeper", "source")}
        facts["keeper_id"] = agency_queries.unit(told["keeper"]).pk
        if present.get(facts["code"]) != facts:
            payments.put_treasury(**facts, by=by, at=at)
            changed += 1
    return changed


def _statistics(pack: Pack, *, by: Actor, at: datetime) -> int:
    under = {told["from"]: told["under"] for told in pack.section("statistics.yaml", "small_cells") or ()}
    return residents.put_small_cells(under=under, by=by, at=at)


def _layouts(pack: Pack, *, by: Actor, at: datetime) -> int:
    told = pack.section("layouts.yaml", "layouts") or ()
    entries = [residents.LayoutEntry(row["code"], row["name"], row["columns"], row["days"]) for row in told]
    return residents.put_layouts(entries=entries, by=by, at=at)


def _consequences(pack: Pack, *, by: Actor, at: datetime) -> int:
    rows = [
        residents.ConsequenceRow(
            told["event"], told["task"], agency_queries.unit(told["unit"]).pk if told.get("unit") else None
        )
        for told in pack.section("consequences.yaml", "consequences") or ()
    ]
    return residents.put_consequences(rows=rows, by=by, at=at)


# -- time ----------------------------------------------------------------------------------------------------------


def _holidays(pack: Pack, *, by: Actor, at: datetime) -> int:
    rows = [
        agencies.HolidayRow(on, name, kind, part.get("area", ""))
        for part in pack.section("calendar.yaml", "holidays")
        for kind in ("national", "joint-leave", "local")
        for on, name in part.get(kind, {}).items()
    ]
    return agencies.put_holidays(rows=rows, by=by, at=at)


def _hours(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Timetables of whole weeks and of single offices. The room that keeps them sees for itself what differs."""
    for hours in pack.section("calendar.yaml", "hours"):
        owner = {"unit_code": hours["unit"]} if hours.get("unit") else {"week": hours["week"]}
        agencies.put_hours(**owner, **_timetable(hours), by=by, at=at)
    return 0


def _timetable(hours: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        agencies.DayHours(weekday, opens, closes)
        for days, stretches in hours["days"].items()
        for weekday in weekdays(days)
        for opens, closes in stretches
    ]
    return {"rows": rows, "valid_from": hours["from"], "valid_to": hours.get("to"), "label": hours.get("label", "")}


# -- what is offered -----------------------------------------------------------------------------------------------


def _roles(pack: Pack, *, by: Actor, at: datetime) -> int:
    names = {
        code: {catalog_queries.SOURCE_LANGUAGE: name} for code, name in pack.section("roles.yaml", "roles").items()
    }
    for lang, words in pack.words.items():
        for code, name in words.typed.get("roles", {}).items():
            names.setdefault(code, {})[lang] = name
    return catalog.put_role_names(names=names, by=by, at=at)


def _reasons(pack: Pack, *, by: Actor, at: datetime) -> int:
    entries = []
    for told in pack.section("reasons.yaml", "reasons"):
        texts = {catalog_queries.SOURCE_LANGUAGE: told["text"]}
        for lang, words in pack.words.items():
            if text := words.typed.get("reasons", {}).get(told["code"]):
                texts[lang] = text
        law = "" if told.get("law") == "unknown" else told.get("law", "")
        entries.append(
            catalog.ReasonEntry(told["code"], told["kind"], texts, law, told["source"], tuple(told.get("services", ())))
        )
    return catalog.put_reasons(entries=entries, by=by, at=at)


def _messages(pack: Pack, *, by: Actor, at: datetime) -> int:
    part = pack.parts.get("messages.yaml")
    latest = PackInstall.objects.order_by("-installed_at").values_list("words_digest", flat=True).first()
    if part is None or latest == pack.words_digest():
        return 0
    return notifications.put_messages(body=part.typed, by=by, at=at)


def _templates(pack: Pack, *, by: Actor, at: datetime) -> int:
    present = document_queries.template_hashes()
    rows = [documents.put_template(code=t.code, source=t.source, by=by, at=at) for t in pack.templates.values()]
    return sum(present.get(row.code) != row.sha256 for row in rows)


def _services(pack: Pack, *, by: Actor, at: datetime) -> int:
    changed = 0
    for code in sorted(set(catalog_queries.services()) - set(pack.services)):
        catalog.retire(code=code, by=by, at=at)
        changed += 1
    for code, part in pack.services.items():
        before = catalog_queries.stamp()
        body = published_body(part.typed, pack.section("sources.yaml", "sources"))
        valid_from: date = part.typed["valid_from"]
        texts = translations(code, part.typed, {lang: words.typed for lang, words in pack.words.items()})
        catalog.publish(code=code, body=body, texts=texts, valid_from=valid_from, by=by, at=at)
        changed += catalog_queries.stamp() != before
    return changed


def _life_events(pack: Pack, *, by: Actor, at: datetime) -> int:
    entries = []
    for told in pack.section("life-events.yaml", "life_events"):
        texts = {catalog_queries.SOURCE_LANGUAGE: _event_text(told)}
        for lang, words in pack.words.items():
            if text := words.typed.get("life_events", {}).get(told["code"]):
                texts[lang] = _event_text(text)
        named = (*told.get("services", ()), *told.get("add_services", ()))
        services = tuple(code for code in named if code in pack.services)
        after = {code: catalog.After(**one) for code, one in told.get("after", {}).items() if code in services}
        entries.append(catalog.LifeEventEntry(told["code"], told["icon"], services, texts, after))
    return catalog.put_life_events(entries=entries, by=by, at=at)


def _event_text(told: Mapping[str, Any]) -> dict[str, Any]:
    texts = {key: told.get(key, "") for key in ("name", "hint", "words")}
    return texts | {"asks": told.get("asks", {})}
