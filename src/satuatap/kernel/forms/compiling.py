"""A schema and its UI schema become a form, or a list of problems. A form is compiled once and kept."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

import jsonschema_rs
import msgspec

from .kinds import FORMATS
from .model import Condition, Form, FormProblem, FormProblems
from .pages import PageReader, plain_pages
from .schema import SchemaReader

MOST_FORMS = 256
MOST_CHARACTERS = 200_000

_kept: "OrderedDict[bytes, Form]" = OrderedDict()
_lock = Lock()


def compile(
    schema: Mapping[str, Any], ui: Mapping[str, Any] | None = None, *, at: str = "/form", ui_at: str = "/ui"
) -> Form:
    """The form. Raises ``FormProblems``, whose pointers begin with ``at`` and ``ui_at``."""
    key = msgspec.json.encode([schema, ui])
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    if len(key) > MOST_CHARACTERS:
        raise FormProblems([FormProblem(at, "the form is too large", "split the service")])
    form = _compile(schema, ui, at, ui_at)
    with _lock:
        _kept[key] = form
        while len(_kept) > MOST_FORMS:
            _kept.popitem(last=False)
    return form


def _compile(schema: Mapping[str, Any], ui: Mapping[str, Any] | None, at: str, ui_at: str) -> Form:
    reader = SchemaReader(at)
    node, fields = reader.root(schema)
    title = str(node.get("title", ""))
    pages = PageReader(ui, ui_at, reader, fields).pages() if ui else plain_pages(title, fields)
    if reader.problems:
        raise FormProblems(reader.problems)
    try:
        validator = jsonschema_rs.Draft202012Validator(
            node, formats=FORMATS, validate_formats=True, pattern_options=jsonschema_rs.RegexOptions(), offline=True
        )
    except ValueError as fault:  # a pattern that the linear engine does not know
        message = str(fault).splitlines()[0]
        raise FormProblems([FormProblem(at, f"the schema is not valid: {message}", "mend the part it names")]) from None
    index = {field.pointer: field for top in fields for field in top.tree()}
    return Form(
        title=title,
        fields=fields,
        pages=pages,
        schema=node,
        index=index,
        shown=_with_parents(reader.shown, index),
        needed=_by_pointer(reader.needed),
        validator=validator,
    )


def _with_parents(
    shown: Mapping[str, tuple[Condition, ...]], index: Mapping[str, Any]
) -> dict[str, tuple[Condition, ...]]:
    """The conditions of each field and of everything it stands in."""
    whole: dict[str, tuple[Condition, ...]] = {}
    for pointer in index:
        parts = pointer.split("/")
        above = ("/".join(parts[:length]) for length in range(2, len(parts) + 1))
        if conditions := tuple(condition for parent in above for condition in shown.get(parent, ())):
            whole[pointer] = conditions
    return whole


def _by_pointer(
    needed: list[tuple[tuple[Condition, ...], str]],
) -> dict[str, tuple[tuple[Condition, ...], ...]]:
    grouped: dict[str, tuple[tuple[Condition, ...], ...]] = {}
    for conditions, pointer in needed:
        grouped[pointer] = (*grouped.get(pointer, ()), conditions)
    return grouped
