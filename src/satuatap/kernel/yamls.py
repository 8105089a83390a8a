"""Our own reading of YAML: every scalar stays text, and every value remembers its line.

Plain YAML turns ``35.10`` into 35.1, ``10:00`` into 600 and ``NO`` into false. Here nothing is guessed: the schema of
the file gives the type. Anchors, aliases and tags are refused (they hide what a file says), and so are double keys.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

Value = dict[str, Any] | list[Any] | str

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 40

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlProblem(Exception):
    """The file cannot be read. ``message`` says what is wrong and how to mend it; ``line`` counts from 1."""

    def __init__(self, source: str, line: int, message: str) -> None:
        super().__init__(f"{source}:{line}: {message}")
        self.source = source
        self.line = line
        self.message = message


class Document(msgspec.Struct, frozen=True):
    """A file as dicts, lists and texts, with the line each value began on."""

    source: str
    value: Value
    lines: dict[str, int]

    def line(self, pointer: str) -> int:
        """The line of a JSON pointer such as ``/flow/2/when``, or of the nearest parent that is written down."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer, 1)


def join(pointer: str, *names: str | int) -> str:
    """A JSON pointer grown by names, escaped as RFC 6901 asks."""
    return "".join([pointer, *("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)])


def load(text: str, *, source: str) -> Document:
    """Read one YAML document. Raises ``YamlProblem``. An empty file reads as an empty text."""
    if len(text) > MAX_CHARACTERS:
        raise YamlProblem(source, 1, f"the file is longer than {MAX_CHARACTERS:,} characters; split it")
    reader = _Reader(text, source)
    value = reader.document()
    return Document(source=source, value=value, lines=reader.lines)


class _Reader:
    """Turns the parser's events into values; one instance reads one file."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.lines: dict[str, int] = {}
        self.events: Iterator[Any] = self._checked(text)

    def _checked(self, text: str) -> Iterator[Any]:
        """The parser's events, with faults and everything we do not want turned into problems."""
        try:
            event: Any
            for event in yaml.parse(text, Loader=_Loader):
                line = event.start_mark.line + 1
                if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                    raise YamlProblem(self.source, line, "anchors (&) and aliases (*) are not used here; write it out")
                if getattr(event, "tag", None):
                    raise YamlProblem(self.source, line, f"the tag {event.tag} is not used here; take it away")
                yield event
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            words = " ".join(part for part in (fault.context, fault.problem) if part)
            raise YamlProblem(self.source, mark.line + 1 if mark else 1, f"not readable as YAML: {words}") from None
        except yaml.YAMLError as fault:  # a character that YAML does not know
            raise YamlProblem(self.source, 1, f"not readable as YAML: {fault}") from None

    def document(self) -> Value:
        value: Value = ""
        seen = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    line = getattr(event.start_mark, "line", 0) + 1
                    raise YamlProblem(self.source, line, "a file holds one document; take the second --- away")
                value = self.value(next(self.events), "", 0)
        return value

    def value(self, event: Any, pointer: str, depth: int) -> Value:
        line = event.start_mark.line + 1
        self.lines.setdefault(pointer, line)
        if depth > MAX_DEPTH:
            raise YamlProblem(self.source, line, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(pointer, depth)
        return self.mapping(pointer, depth)

    def sequence(self, pointer: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, join(pointer, len(items)), depth + 1))
        return items

    def mapping(self, pointer: str, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlProblem(self.source, line, "a key must be a plain word")
            key = str(event.value)
            if key in entries:
                first = self.lines[join(pointer, key)]
                raise YamlProblem(self.source, line, f"the key “{key}” stands here twice (first on line {first})")
            self.lines[join(pointer, key)] = line
            entries[key] = self.value(next(self.events), join(pointer, key), depth + 1)
        return entries
