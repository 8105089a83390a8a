"""What is wrong in the life events of a pack, and in what their services say to be the same."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from satuatap.domain.catalog import queries as catalog
from satuatap.kernel import forms
from satuatap.kernel.yamls import join

from ..rules.findings import Problem, near
from ..rules.services import steps_of
from .reading import Pack

FILE = "life-events.yaml"
Forms = Mapping[str, forms.Form]


def event_findings(pack: Pack, sound: Forms) -> None:
    """Note what does not fit, given the forms that do."""
    if part := pack.parts.get(FILE):
        for index, event in enumerate(part.typed.get("life_events") or ()):
            for problem in (*_asks(event, index), *_waits(pack, event, index, sound)):
                pack.note(part, problem)
            for problem in _untranslated(pack, event, index):
                pack.note(part, problem)
    _same_fields(pack, sound)
    _same_papers(pack)


def _services(event: Mapping[str, Any]) -> list[str]:
    return [*(event.get("services") or ()), *(event.get("add_services") or ())]


def _asks(event: Mapping[str, Any], index: int) -> Iterator[Problem]:
    """Questions and waits of services that do not belong to the event."""
    named = _services(event)
    for key in ("asks", "after"):
        for code in event.get(key) or ():
            if code not in named:
                at = join("", "life_events", index, key, code)
                yield Problem(at, f"“{code}” is no service of this life event", near(code, named, "name one of them"))


def _waits(pack: Pack, event: Mapping[str, Any], index: int, sound: Forms) -> Iterator[Problem]:
    """A service waits for one that stands before it, and takes from it what that one has."""
    named = _services(event)
    for code, after in (event.get("after") or {}).items():
        at, first = join("", "life_events", index, "after", code), after.get("service")
        if code in named and first not in named[: named.index(code)]:
            remedy = "a service waits for one that the list names before it"
            yield Problem(join(at, "service"), f"“{first}” does not stand before “{code}”", remedy)
            continue
        if first in pack.services and after.get("takes") and not _has_number(pack.services[first].typed):
            remedy = "only a service with a record-outside step has a number to give"
            yield Problem(join(at, "takes"), f"“{first}” records no outside number", remedy)
        for key in ("sets", "takes"):
            for path, value in (after.get(key) or {}).items():
                if code in sound and (problem := _fits(sound[code], path, value, key)):
                    yield Problem(join(at, key, path), *problem)


def _has_number(body: Mapping[str, Any]) -> bool:
    return any(step.get("do") == "record-outside" for _at, step in steps_of(body.get("flow") or []))


def _fits(form: forms.Form, path: str, value: str, key: str) -> tuple[str, str] | None:
    """What is wrong with an answer that is given in the applicant's place; None when it fits."""
    field = form.index.get("/" + path.replace(".", "/"))
    if field is None or field.kind in {"object", "list"}:
        return f"the form asks nothing called “{path}”", near(path, form.names, "write it like akta.nomor")
    if field.same:
        return f"“{path}” is shared with other services", "take x-same away, or ask it"
    if key == "takes" and field.kind != "text":
        return f"“{path}” does not take a number as text", "let it be a string"
    if key == "sets" and field.options and value not in dict(field.options):
        return f"“{value}” is no answer of “{path}”", near(value, dict(field.options), "use one of its choices")
    return None


def _untranslated(pack: Pack, event: Mapping[str, Any], index: int) -> Iterator[Problem]:
    for lang in pack.languages:
        if lang == catalog.SOURCE_LANGUAGE or not event.get("asks"):
            continue
        words = pack.words.get(lang)
        told = words.typed.get("life_events", {}).get(event.get("code"), {}).get("asks", {}) if words else {}
        if missing := sorted(set(event["asks"]) - set(told)):
            at, remedy = join("", "life_events", index, "asks"), f"add them to words/{lang}.yaml"
            yield Problem(at, f"without {lang}: {', '.join(missing)}", remedy, "warning")


def _same_fields(pack: Pack, sound: Forms) -> None:
    """One shared name takes one kind of answer, whichever service asks."""
    for (code, form), (other, theirs) in combinations(sound.items(), 2):
        for ours, field in forms.clashes(form, theirs):
            message = f"“{ours.same}” is {ours.path} here and {field.path} of “{other}”, which takes other answers"
            remedy = "give both the same kind, limits and choices, or another shared name"
            pack.note(pack.services[code], Problem(_place(form, ours), message, remedy))


def _place(form: forms.Form, field: forms.Field) -> str:
    """Where the shared name of a field stands in the file, conditions included."""
    node, at = form.schema, "/form"
    for name in field.pointer[1:].split("/"):
        rules = [(rule, f"/allOf/{n}") for n, rule in enumerate(node.get("allOf", ()))] + [(node, "")]
        places = [(node, "")] + [(rule["then"], f"{where}/then") for rule, where in rules if "then" in rule]
        node, at = next(
            (place["properties"][name], f"{at}{where}/properties/{name}")
            for place, where in places
            if name in place.get("properties", {})
        )
    return f"{at}/x-same"


def _same_papers(pack: Pack) -> None:
    """Within one service a shared name stands on one paper, and never on one that carries a stamp duty."""
    for part in pack.services.values():
        seen: set[str] = set()
        for number, paper in enumerate(part.typed.get("papers") or ()):
            name = paper.get("same", "")
            if name and name in seen:
                problem = Problem(join("/papers", number, "same"), f"“{name}” is shared twice", "ask for a paper once")
                pack.note(part, problem)
            if name and paper.get("meterai"):
                words, remedy = "one stamp is accepted for one paper", "take same away: each service needs its own"
                pack.note(part, Problem(join("/papers", number, "same"), words, remedy))
            seen.add(name)
