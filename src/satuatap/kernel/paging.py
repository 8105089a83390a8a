"""Keyset paging: a page begins after the last row of the page before it, so page 5,000 costs what page 1 costs."""

import base64
import binascii
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

PAGE_ROWS = 20
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Twenty rows, and the cursors to the pages beside them ("" where there is none)."""

    rows: tuple[R, ...]
    next: str = ""
    previous: str = ""


def encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode([str(v) for v in values])).decode().rstrip("=")


def decode(cursor: str, length: int) -> list[str] | None:
    """The values behind a cursor, or None for "" and for anything that was not made by ``encode``."""
    try:
        values = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=list[str])
    except (ValueError, binascii.Error, msgspec.DecodeError):
        return None
    return values if len(values) == length and "\x00" not in "".join(values) else None


def after(queryset: QuerySet[Any], keys: Sequence[str], values: Sequence[str], *, backwards: bool) -> QuerySet[Any]:
    """The rows that follow (or precede) ``values`` in the order of ``keys``, all ascending or with a leading ``-``.

    Raises ``ValueError`` for values that cannot stand in these columns.
    """
    condition = Q()
    equal = Q()
    bound = Q()
    for key, value in zip(keys, values, strict=True):
        name = key.lstrip("-")
        beyond = "lt" if key.startswith("-") ^ backwards else "gt"
        # Says nothing new, but it is where the index is entered: without it every row before the page is read.
        bound = bound or Q(**{f"{name}__{beyond}e": value})
        condition |= equal & Q(**{f"{name}__{beyond}": value})
        equal &= Q(**{name: value})
    try:
        return queryset.filter(bound, condition)
    except (ValidationError, ValueError, TypeError, OverflowError) as problem:
        raise ValueError(str(problem)) from problem


def begin(queryset: QuerySet[Any], keys: Sequence[str], cursor: str) -> tuple[QuerySet[Any], bool, bool]:
    """The rows from a cursor on, whether they are read backwards, and whether anything comes before them.

    A cursor starts with ``n`` (forwards) or ``p`` (backwards). A damaged one leads to the first page.
    """
    backwards = cursor.startswith("p")
    if cursor and (values := decode(cursor[1:], len(keys))) is not None:
        with contextlib.suppress(ValueError):
            return after(queryset, keys, values, backwards=backwards), backwards, True
    return queryset, False, False


def flipped(keys: Sequence[str]) -> list[str]:
    return [k[1:] if k.startswith("-") else f"-{k}" for k in keys]


def page(
    queryset: QuerySet[Any],
    *,
    keys: Sequence[str],
    cursor: str,
    row: Callable[[Any], R],
    rows: int = PAGE_ROWS,
) -> Page[R]:
    """One page of ``queryset`` in the order of ``keys``, each a column that is never null; the last one is unique."""
    queryset, backwards, is_given = begin(queryset, keys, cursor)
    found = list(queryset.order_by(*(flipped(keys) if backwards else keys))[: rows + 1])
    more = len(found) > rows
    found = found[:rows]
    if backwards:
        found.reverse()

    def mark(thing: Any, letter: str) -> str:
        return letter + encode([_value(thing, key) for key in keys])

    has_next = more if not backwards else True
    has_previous = more if backwards else is_given
    return Page(
        rows=tuple(row(thing) for thing in found),
        next=mark(found[-1], "n") if found and has_next else "",
        previous=mark(found[0], "p") if found and has_previous else "",
    )


def _value(thing: Any, key: str) -> Any:
    name = key.lstrip("-")
    value = thing[name] if isinstance(thing, dict) else getattr(thing, name)
    return value.isoformat() if hasattr(value, "isoformat") else value
