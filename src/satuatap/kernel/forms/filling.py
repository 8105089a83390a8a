"""From what a browser sends for a page to answers, and from answers back to what stands in the inputs."""

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from .checking import validate
from .kinds import MOST_TYPED, Unreadable, clean, read, show
from .model import Field, Form, Parsed, get, put, template
from .showing import visible

PARTS = ("d", "m", "y")


class Posted(Protocol):
    """Django's ``QueryDict``, as far as we need it."""

    def getlist(self, key: str) -> Sequence[str]: ...
    def __contains__(self, key: str) -> bool: ...


Data = Mapping[str, Sequence[str]] | Posted
Offers = Mapping[str, Collection[str | tuple[str, ...]]]


def parse(form: Form, page_key: str, data: Data, *, offers: Offers | None = None) -> Parsed:
    """Read the inputs of one page. What cannot be read is left out of the answers and stays as typed.

    ``offers`` are the values a page offered (alone, or first in a tuple with their words), by field pointer or kind
    (``party``, ``area``, ``file``): where there are any, another value is refused. Raises ``KeyError`` for a page that the form has not.
    """
    reader = _PageReader(data, offers or {})
    for field in form.page(page_key).fields:
        put(reader.answers, field.pointer, reader.value(field, field.path, field.pointer))
    return Parsed(reader.answers, reader.typed, reader.problems)


def fill(
    form: Form,
    page_key: str,
    data: Data,
    answers: Mapping[str, Any],
    *,
    known: Collection[str] = (),
    offers: Offers | None = None,
    today: date | None = None,
) -> Parsed:
    """Take a page's inputs into the answers of the whole form, and check what this page asks.

    Answers at ``known`` pointers (shown, not asked) stay what they were, whatever was sent. The parsed ``answers``
    are those of the whole form; ``problems`` are this page's only.
    """
    parsed = parse(form, page_key, data, offers=offers)
    merged = merge(form, page_key, answers, parsed.answers, known=known)
    pointers = {one.pointer for field in form.page(page_key).fields for one in field.tree()}
    found = validate(form, merged, today=today)
    seen = visible(form, merged)
    problems = {
        pointer: parsed.problems.get(pointer, words)
        for pointer, words in found.items()
        if template(pointer) in pointers
    }
    for pointer, words in parsed.problems.items():
        if template(pointer) in seen and template(pointer) not in known:
            problems.setdefault(pointer, words)
    return Parsed(merged, parsed.typed, problems)


def merge(
    form: Form, page_key: str, answers: Mapping[str, Any], new: Mapping[str, Any], *, known: Collection[str] = ()
) -> dict[str, Any]:
    """The answers of the whole form with those of one page replaced; answers at ``known`` pointers stay."""
    merged = copy.deepcopy(dict(answers))
    for field in form.page(page_key).fields:
        for one in [field] if field.kind != "object" else [f for f in field.tree() if f.kind != "object"]:
            if "*" not in one.pointer and one.pointer not in known:
                put(merged, one.pointer, get(new, one.pointer))
    return merged


