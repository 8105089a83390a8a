"""Whatever stands in a file, the check answers with findings; it never falls over."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from satuatap.domain.packs import queries
from satuatap.kernel import yamls

from .factories import FILES, write_pack
from .test_demonstration import PEOPLE

ALL = FILES | {
    "documents/izin-lapak.typ": "",  # setting it a thousand times would say nothing new
    "people.yaml": PEOPLE,
    "messages.yaml": "sender: {id: X}\nwarning: {id: Y}\nmessages:\n  a: {id: {title: T, text: t}}\n",
    "words/en.yaml": "roles: {front-officer: C}\nreasons: {kurang: L}\nservices: {izin-lapak: {/name: S}}\n",
}
STRANGE = ["x", [], ["x"], {}, {"a": "b"}, "", [{"a": "b"}], [["x"]]]


def places(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield above
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from places(value[key], (*above, key))


def replaced(value: Any, place: tuple[str | int, ...], new: Any) -> Any:
    if not place:
        return new
    whole = copy.deepcopy(value)
    inner = whole
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = new
    return whole


@pytest.mark.parametrize("file", [name for name in ALL if name.endswith(".yaml")])
def test_the_check_never_falls_over(tmp_path, file):
    value = yamls.load(ALL[file], source=file).value
    for number, place in enumerate(places(value)):
        strange = STRANGE[number % len(STRANGE)]
        queries.check(write_pack(tmp_path, ALL | {file: json.dumps(replaced(value, place, strange))}))
