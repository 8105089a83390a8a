"""Every address there is, as the urlconf has it, in both languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """``route`` as it is written, e.g. ``/berkas/<str:number>``; ``names`` of its parameters."""

    route: str
    view: Any

    @property
    def names(self) -> frozenset[str]:
        return frozenset(PARAMETER.findall(self.route))

    @property
    def audience(self) -> str:
        return str(getattr(self.view, "audience", ""))

    def path(self, values: Mapping[str, str]) -> str:
        return PARAMETER.sub(lambda found: values[found[1]], self.route)

    def __str__(self) -> str:
        return self.route


def addresses() -> list[Address]:
    """All of them; an address that does not change with the language stands once."""
    found: dict[str, Address] = {}
    for language in ("id", "en"):
        with translation.override(language):
            for address in _walk(get_resolver().url_patterns, "/"):
                found.setdefault(address.route, address)
    return list(found.values())


def _walk(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield Address(route, pattern.callback)
