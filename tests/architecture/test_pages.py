"""Every page names its audience, and says so truthfully."""

import ast
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from .source import SRC, python_files, short, tree

# What every template is given (fronts/shared/context.py); it would silently stand in the place of a page's own.
EVERYWHERE = {"actor", "now", "lang", "place", "languages", "theme", "keys", "outages_here", "request", "csrf_input"}
AUDIENCES = {"public", "resident", "staff", "machine"}


def all_views(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from all_views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def test_every_page_names_its_audience():
    silent = [address for address, view in all_views() if getattr(view, "audience", None) not in AUDIENCES]

    assert silent == []


def test_there_are_pages_for_everybody():
    assert {view.audience for _address, view in all_views()} == AUDIENCES


def test_no_two_pages_share_a_name():
    names: dict[str, str] = {}
    doubled = []
    for pattern in get_resolver().reverse_dict:
        if isinstance(pattern, str):
            if pattern in names:
                doubled.append(pattern)
            names[pattern] = pattern

    assert doubled == []


def test_no_page_gives_its_template_a_name_that_every_template_has():
    found = [
        f"{short(path)}:{node.lineno}: {key.value}"
        for path in python_files(SRC / "fronts")
        if "render(request" in path.read_text(encoding="utf-8")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and key.value in EVERYWHERE
    ]

    assert found == []
