"""Which names, functions and tables a CEL expression uses, read from its tokens before it is ever run.

The CEL library compiles and runs; it tells variables but not the dotted names below them, and it knows far more
functions than we allow. This file is the gate: what it does not recognise is refused.
"""

import difflib
import re
from collections.abc import Sequence

import msgspec

ROOTS = ("form", "party", "family", "case", "today", "answer")
FUNCTIONS = ("size", "has", "age", "days", "rate", "floor_to", "round_to", "row", "string", "int")
WALKS = ("exists", "all", "exists_one", "filter", "map")
METHODS = (*WALKS, "size", "startsWith", "endsWith", "contains")
MAX_CHARACTERS = 1_000
MAX_BRACKETS = 16

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<text>"(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*')
      | (?P<number>\d[\w]*(?:\.\d\w*)?)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]])""",
    re.VERBOSE | re.ASCII,
)
_WORDS = {"true", "false", "null", "in"}


class ExpressionProblem(Exception):
    """An expression is wrong: what, and how to mend it."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(f"{message}; {mend}" if mend else message)
        self.message = message
        self.mend = mend


class Names(msgspec.Struct, frozen=True):
    """What an expression reads."""

    read: frozenset[str]
    guarded: frozenset[str]
    tables: frozenset[str]


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str


_END = _Token("sign", "")


def read_names(text: str) -> Names:
    """The names an expression reads. Raises ``ExpressionProblem`` for anything outside our CEL."""
    if not text.strip():
        raise ExpressionProblem("the expression is empty", "write a condition, or take the key away")
    if len(text) > MAX_CHARACTERS:
        raise ExpressionProblem(f"the expression is longer than {MAX_CHARACTERS} characters", "split it")
    return _Walk(_tokens(text)).names()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place, depth = 0, 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ExpressionProblem(f"“{text[place]}” has no place in an expression", _hint(text[place]))
        kind = str(match.lastgroup)
        if kind == "text" and tokens and tokens[-1].kind in {"text", "name"} and tokens[-1].text not in _WORDS:
            raise ExpressionProblem("a text stands directly behind another word", "use plain texts: \"…\" or '…'")
        if kind == "number" and not match.group().isdigit():
            raise ExpressionProblem(f"“{match.group()}” is not a whole number", 'write decimals as rate(x, "0.005")')
        _check_neighbours(tokens[-1] if tokens else _END, kind, match.group())
        if kind != "space":
            tokens.append(_Token(kind, match.group()))
            depth += (match.group() in {"(", "["}) - (match.group() in {")", "]"})
            if depth > MAX_BRACKETS:
                raise ExpressionProblem("too many brackets inside each other", "split the expression")
        place = match.end()
    return tokens


def _check_neighbours(before: _Token, kind: str, text: str) -> None:
    """Refuse what CEL would read in another way than this file does: comments, ``.5`` and ``.name``."""
    if before.text == "/" and text == "/":
        raise ExpressionProblem("a comment has no place in an expression", "write it as a YAML comment beside it")
    if text == "." and before.kind != "name" and before.text not in {")", "]"}:
        raise ExpressionProblem("a dot stands without a name before it", "write form.name")
    if before.text == "." and kind not in {"name", "space"}:
        raise ExpressionProblem("a dot stands without a name behind it", "write form.name")


def _hint(sign: str) -> str:
    return {
        "=": "compare with ==",
        "&": "write && for and",
        "|": "write || for or",
        "{": "maps are not built here; read form, party, family or case",
        '"': "close the text with a second quote",
        "'": "close the text with a second quote",
    }.get(sign, "use names, numbers, texts and operators only")


class _Walk:
    """One pass over the tokens."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.read: set[str] = set()
        self.guarded: set[str] = set()
        self.tables: set[str] = set()
        self.bound: tuple[str, int] | None = None  # the name a walk gives its items, and where the walk ends

    def at(self, place: int) -> _Token:
        return self.tokens[place] if 0 <= place < len(self.tokens) else _END

    def names(self) -> Names:
        for place, token in enumerate(self.tokens):
            if self.bound and place >= self.bound[1]:
                self.bound = None
            if token.kind != "name" or token.text in _WORDS:
                continue
            called = self.at(place + 1).text == "("
            if self.at(place - 1).text == ".":
                if called:
                    self.method(place, token.text)
            elif called:
                self.function(place, token.text)
            else:
                self.variable(place, token.text)
        return Names(frozenset(self.read), frozenset(self.guarded), frozenset(self.tables))

    def variable(self, place: int, name: str) -> None:
        if self.bound and name == self.bound[0]:
            return
        if name not in ROOTS:
            near = difflib.get_close_matches(name, ROOTS, n=1)
            mend = f"did you mean {near[0]}?" if near else f"the names are {', '.join(ROOTS)}"
            raise ExpressionProblem(f"“{name}” is not known here", mend)
        self.read.add(self.dotted(place)[0])

    def dotted(self, place: int) -> tuple[str, int]:
        """The dotted name that begins here, and the place behind it. ``x["a"]`` reads as ``x.a``."""
        parts = [self.at(place).text]
        place += 1
        while True:
            step, name, after = self.at(place), self.at(place + 1), self.at(place + 2)
            if step.text == "." and name.kind == "name" and after.text != "(":
                parts.append(name.text)
                place += 2
            elif step.text == "[" and name.kind == "text" and after.text == "]":
                parts.append(name.text[1:-1])
                place += 3
            else:
                return ".".join(parts), place

    def function(self, place: int, name: str) -> None:
        if name not in FUNCTIONS:
            near = difflib.get_close_matches(name, FUNCTIONS, n=1)
            mend = f"did you mean {near[0]}?" if near else f"the functions are {', '.join(FUNCTIONS)}"
            raise ExpressionProblem(f"there is no function “{name}”", mend)
        if name == "has":
            dotted, end = self.dotted(place + 2)
            if self.at(place + 2).text not in ROOTS and not (self.bound and self.at(place + 2).text == self.bound[0]):
                raise ExpressionProblem("has(…) asks for one name", "write has(form.name)")
            if self.at(end).text != ")" or "." not in dotted:
                raise ExpressionProblem("has(…) asks for one dotted name", "write has(form.name)")
            self.guarded.add(dotted)
        if name == "row":
            if self.at(place + 2).kind != "text":
                raise ExpressionProblem("row(…) begins with the name of a table", 'write row("table", form.class)')
            self.tables.add(self.at(place + 2).text[1:-1])

    def method(self, place: int, name: str) -> None:
        if name not in METHODS:
            raise ExpressionProblem(f"there is no .{name}(…)", f"there are {', '.join(METHODS)}")
        if name not in WALKS:
            return
        if self.bound:
            raise ExpressionProblem(f"a .{name}(…) inside another walk over a list", "walk over one list at a time")
        item = self.at(place + 2)
        if item.kind != "name" or item.text in {*ROOTS, *_WORDS} or self.at(place + 3).text != ",":
            raise ExpressionProblem(f".{name}(…) begins with a name for the items", f".{name}(x, x.name == …)")
        self.bound = (item.text, self.closing(place + 1))

    def closing(self, place: int) -> int:
        """The place of the bracket that closes the one here."""
        depth = 0
        for index in range(place, len(self.tokens)):
            depth += (self.tokens[index].text == "(") - (self.tokens[index].text == ")")
            if depth == 0:
                return index
        return len(self.tokens)
