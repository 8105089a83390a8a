"""The parts of a form, as every reader of forms sees them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

MOST_ITEMS = 50


class FormProblem(msgspec.Struct, frozen=True):
    """What is wrong in a schema, where (a JSON pointer into the service file), and how to mend it."""

    pointer: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}" + (f"; {self.mend}" if self.mend else "")


class FormProblems(Exception):
    """A schema lies outside the subset that we render and validate."""

    def __init__(self, problems: list[FormProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Field(msgspec.Struct, frozen=True):
    """One question, or a group (``object``) or repeated group (``list``) of them.

    ``pointer`` is the JSON pointer of its answer; inside a list the item stands as ``*`` (``/saksi/*/nama``).
    ``must`` marks a statement that has to be agreed to. ``earliest`` and ``latest`` are ISO dates or ``today``.
    ``same`` is the shared name of a question that stands in several forms and is asked once where they are filled together.
    """

    name: str
    pointer: str
    kind: str
    title: str
    hint: str = ""
    why: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    source: str = ""
    unit: str = ""
    privacy: str = "personal"
    autocomplete: str = ""
    fields: "tuple[Field, ...]" = ()
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    error: str = ""
    must: bool = False
    counted: bool = False
    min_items: int = 0
    max_items: int = MOST_ITEMS
    item: str = ""
    earliest: str = ""
    latest: str = ""
    same: str = ""

    @property
    def path(self) -> str:
        """The dotted name: of the answer in expressions, and of the input in HTML."""
        return self.pointer[1:].replace("/", ".")

    def item_title(self, number: int) -> str:
        """What an entry of a list is called, counted from 1: ``Saksi 2``."""
        return f"{self.item or self.title} {number}"

    def tree(self) -> "Iterator[Field]":
        """This field and all below it."""
        yield self
        for field in self.fields:
            yield from field.tree()


class Group(msgspec.Struct, frozen=True):
    """Questions that stand under one heading; no heading when ``title`` is empty."""

    title: str
    fields: tuple[Field, ...]


class Page(msgspec.Struct, frozen=True):
    """What is asked in one step. ``key`` stands in addresses and is the same in every language."""

    key: str
    title: str
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for group in self.groups for field in group.fields)


class Condition(msgspec.Struct, frozen=True):
    """A test of one answer. A missing answer never passes. Without any test, having an answer is enough."""

    pointer: str
    values: tuple[str | int | bool, ...] = ()
    minimum: int | None = None
    maximum: int | None = None

    def holds(self, value: Any) -> bool:
        if value is None:
            return False
        if self.values and not any(type(value) is type(one) and value == one for one in self.values):
            return False
        if self.minimum is None and self.maximum is None:
            return True
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return (self.minimum is None or value >= self.minimum) and (self.maximum is None or value <= self.maximum)


class Form(msgspec.Struct, frozen=True):
    """A compiled form. ``shown`` and ``needed`` hold what must be true for a field to be seen, or to be required."""

    title: str
    fields: tuple[Field, ...]
    pages: tuple[Page, ...]
    schema: dict[str, Any]
    index: dict[str, Field]
    shown: dict[str, tuple[Condition, ...]]
    needed: dict[str, tuple[tuple[Condition, ...], ...]]
    validator: Any

    def page(self, key: str) -> Page:
        """Raises ``KeyError`` where the form has no such page."""
        for page in self.pages:
            if page.key == key:
                return page
        raise KeyError(key)

    @property
    def names(self) -> frozenset[str]:
        """Every dotted name an expression may read, e.g. ``anak.nama``; lists by their own name only."""
        return frozenset(field.path for pointer, field in self.index.items() if "*" not in pointer)

    @property
    def sure(self) -> frozenset[str]:
        """The dotted names of answers that every complete application has."""
        return frozenset(
            field.path
            for pointer, field in self.index.items()
            if field.required and field.kind != "object" and "*" not in pointer and not self.shown.get(pointer)
        )


class Parsed(msgspec.Struct, frozen=True):
    """What came in from a page: the answers that could be read, everything as typed, and what is wrong where."""

    answers: dict[str, Any]
    typed: dict[str, str]
    problems: dict[str, str]


class Row(msgspec.Struct, frozen=True):
    """One answer as people read it. ``name`` is the dotted name of its input, ``place`` a point or plot to be drawn.

    Of a list that people lengthen, ``item`` is which of it ("Saksi 2") and ``short`` the question without that.
    """

    label: str
    text: str
    name: str
    pointer: str
    place: str = ""
    item: str = ""
    short: str = ""


class Section(msgspec.Struct, frozen=True):
    """A page's answers, for reviews and letters."""

    title: str
    key: str
    rows: tuple[Row, ...]


def get(answers: Mapping[str, Any], pointer: str) -> Any:
    """The answer at a pointer without ``*``, or None."""
    value: Any = answers
    for name in pointer[1:].split("/"):
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value


def put(answers: dict[str, Any], pointer: str, value: Any) -> None:
    """Set the answer at a pointer that goes through objects only; ``None`` takes it away."""
    *parents, name = pointer[1:].split("/")
    for parent in parents:
        below = answers.get(parent)
        if not isinstance(below, dict):
            if value is None:
                return
            below = answers[parent] = {}
        answers = below
    if value is None:
        answers.pop(name, None)
    else:
        answers[name] = value


def template(pointer: str) -> str:
    """The pointer of a field in the form, for the pointer of an answer: ``/saksi/0/nama`` → ``/saksi/*/nama``."""
    return "/".join("*" if part.isdigit() else part for part in pointer.split("/"))


def limit(text: str, today: date | None) -> date | None:
    """The day a limit such as ``today`` or ``2026-01-31`` stands for; None when it cannot be told."""
    if not text:
        return None
    return today if text == "today" else date.fromisoformat(text)
