"""Everything that is wrong in a pack, so that what is installed can be run and what is open can be seen."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from satuatap.domain.cases import queries as cases
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.consents import queries as consents
from satuatap.domain.notifications import queries as notifications
from satuatap.domain.regions import queries as regions
from satuatap.kernel import forms
from satuatap.kernel.yamls import join

from ..rules import grammar, services
from ..rules.findings import Finding, Level, Problem, near
from ..rules.vans import stop_problems
from .events import event_findings
from .halls import hall_problems
from .layouts import layout_findings
from .letters import letter_findings
from .offices import local_units
from .people import people_problems
from .protection import check_protection
from .reading import Pack, Part, read
from .scenarios import play
from .tongues import tongue_problems

BASE_GAPS = ("/promise", "/decree", "/components", "/agency")
"""What a base pack may leave open without a word: only a region knows it."""


def check(folder: Path) -> list[Finding]:
    """Every finding of the pack in a folder, by file and line."""
    return check_pack(read(folder))


def check_pack(pack: Pack) -> list[Finding]:
    """Every finding of a pack that was read."""
    if not pack.section("pack.yaml"):
        return sorted(set(pack.findings))
    _check_areas(pack)
    _check_names(pack)
    check_protection(pack)
    for lang, part in pack.tongues.items():
        for problem in tongue_problems(lang, part):
            pack.note(part, problem)
    names = _names(pack)
    for code in pack.not_offered:
        message = f"the national service “{code}” is not offered here"
        remedy = f"add a file under services/ with code: {code} and what only the region knows"
        pack.note(pack.parts["pack.yaml"], Problem("", message, remedy, "warning"))
    sound: dict[str, forms.Form] = {}
    for code, part in pack.services.items():
        if form := _check_service(pack, code, part, names):
            sound[code] = form
    for scenario in pack.scenarios:
        for problem in play(pack, scenario.part, sound):
            pack.note(scenario.part, problem)
    pack.findings += layout_findings(pack, sound)
    event_findings(pack, sound)
    letter_findings(pack, sound)
    return sorted(set(pack.findings))


# -- the region ----------------------------------------------------------------------------------------------------


def _check_areas(pack: Pack) -> None:
    codes = [area.code for area in pack.areas]
    known = set(codes)
    for area in pack.areas:
        message = ""
        if not regions.is_code(area.code):
            message, remedy = f"“{area.code}” is not an area code", "write it like 35.10.24.2008"
        elif (around := area.code.rpartition(".")[0]) and around not in known:
            message, remedy = f"{area.code} lies in {around}, which is not listed", f"add a row for {around}"
        elif area.kind and area.kind != regions.kind_of(area.code):
            message, remedy = f"{area.code} is no {area.kind}", f"its code says {regions.kind_of(area.code)}"
        elif not area.name:
            message, remedy = f"{area.code} has no name", "write it in the second column"
        if message:
            pack.add(area.file, area.line, Problem("", message, remedy))
    home = pack.parts["pack.yaml"]
    if pack.region and pack.region not in known:
        pack.note(home, Problem("/home/code", f"{pack.region} is not in areas.csv", "add the region and its areas"))
    if not pack.is_base and not pack.region:
        pack.note(
            home, Problem("/home", "the pack does not say which region it serves", "add home: {code: …, name: …}")
        )


def _names(pack: Pack) -> services.Names:
    units = [*(pack.section("agencies.yaml", "agencies") or ()), *local_units(pack)]
    return services.Names(
        roles=set(pack.section("roles.yaml", "roles")),
        agencies={unit.get("code") for unit in units},
        kinds={unit.get("kind") for unit in units},
        sites={site.get("code") for site in pack.section("sites.yaml", "sites") or ()},
        sources=set(pack.section("sources.yaml", "sources")),
        reasons={reason.get("code") for reason in pack.section("reasons.yaml", "reasons") or ()},
        services=set(pack.services) | pack.not_offered | pack.without_office,
        treasuries={treasury.get("code") for treasury in pack.section("treasuries.yaml", "treasuries") or ()},
    )


def _check_names(pack: Pack) -> None:
    """Names that lead nowhere in the files of the root, and entries that stand there twice."""
    names = _names(pack)
    for file, key in (("agencies.yaml", "agencies"), ("sites.yaml", "sites"), ("treasuries.yaml", "treasuries"),
                      ("life-events.yaml", "life_events"), ("books.yaml", "books"), ("layouts.yaml", "layouts"),
                      ("dispositions.yaml", "instructions"),
                      ("consents.yaml", "consents"), ("processing.yaml", "processing"),
                      ("reasons.yaml", "reasons")):  # fmt: skip
        if part := pack.parts.get(file):
            for problem in (*_doubled(part, key), *_root_names(part.typed.get(key) or (), key, names)):
                pack.note(part, problem)
    for file, key in (
        ("consequences.yaml", "consequences"),
        ("calendar.yaml", "holidays"),
        ("calendar.yaml", "hours"),
        ("sites.yaml", "counters"),
    ):
        if part := pack.parts.get(file):
            for problem in _root_names(part.typed.get(key) or (), key, names):
                pack.note(part, problem)
    if part := pack.parts.get("halls.yaml"):
        for problem in hall_problems(pack, names):
            pack.note(part, problem)
    _check_words(pack)
    if part := pack.parts.get("messages.yaml"):
        for pointer, message in notifications.check_messages(part.typed):
            pack.note(part, Problem(pointer, message, "mend the message"))
    _check_privacy(pack)
    if part := pack.parts.get("people.yaml"):
        for problem in people_problems(part, names):
            pack.note(part, problem)


def _check_privacy(pack: Pack) -> None:
    """What may be agreed to is something that the system obeys, in versions one after the other."""
    if part := pack.parts.get("consents.yaml"):
        for pointer, message, remedy in consents.problems(part.typed.get("consents") or ()):
            pack.note(part, Problem(pointer, message, remedy))

    names = _names(pack)
    if part := pack.parts.get("processing.yaml"):
        for index, activity in enumerate(part.typed.get("processing") or ()):
            for number, basis in enumerate(activity.get("bases") or ()):
                at = join("/processing", index, "bases", number)
                for problem in names.wrong("sources", basis.get("source"), join(at, "source")):
                    pack.note(part, problem)
                if "unknown" in (basis.get("basis"), basis.get("law")):
                    message = f"what “{activity.get('code')}” rests on is not known"
                    pack.note(part, Problem(at, message, "name the basis and the rule once it is known", "warning"))


def _check_words(pack: Pack) -> None:
    """Names of roles, reasons and life events without a translation, and translations of nothing."""
    told = {
        "roles": ("roles.yaml", set(pack.section("roles.yaml", "roles"))),
        "reasons": ("reasons.yaml", {r.get("code") for r in pack.section("reasons.yaml", "reasons") or ()}),
        "life_events": ("life-events.yaml", {e.get("code") for e in pack.section("life-events.yaml", "life_events") or ()}),
        "services": ("services", set(pack.services) | pack.not_offered | pack.without_office),
    }  # fmt: skip
    for lang in pack.languages:
        if lang == catalog.SOURCE_LANGUAGE:
            continue
        words = pack.words.get(lang)
        for kind, (file, codes) in told.items():
            translated = set(words.typed.get(kind, {})) if words else set()
            if words:
                for code in sorted(translated - codes):
                    remedy = near(code, codes, "remove the translation")
                    pack.note(words, Problem(join("", kind, code), f"“{code}” translates nothing", remedy))
            if kind != "services" and (missing := sorted(codes - translated)) and file in pack.parts:
                message = f"without {lang}: {', '.join(missing)}"
                pack.note(pack.parts[file], Problem("", message, f"add them to words/{lang}.yaml", "warning"))


def _doubled(part: Part, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, entry in enumerate(part.typed.get(key) or ()):
        code = entry.get("code")
        if code in seen:
            yield Problem(join("", key, index, "code"), f"the code “{code}” stands twice", "give each its own code")
        seen.add(code)


def _root_names(entries: Any, key: str, names: services.Names) -> Iterator[Problem]:
    for index, entry in enumerate(entries):
        at = join("", key, index)
        if source := entry.get("source"):
            yield from names.wrong("sources", source, join(at, "source"))
        for field, kind in (("unit", "agencies"), ("parent", "agencies"), ("keeper", "agencies"), ("site", "sites")):
            if entry.get(field):
                yield from names.wrong(kind, entry[field], join(at, field))
        for field in ("services", "add_services"):
            for number, code in enumerate(entry.get(field) or ()):
                level: Level = "warning" if key == "reasons" else "error"
                yield from names.wrong("services", code, join(at, field, number), level)
        for number, hours in enumerate(entry.get("hours") or ()):
            yield from names.wrong("sources", hours.get("source"), join(at, "hours", number, "source"))
        for number, stop in enumerate(entry.get("stops") or ()):
            yield from names.wrong("sources", stop.get("source"), join(at, "stops", number, "source"))
            for which, code in enumerate(stop.get("services") or ()):
                yield from names.wrong("services", code, join(at, "stops", number, "services", which))
        if key == "sites":
            yield from stop_problems(entry, at)


# -- a service -----------------------------------------------------------------------------------------------------


def _check_service(pack: Pack, code: str, part: Part, names: services.Names) -> forms.Form | None:
    """Notes what is wrong with a service; its form when scenarios can be played through it."""
    note = partial(pack.note, part)
    body = part.typed
    if not part.is_sound:
        return None
    needed = () if pack.is_base else grammar.SERVICE_NEEDS
    if missing := [key for key in needed if key not in body]:
        note(
            Problem(
                "", f"the service lacks {', '.join(missing)}", "add what is missing; a base pack may have left it open"
            )
        )
        return None
    form = _check_form(body, note)
    flow = _check_flow(body, note)
    for problem in (
        *services.record_problems(body),
        *services.nearby_problems(body),
        *services.seal_problems(body),
        *services.silence_problems(body),
        *services.name_problems(body, names),
    ):
        note(problem)
    for problem in (*services.gap_problems(body), *services.tariff_problems(body, pack.region)):
        if not (pack.is_base and problem.level == "warning" and problem.pointer in BASE_GAPS):
            note(problem)
    for problem in _borrowed_law(pack, part):
        note(problem)
    _check_translations(pack, code, part)
    if form is None or flow is None:
        return None
    problems = list(services.expression_problems(body, form, flow))
    for problem in problems:
        note(problem)
    return None if problems else form


def _borrowed_law(pack: Pack, part: Part) -> Iterator[Problem]:
    """Tariffs and decrees are local law: what another region wrote is no law here."""
    local = [(join("/fees", index), "tariff") for index in range(len(part.typed.get("fees") or ()))]
    local += [("/decree", "decree")] if isinstance(part.typed.get("decree"), dict) else []
    local += [
        (join(at, "decree"), "decree") for at, step in services.steps_of(part.typed.get("flow")) if step.get("decree")
    ]
    for pointer, word in local:
        if part.raw.place(pointer)[0].startswith(pack.neighbours or ("\0",)):
            yield Problem(pointer, f"this {word} is another region's", f"enter the {word} of this region, or unknown")


def _check_form(body: Mapping[str, Any], note: Any) -> forms.Form | None:
    if not body.get("form"):
        return None
    try:
        return forms.compile(body["form"], body.get("ui") or None)
    except forms.FormProblems as found:
        for problem in found.problems:
            note(Problem(problem.pointer, problem.message, problem.mend or "mend the form"))
    return None


def _check_flow(body: Mapping[str, Any], note: Any) -> dict[str, forms.Form] | None:
    """The forms of the steps that have fields; None when the flow cannot be run."""
    if "flow" not in body:
        return None
    found = cases.check_flow(body["flow"])
    for problem in found:
        note(Problem(f"/flow{problem.pointer}", problem.message, problem.remedy))
    if found:
        return None
    for problem in cases.check_then(body.get("then", ()), body["flow"]):
        note(Problem(f"/then{problem.pointer}", problem.message, problem.remedy))
    results: dict[str, forms.Form] = {}
    sound = True
    for at, step in services.steps_of(body["flow"]):
        if not (fields := cases.fields_of(step)):
            continue
        try:
            results[step["step"]] = forms.compile(fields, None, at=f"{at}/fields")
        except forms.FormProblems as wrong:
            sound = False
            for fault in wrong.problems:
                note(Problem(fault.pointer, fault.message, fault.mend or "mend the fields"))
    return results if sound else None


def _check_translations(pack: Pack, code: str, part: Part) -> None:
    body = part.typed
    pointers = catalog.texts_of(body)
    for lang in pack.languages:
        if lang == catalog.SOURCE_LANGUAGE:
            continue
        words = pack.words.get(lang)
        shared = words.typed.get("services", {}).get(code, {}) if words else {}
        inline = body.get("texts", {}).get(lang, {})
        settle = partial(catalog.settle_pointer, body)
        for pointer, problem in services.translation_problems(pointers, {**shared, **inline}, lang, settle):
            if pointer and pointer not in inline and words:
                place = join("", "services", code, pointer)
                pack.note(words, Problem(place, problem.message, problem.remedy))
            else:
                place = join("", "texts", lang, pointer) if pointer else problem.pointer
                pack.note(part, Problem(place, problem.message, problem.remedy, problem.level))