def typed(form: Form, page_key: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the inputs of a page that shows these answers; ``parse`` reads it back."""
    inputs: dict[str, str] = {}
    for field in form.page(page_key).fields:
        _write(inputs, field, field.path, get(answers, field.pointer))
    return inputs


def _write(inputs: dict[str, str], field: Field, path: str, value: Any) -> None:
    if field.kind == "object":
        for child in field.fields:
            _write(inputs, child, f"{path}.{child.name}", value.get(child.name) if isinstance(value, Mapping) else None)
    elif field.kind == "list":
        items = value if isinstance(value, list) else []
        inputs[path] = str(len(items))
        for number, item in enumerate(items):
            for child in field.fields:
                inner = item.get(child.name) if isinstance(item, Mapping) else None
                _write(inputs, child, f"{path}.{number}.{child.name}", inner)
    elif value is None:
        return
    elif field.kind == "date":
        year, _dash, rest = str(value).partition("-")
        month, _dash, day = rest.partition("-")
        parts = (day.lstrip("0"), month.lstrip("0"), year)
        inputs.update({f"{path}.{part}": text for part, text in zip(PARTS, parts, strict=True)})
    else:
        inputs[path] = show(field, value)


def restructure(form: Form, page_key: str, data: Data) -> dict[str, list[str]] | None:
    """The inputs after "Tambah" or "Hapus" was pressed on a page; None when neither was.

    Nothing typed is lost. The buttons are named ``_add`` (value ``saksi``) and ``_remove`` (value ``saksi.1``, or the
    dotted name of a file).
    """
    add, remove = _first(data, "_add"), _first(data, "_remove")
    fields = [field for top in form.page(page_key).fields for field in top.tree()]
    lists = {field.path: field for field in fields if field.kind == "list"}
    if template("/" + remove.replace(".", "/")) in {field.pointer for field in fields if field.kind == "file"}:
        return _inputs(form, page_key, data) | {remove: [""]}
    path, _dot, number = (add, "", "") if add else remove.rpartition(".")
    if path not in lists or not (add or number.isdigit()):
        return None
    field = lists[path]
    inputs = _inputs(form, page_key, data)
    rows = _rows(data, path, field)
    if add:
        rows = min(rows + 1, field.max_items)
    elif int(number) < rows:
        inputs = dict(_without_row(inputs, path, int(number)))
        rows -= 1
    inputs[path] = [str(rows)]
    return inputs


def _inputs(form: Form, page_key: str, data: Data) -> dict[str, list[str]]:
    """What stood in the inputs of a page, empty rows included."""

    def names(field: Field, path: str) -> Iterator[str]:
        if field.kind == "date":
            yield from (f"{path}.{part}" for part in PARTS)
        if field.kind == "object":
            for child in field.fields:
                yield from names(child, f"{path}.{child.name}")
            return
        yield path
        for number in range(_rows(data, path, field) if field.kind == "list" else 0):
            for child in field.fields:
                yield from names(child, f"{path}.{number}.{child.name}")

    every = (name for field in form.page(page_key).fields for name in names(field, field.path))
    return {name: [clean(_first(data, name), lines=True)] for name in every if name in data}


def _without_row(inputs: Mapping[str, list[str]], path: str, gone: int) -> list[tuple[str, list[str]]]:
    kept = []
    for name, texts in inputs.items():
        number, dot, rest = name.removeprefix(path + ".").partition(".")
        if not name.startswith(path + ".") or not dot or not number.isdigit():
            kept.append((name, texts))
        elif int(number) != gone:
            kept.append((f"{path}.{int(number) - (int(number) > gone)}.{rest}", texts))
    return kept


def _first(data: Data, name: str) -> str:
    if name not in data:
        return ""
    texts = data[name] if isinstance(data, Mapping) and not hasattr(data, "getlist") else data.getlist(name)
    first = texts if isinstance(texts, str) else texts[0] if texts else ""
    return str(first)[:MOST_TYPED]


def _rows(data: Data, path: str, field: Field) -> int:
    count = _first(data, path)
    return min(int(count), field.max_items) if count.isascii() and count.isdigit() and len(count) < 6 else 0


class _PageReader:
    """Collects answers, what was typed and problems, field by field."""

    def __init__(self, data: Data, offers: Offers) -> None:
        self.data, self.offers = data, offers
        self.answers: dict[str, Any] = {}
        self.typed: dict[str, str] = {}
        self.problems: dict[str, str] = {}

    def value(self, field: Field, path: str, pointer: str) -> Any:
        """The answer of a field, or None. ``path`` and ``pointer`` are those of this very answer."""
        if field.kind == "object":
            inner = {c.name: self.value(c, f"{path}.{c.name}", f"{pointer}/{c.name}") for c in field.fields}
            return {name: value for name, value in inner.items() if value is not None} or None
        if field.kind == "list":
            return self.items(field, path, pointer)
        text = self.date(path) if field.kind == "date" else self.text(path)
        if not text:
            return None
        try:
            answer = read(field, text)
        except Unreadable as fault:
            self.problems[pointer] = str(fault)
            return None
        offered = self.offers.get(field.pointer, self.offers.get(field.kind, ()))
        if offered and answer not in {one if isinstance(one, str) else one[0] for one in offered}:
            self.problems[pointer] = _("Pilih salah satu jawaban yang ada.")
            return None
        return None if answer == "" else answer

    def text(self, path: str) -> str:
        """What was typed, kept for showing it again, and trimmed for reading."""
        if path not in self.data:
            return ""
        self.typed[path] = clean(_first(self.data, path), lines=True)
        return self.typed[path].strip()

    def date(self, path: str) -> str:
        """Three inputs as one text, or one input with an ISO date."""
        parts = [self.text(f"{path}.{part}") for part in PARTS]
        if any(parts):
            return "-".join(part.replace("-", "") or "" for part in parts)
        return self.text(path)

    def items(self, field: Field, path: str, pointer: str) -> list[Any] | None:
        """The rows of a repeated group; rows left empty fall away, and what was typed moves up with the rest."""
        found: list[Any] = []
        count = _rows(self.data, path, field)
        for number in range(count):
            here, row = len(found), _PageReader(self.data, self.offers)
            answers = {
                child.name: row.value(child, f"{path}.{number}.{child.name}", f"{pointer}/{here}/{child.name}")
                for child in field.fields
            }
            if not any(text.strip() for text in row.typed.values()):
                continue
            found.append({name: value for name, value in answers.items() if value is not None})
            self.problems |= row.problems
            for name, text in row.typed.items():
                self.typed[f"{path}.{here}.{name.removeprefix(f'{path}.{number}.')}"] = text
        self.typed[path] = str(len(found))
        return found or None
