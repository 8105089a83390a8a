"""Several forms filled as one: what stands in more than one of them under a shared name is asked once.

Each form stays what it is, with its own answers and its own validation. Of those that want an answer under a shared
name (``x-same``) one asks for it; the others receive what it was told.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from .model import Field, Form, get, put
from .showing import required, visible, visible_pages

_LIMITS = ("kind", "minimum", "maximum", "max_length", "must", "earliest", "latest", "min_items", "max_items")


class Part(msgspec.Struct, frozen=True):
    """One of the forms with its answers. ``known`` are the pointers that are not asked of people: the register gave
    their answers, or they are to come; of those, ``later`` are not even shown."""

    form: Form
    answers: Mapping[str, Any]
    known: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()


class _Filled(Part, frozen=True):
    """A part with answers of its own, to which others may be given."""

    answers: dict[str, Any]


def shared(form: Form) -> dict[str, Field]:
    """The questions of a form that have a shared name, by that name."""
    return {field.same: field for field in form.index.values() if field.same}


def askers(parts: Sequence[Part]) -> dict[str, int]:
    """Which part gives the answer under each shared name that is wanted now.

    The one whose answer is known; else the first that has to have it; else the first that shows it.
    """
    best: dict[str, tuple[int, int]] = {}
    for number, part in enumerate(parts):
        seen, needed = visible(part.form, part.answers), required(part.form, part.answers)
        for name, field in shared(part.form).items():
            if (rank := _rank(part, field, seen, needed)) is not None:
                best[name] = min(best.get(name, (rank, number)), (rank, number))
    return {name: number for name, (_rank, number) in best.items()}


def _rank(part: Part, field: Field, seen: frozenset[str], needed: frozenset[str]) -> int | None:
    if field.pointer in part.known:
        return 0 if get(part.answers, field.pointer) is not None else None
    if field.pointer in needed:
        return 1
    return 2 if field.pointer in seen else None


def elsewhere(parts: Sequence[Part]) -> tuple[frozenset[str], ...]:
    """For each part the pointers of what it does not ask, because another part does."""
    asked = askers(parts)
    return tuple(
        frozenset(field.pointer for name, field in shared(part.form).items() if asked.get(name, number) != number)
        for number, part in enumerate(parts)
    )


def spread(parts: Sequence[Part]) -> tuple[dict[str, Any], ...]:
    """The answers of each part, what is shared taken from the one that asks.

    An answer that arrives may show a question that was hidden, so it goes on until nothing changes.
    """
    now = [_Filled(part.form, copy.deepcopy(dict(part.answers)), part.known) for part in parts]
    for _round in range(len(parts) + 1):
        changes = [_give(now, name, number) for name, number in askers(now).items()]
        if not any(changes):
            break
    return tuple(part.answers for part in now)


def _give(parts: Sequence["_Filled"], name: str, number: int) -> bool:
    """Hand one answer to all others that have a place for it; whether anything changed."""
    value, changed = get(parts[number].answers, shared(parts[number].form)[name].pointer), False
    for other, part in enumerate(parts):
        field = shared(part.form).get(name)
        if other == number or field is None or field.pointer in part.known or get(part.answers, field.pointer) == value:
            continue
        put(part.answers, field.pointer, copy.deepcopy(value))
        changed = True
    return changed


def pages(parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    """The pages on which something is still asked or shown, part by part: the number of the part, and the page's key."""
    for number, (part, gone) in enumerate(zip(parts, elsewhere(parts), strict=True)):
        shown = visible(part.form, part.answers) - gone - part.later
        for page in visible_pages(part.form, part.answers):
            leaves = [one for field in page.fields for one in field.tree() if one.kind != "object"]
            if any(one.pointer in shown and "*" not in one.pointer for one in leaves):
                yield number, page.key


def clashes(ours: Form, theirs: Form) -> tuple[tuple[Field, Field], ...]:
    """The pairs of questions under one shared name that would not take the same answers."""
    both = shared(theirs)
    return tuple(
        (field, both[name])
        for name, field in shared(ours).items()
        if name in both and _shape(field, ours) != _shape(both[name], theirs)
    )


def _shape(field: Field, form: Form) -> tuple[Any, ...]:
    """What an answer of a field may be; titles and hints may differ, and so may the order of the choices."""
    pattern = _schema_of(form, field).get("pattern", "")
    below = tuple((child.name, child.required, _shape(child, form)) for child in field.fields)
    limits = tuple(getattr(field, name) for name in _LIMITS)
    return (*limits, frozenset(value for value, _label in field.options), pattern, below)


def _schema_of(form: Form, field: Field) -> Mapping[str, Any]:
    """The part of the schema that describes a field, wherever a condition may have put it."""
    node: Mapping[str, Any] = form.schema
    for name in field.pointer[1:].split("/"):
        rules = [rule["then"] for rule in (node, *node.get("allOf", ())) if "then" in rule]
        places = [place.get("properties", {}) for place in (node, *rules)]
        node = node["items"] if name == "*" else next(place[name] for place in places if name in place)
    return node
