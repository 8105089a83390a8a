"""Answers as people read them, and answers that the register already has."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .kinds import Unreadable, read, words
from .model import Field, Form, Row, Section, get
from .showing import visible, walk

Scope = Mapping[str, Any]


def present(
    form: Form, answers: Mapping[str, Any], *, labels: Mapping[str, str] | None = None, masked: bool = True
) -> tuple[Section, ...]:
    """What is asked and what was answered, page by page.

    ``labels`` are the words for values that only a register knows: village codes, parties, files. NIK, KK and phone
    numbers are veiled unless ``masked`` is false.
    """
    seen = visible(form, answers)
    sections = []
    for page in form.pages:
        rows = [
            row
            for field in page.fields
            for row in _rows(field, get(answers, field.pointer), seen, labels or {}, masked)
        ]
        if rows:
            sections.append(Section(page.title, page.key, tuple(rows)))
    return tuple(sections)


def _rows(field: Field, value: Any, seen: frozenset[str], labels: Mapping[str, str], masked: bool) -> list[Row]:
    if field.kind == "list" and field.pointer in seen and not value:
        return [Row(field.title, _("Tidak ada"), field.path, field.pointer)]
    rows = []
    for pointer, leaf, answer in walk(field, field.pointer, value, seen):
        number = pointer.split("/")[-2] if field.kind == "list" else ""
        item = field.item_title(int(number) + 1) if number else ""
        label = f"{item}: {leaf.title}" if item else leaf.title
        known = "" if answer is None else labels.get(str(answer)) or words(leaf, answer, masked=masked)
        place = str(answer) if answer and leaf.kind in {"point", "polygon"} else ""
        name = pointer[1:].replace("/", ".")
        rows.append(Row(label, known or _("Tidak diisi"), name, pointer, place, item, leaf.title))
    return rows


def personal_fields(form: Form) -> frozenset[str]:
    """The dotted names of all answers that are personal data (everything that is not declared plain)."""
    return frozenset(
        field.path for field in form.index.values() if field.privacy != "plain" and field.kind not in {"object", "list"}
    )


def prefill(form: Form, scope: Scope) -> dict[str, Any]:
    """Answers that the register has, by field pointer, from ``x-from``. What does not fit its field is left out."""
    found: dict[str, Any] = {}
    for pointer, field in form.index.items():
        if not field.source or "*" in pointer or field.kind in {"object", "list"}:
            continue
        value = _resolve(scope, field.source)
        if isinstance(value, Mapping):
            value = value.get("party_id")
        if value is None or value == "" or isinstance(value, list | tuple):
            continue
        answer = _fitting(field, value)
        if answer is not None:
            found[pointer] = answer
    return found


def fitting(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by the path of a question, as answers by pointer. What the form has not, or what does not fit, is left out."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        field = form.index.get("/" + path.replace(".", "/"))
        if field is None or value in (None, "") or field.kind in {"object", "list", "party"}:
            continue
        if (answer := _fitting(field, value)) is not None:
            found[field.pointer] = answer
    return found


def offered(form: Form, scope: Scope) -> dict[str, tuple[tuple[str, str], ...]]:
    """The parties a question offers, by field pointer: value and name, from the list that ``x-from`` names."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for pointer, field in form.index.items():
        if field.kind == "party" and field.source:
            people = _resolve(scope, field.source)
            listed: Sequence[Any] = people if isinstance(people, list | tuple) else [people]
            found[pointer] = tuple(
                (str(person["party_id"]), str(person.get("name", "")))
                for person in listed
                if isinstance(person, Mapping) and person.get("party_id")
            )
    return found


def _resolve(scope: Scope, source: str) -> Any:
    value: Any = scope
    for name in source.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _fitting(field: Field, value: Any) -> Any:
    """A register's value as an answer of this field, or None."""
    if field.kind == "boolean":
        return value if isinstance(value, bool) else None
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if field.kind == "choice":
        wanted = text.casefold()
        text = next((v for v, label in field.options if wanted in {v.casefold(), label.casefold()}), text)
    try:
        return read(field, text)
    except Unreadable:
        return None
