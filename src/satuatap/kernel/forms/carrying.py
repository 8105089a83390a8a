"""What of the answers to one version of a form still answers another."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from .checking import validate
from .filling import Offers
from .model import Field, Form, get, template
from .showing import leaves, prune

Pick = Mapping[str, Any]


def carry_over(
    old: Form,
    new: Form,
    answers: Pick,
    *,
    known: Collection[str] = (),
    offers: Offers | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """The answers given to ``old`` that ``new`` asks in the same way and would take today.

    Left behind is what ``known`` pointers answer by themselves, what ``offers`` no longer offer, files, and statements
    that have to be agreed to each time.
    """
    kept = _shaped(new.fields, answers, lambda field: _is_asked_alike(old, field) and field.pointer not in known)
    kept = prune(new, kept)
    for pointer, field, value in list(leaves(new, kept)):
        if field.kind == "party" and value not in _values((offers or {}).get(field.pointer, ())):
            _take_away(kept, pointer)
    while True:
        kept = prune(new, kept)
        wrong = [pointer for pointer in validate(new, kept, today=today) if _is_wrong(new, kept, pointer)]
        if not wrong:
            return kept
        for pointer in wrong:
            _take_away(kept, pointer)


def _is_asked_alike(old: Form, field: Field) -> bool:
    before = old.index.get(field.pointer)
    if before is None or field.kind == "file" or field.must:
        return False
    return (before.kind, before.unit) == (field.kind, field.unit)


def _shaped(fields: tuple[Field, ...], answers: Any, wanted: Any) -> dict[str, Any]:
    """The answers in the shape of the form, whatever shape they came in."""
    found: dict[str, Any] = {}
    for field in fields:
        value = answers.get(field.name) if isinstance(answers, Mapping) else None
        if value is None or not wanted(field):
            continue
        if field.kind == "object":
            found[field.name] = _shaped(field.fields, value, wanted)
        elif field.kind == "list":
            rows = [_shaped(field.fields, item, wanted) for item in value] if isinstance(value, list) else []
            found[field.name] = [row for row in rows if row][: field.max_items]
        elif not isinstance(value, Mapping | list):
            found[field.name] = value
    return found


def _values(choices: Collection[str | tuple[str, ...]]) -> set[str]:
    return {choice if isinstance(choice, str) else choice[0] for choice in choices}


def _is_wrong(form: Form, answers: Pick, pointer: str) -> bool:
    """Whether there is an answer at all: what is merely missing is asked on its page."""
    field = form.index[template(pointer)]
    return field.kind not in {"object", "list"} and get(answers, pointer) is not None


def _take_away(answers: dict[str, Any], pointer: str) -> None:
    *parents, name = pointer[1:].split("/")
    place: Any = answers
    for parent in parents:
        place = place[int(parent)] if isinstance(place, list) else place[parent]
    del place[name]
