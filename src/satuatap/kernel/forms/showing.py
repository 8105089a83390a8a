"""What is asked, given the answers so far; and answers without what is not asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from .model import Field, Form, Page, get


def visible(form: Form, answers: Mapping[str, Any]) -> frozenset[str]:
    """The pointers of all fields that are asked. A condition on an answer that is itself hidden never holds."""
    seen = {pointer for pointer in form.index if pointer not in form.shown}
    waiting = dict(form.shown)
    while True:
        now = {
            pointer
            for pointer, conditions in waiting.items()
            if all(c.pointer in seen and c.holds(get(answers, c.pointer)) for c in conditions)
        }
        if not now:
            return frozenset(seen)
        seen |= now
        for pointer in now:
            del waiting[pointer]


def required(form: Form, answers: Mapping[str, Any]) -> frozenset[str]:
    """The pointers of all visible fields that have to be answered."""
    seen = visible(form, answers)
    found = {pointer for pointer in seen if form.index[pointer].required}
    for pointer, choices in form.needed.items():
        for conditions in choices:
            if all(c.pointer in seen and c.holds(get(answers, c.pointer)) for c in conditions):
                found |= {pointer} & seen
    return frozenset(found)


def visible_pages(form: Form, answers: Mapping[str, Any]) -> tuple[Page, ...]:
    """The pages on which something is asked."""
    seen = visible(form, answers)
    return tuple(page for page in form.pages if any(field.pointer in seen for field in page.fields))


def prune(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to what is asked, and nothing else; empty answers are left out."""
    return _prune(form.fields, answers, visible(form, answers))


def _prune(fields: tuple[Field, ...], answers: Mapping[str, Any], seen: frozenset[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in fields:
        value = answers.get(field.name)
        if value is None or value == "" or field.pointer not in seen:
            continue
        if field.kind == "object" and isinstance(value, Mapping):
            value = _prune(field.fields, value, seen) or None
        elif field.kind == "list" and isinstance(value, list):
            value = [_prune(field.fields, item, seen) if isinstance(item, Mapping) else item for item in value] or None
        if value is not None:
            kept[field.name] = value
    return kept


def whole(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Pruned answers in which every visible group is present, even when nothing in it is answered yet.

    This is what a schema validates, and what expressions see as ``form``.
    """
    return _whole(form.fields, prune(form, answers), visible(form, answers))


def _whole(fields: tuple[Field, ...], answers: dict[str, Any], seen: frozenset[str]) -> dict[str, Any]:
    for field in fields:
        if field.kind == "object" and field.pointer in seen:
            inner = answers.get(field.name, {})
            answers[field.name] = _whole(field.fields, inner, seen) if isinstance(inner, dict) else inner
    return answers


def leaves(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, Field, Any]]:
    """Every visible question with the pointer and value of its answer (None where there is none yet)."""
    seen = visible(form, answers)
    for field in form.fields:
        yield from walk(field, field.pointer, answers.get(field.name), seen)


def walk(field: Field, pointer: str, value: Any, seen: frozenset[str]) -> Iterator[tuple[str, Field, Any]]:
    """The visible questions of one field, whose answer is ``value``."""
    if field.pointer not in seen:
        return
    if field.kind == "object":
        inner = value if isinstance(value, Mapping) else {}
        for child in field.fields:
            yield from walk(child, f"{pointer}/{child.name}", inner.get(child.name), seen)
    elif field.kind == "list":
        for number, item in enumerate(value if isinstance(value, list) else []):
            for child in field.fields:
                answer = item.get(child.name) if isinstance(item, Mapping) else None
                yield from walk(child, f"{pointer}/{number}/{child.name}", answer, seen)
    else:
        yield pointer, field, value
