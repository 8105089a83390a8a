"""From a JSON Schema of our subset to fields; whatever lies outside becomes a problem with a way to mend it.

Packs are read as text throughout, so numbers and booleans may arrive as text: the keyword gives their type.
"""

import copy
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from satuatap.kernel.yamls import join

from .model import MOST_ITEMS, Condition, Field, FormProblem
from .patterns import check_pattern

LARGEST = 10**15
MOST_DEPTH = 3
MOST_TEXT = {"text": 200, "textarea": 4_000, "polygon": 40_000, "point": 60}
FORMATS = {
    "nik": "string", "kk": "string", "phone": "string", "date": "string", "rupiah": "integer", "area": "string",
    "party": "string", "file": "string", "point": "string", "polygon": "string",
}  # fmt: skip
_WORDS = {"title", "description", "x-hint", "x-why", "x-from", "x-privacy", "x-autocomplete", "x-same"}
_KEYS = {
    "string": {"enum", "format", "minLength", "maxLength", "pattern", "x-labels", "x-error", "x-earliest", "x-latest"},
    "integer": {"enum", "format", "minimum", "maximum", "x-labels", "x-unit"},
    "boolean": {"const"},
    "object": {"properties", "required", "if", "then", "allOf"},
    "array": {"items", "minItems", "maxItems"},
}
_TIGHTER = {"minimum", "maximum", "minLength", "maxLength", "pattern", "enum", "const", "x-error"}
_NUMBERS = {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}
_SHARED = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
_MENDS = {
    "$ref": "write the part out where it is used",
    "additionalProperties": "take it away: answers to questions that are not asked are always dropped",
    "default": "take it away: answers are prefilled with x-from only",
    "else": "write a second if/then under allOf",
    "oneOf": "use enum with x-labels",
    "anyOf": "use enum with x-labels, or if/then",
    "number": "use integer, with the unit that makes it whole",
    "null": "leave the question out of `required` instead",
}

Needs = list[tuple[tuple[Condition, ...], str]]


class _Spot(msgspec.Struct, frozen=True):
    """Where a question stands: in the schema (``at``) and in the answers (``pointer``)."""

    name: str
    at: str
    pointer: str
    depth: int
    required: bool


class SchemaReader:
    """Reads one schema; ``problems`` grow as it goes."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.problems: list[FormProblem] = []
        self.shown: dict[str, tuple[Condition, ...]] = {}
        self.needed: Needs = []
        self.index: dict[str, Field] = {}

    def wrong(self, at: str, message: str, mend: str) -> None:
        self.problems.append(FormProblem(self.at + at, message, mend))

    def root(self, schema: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Field, ...]]:
        """The schema with its types put right, and its fields."""
        node = copy.deepcopy(dict(schema)) if isinstance(schema, Mapping) else {}
        for key in ("$schema", "$id"):
            node.pop(key, None)
        node.setdefault("type", "object")
        if node["type"] != "object" or not isinstance(node.get("properties"), Mapping):
            self.wrong("", "a form is an object with properties", "begin with `type: object` and `properties:`")
            return node, ()
        self.check_keys(node, "", "object")
        return node, self.below(node, "", "", 0)

    def below(self, node: dict[str, Any], at: str, pointer: str, depth: int) -> tuple[Field, ...]:
        """The fields of an object, those that a ``then`` adds included."""
        required = self.names(node.get("required", []), join(at, "required"))
        properties = node.get("properties")
        if not isinstance(properties, dict):
            self.wrong(at, "an object needs properties", "list its questions under `properties:`")
            return ()
        fields = []
        for name, child in properties.items():
            spot = _Spot(str(name), join(at, "properties", name), join(pointer, name), depth, name in required)
            field = self.field(child, spot)
            if field is not None:
                fields.append(field)
        for name in required:
            if name not in properties:
                self.wrong(join(at, "required"), f"“{name}” is required but not asked", "add it to properties")
        for rule, where in self.rules(node, at):
            fields += self.then(rule, where, pointer, depth, {field.name: field for field in fields})
        return tuple(fields)

    def rules(self, node: dict[str, Any], at: str) -> list[tuple[dict[str, Any], str]]:
        rules = [(node, at)] if "if" in node or "then" in node else []
        every = node.get("allOf", [])
        for number, rule in enumerate(every if isinstance(every, list) else []):
            where = join(at, "allOf", number)
            if isinstance(rule, dict) and set(rule) == {"if", "then"}:
                rules.append((rule, where))
            else:
                self.wrong(where, "allOf holds pairs of if and then only", "write `- if: …` with `then: …`")
        return rules

    def then(self, rule: dict[str, Any], at: str, pointer: str, depth: int, fields: dict[str, Field]) -> list[Field]:
        """What a condition adds: new questions, requirements, and tighter limits on questions already there."""
        conditions = self.condition(rule.get("if"), join(at, "if"), pointer)
        node, where = rule.get("then"), join(at, "then")
        if not isinstance(node, dict) or not conditions:
            self.wrong(at, "if and then belong together", "write both, each with properties or required")
            return []
        for key in sorted(set(node) - {"properties", "required"}):
            self.wrong(join(where, key), f"“{key}” has no place under then", "use properties and required")
        required = self.names(node.get("required", []), join(where, "required"))
        added = []
        properties = node.get("properties", {})
        for name, child in properties.items() if isinstance(properties, dict) else ():
            here = join(where, "properties", name)
            if name in fields:
                self.tighten(child, here, fields[name])
                continue
            field = self.field(child, _Spot(str(name), here, join(pointer, name), depth, name in required))
            if field is not None:
                self.shown[field.pointer] = conditions
                added.append(field)
        new = {field.name for field in added}
        for name in required:
            if name in fields:
                self.needed.append((conditions, fields[name].pointer))
            elif name not in new:
                self.wrong(join(where, "required"), f"“{name}” is required but not asked", "add it to properties")
        return added

    def tighten(self, child: Any, at: str, field: Field) -> None:
        if not isinstance(child, dict) or not set(child) <= _TIGHTER:
            self.wrong(at, f"“{field.name}” is asked already", f"only {', '.join(sorted(_TIGHTER))} can be added here")
            return
        self.numbers(child, at)
        if field.counted or field.kind in {"integer", "rupiah", "boolean"}:
            self.retype(child, at, "boolean" if field.kind == "boolean" else "integer")

    def field(self, child: Any, spot: _Spot) -> Field | None:
        at = spot.at
        if not _NAME.fullmatch(spot.name):
            self.wrong(at, f"“{spot.name}” cannot be a name", "use small letters, digits and _, e.g. tanggal_lahir")
            return None
        if not isinstance(child, dict):
            self.wrong(at, "a question is a mapping", "write `type:` and `title:` under it")
            return None
        child.setdefault("type", FORMATS.get(str(child.get("format")), "string" if "enum" in child else ""))
        kind = str(child["type"])
        if kind not in _KEYS:
            mend = _MENDS.get(kind, f"use one of {', '.join(_KEYS)}")
            self.wrong(join(at, "type"), f"“{kind}” is not a type of ours", mend)
            return None
        self.check_keys(child, at, kind)
        self.numbers(child, at)
        if kind == "object":
            return self.group(child, spot)
        return self.many(child, spot) if kind == "array" else self.leaf(child, spot)

    def group(self, child: dict[str, Any], spot: _Spot) -> Field | None:
        if "/*" in spot.pointer or spot.depth >= MOST_DEPTH:
            self.wrong(spot.at, "an object inside a list or too deep", "put its questions one level up")
            return None
        return self.plain(child, spot, "object", fields=self.below(child, spot.at, spot.pointer, spot.depth + 1))

    def many(self, child: dict[str, Any], spot: _Spot) -> Field | None:
        at, items = spot.at, child.get("items")
        if "/*" in spot.pointer or not isinstance(items, dict) or items.get("type", "object") != "object":
            self.wrong(at, "a list holds objects, and no list inside a list", "write `items: {type: object, …}`")
            return None
        items.setdefault("type", "object")
        for key in sorted({"if", "then", "allOf"} & set(items)):
            self.wrong(join(at, "items", key), f"“{key}” has no place inside a list", "ask it outside the list")
            return None
        self.check_keys(items, join(at, "items"), "object")
        fields = self.below(items, join(at, "items"), spot.pointer + "/*", MOST_DEPTH)
        least, most = child.get("minItems", 1 if spot.required else 0), child.get("maxItems", MOST_ITEMS)
        child.update(minItems=least, maxItems=most)
        if not 0 <= least <= most <= MOST_ITEMS:
            self.wrong(at, "minItems and maxItems do not fit", f"0 ≤ minItems ≤ maxItems ≤ {MOST_ITEMS}")
            return None
        item = str(items.get("title", ""))
        return self.plain(child, spot, "list", fields=fields, min_items=least, max_items=most, item=item)

    def leaf(self, child: dict[str, Any], spot: _Spot) -> Field | None:
        at, kind = spot.at, child["type"]
        form = str(child["format"]) if "format" in child else None
        self.retype(child, at, kind)
        if form is not None and FORMATS.get(form) != kind:
            self.wrong(join(at, "format"), f"“{form}” is not a format of ours", f"use one of {', '.join(FORMATS)}")
        shape = "choice" if "enum" in child else form or {"string": "text"}.get(kind, kind)
        if shape == "text" and child.get("maxLength", 0) > MOST_TEXT["text"]:
            shape = "textarea"
        if shape in MOST_TEXT:
            child.setdefault("maxLength", MOST_TEXT[shape])
        if shape == "rupiah":
            child.setdefault("minimum", 0)
        if kind == "integer":
            child.setdefault("minimum", -LARGEST)
            child.setdefault("maximum", LARGEST)
        if "pattern" in child:
            self.pattern(child, at)
        if shape == "boolean" and child.get("const", True) is not True:
            self.wrong(join(at, "const"), "only `const: true` can be asked for", "take it away, or ask it with enum")
        return self.plain(
            child, spot, shape, options=self.options(child, at), counted=kind == "integer" and "enum" in child,
            minimum=child.get("minimum"), maximum=child.get("maximum"), max_length=child.get("maxLength"),
            must=child.get("const") is True, error=str(child.get("x-error", "")), unit=str(child.get("x-unit", "")),
            earliest=self.day(child, at, "x-earliest", shape), latest=self.day(child, at, "x-latest", shape),
        )  # fmt: skip

    def plain(self, child: dict[str, Any], spot: _Spot, kind: str, **more: Any) -> Field:
        """A field with the words every kind has."""
        if not child.get("title"):
            self.wrong(spot.at, f"“{spot.name}” has no title", "write the question as people read it under `title:`")
        self.check_same(child, spot, kind)
        privacy = str(child.get("x-privacy", "personal"))
        if privacy not in {"personal", "plain", "sensitive"}:
            self.wrong(join(spot.at, "x-privacy"), f"“{privacy}” is not known", "use personal, plain or sensitive")
        field = Field(
            name=spot.name, pointer=spot.pointer, kind=kind, required=spot.required, privacy=privacy,
            title=str(child.get("title", spot.name)), hint=str(child.get("x-hint", child.get("description", ""))),
            why=str(child.get("x-why", "")), source=str(child.get("x-from", "")),
            autocomplete=str(child.get("x-autocomplete", "")), same=str(child.get("x-same", "")), **more,
        )  # fmt: skip
        self.index[spot.pointer] = field
        return field

    def check_same(self, child: dict[str, Any], spot: _Spot, kind: str) -> None:
        """A shared name stands on a whole answer, and on one of the form only."""
        if "x-same" not in child:
            return
        name, at = str(child["x-same"]), join(spot.at, "x-same")
        if not _SHARED.fullmatch(name):
            self.wrong(at, f"“{name}” cannot be a shared name", "use small letters, digits and hyphens, e.g. anak-nama")
        if kind == "object" or "/*" in spot.pointer:
            self.wrong(
                at, "a shared name stands on one question or a whole list", "write it on the questions themselves"
            )
        if any(field.same == name for field in self.index.values()):
            self.wrong(at, f"“{name}” is shared twice in this form", "a form asks a thing once")

    def options(self, child: dict[str, Any], at: str) -> tuple[tuple[str, str], ...]:
        values, labels = child.get("enum"), child.get("x-labels", {})
        if values is None:
            if "x-labels" in child:
                self.wrong(join(at, "x-labels"), "labels without enum", "list the values under `enum:`")
            return ()
        if not values or len({str(value) for value in values}) != len(values):
            self.wrong(join(at, "enum"), "enum is a list of different values", "write `enum: [a, b]`")
            return ()
        texts = [str(value) for value in values]
        if not isinstance(labels, Mapping) or (extra := sorted(set(labels) - set(texts))):
            unknown = extra[0] if isinstance(labels, Mapping) else "x-labels"
            self.wrong(join(at, "x-labels"), f"“{unknown}” is not a value of enum", "label the values of enum only")
            return ()
        return tuple((text, str(labels.get(text, text))) for text in texts)

    def pattern(self, child: dict[str, Any], at: str) -> None:
        if problem := check_pattern(str(child["pattern"])):
            self.wrong(join(at, "pattern"), *problem)
            child.pop("pattern")
        elif not child.get("x-error"):
            mend = "write the sentence people read when it does not fit under `x-error:`"
            self.wrong(at, "a pattern without x-error", mend)

    def day(self, child: dict[str, Any], at: str, key: str, kind: str) -> str:
        value = str(child.get(key, ""))
        if not value or (kind == "date" and value == "today"):
            return value
        try:
            if kind != "date":
                raise ValueError
            date.fromisoformat(value)
        except ValueError:
            self.wrong(join(at, key), f"{key} limits a date", "write today or a date such as 2026-01-31")
            return ""
        return value

    def condition(self, node: Any, at: str, pointer: str) -> tuple[Condition, ...]:
        """``{properties: {x: {const: 1}}, required: [x]}`` as tests of answers; all must hold."""
        if not isinstance(node, dict) or not set(node) <= {"properties", "required", "type"} or "required" not in node:
            self.wrong(at, "an if names answers", "write `{properties: {x: {const: a}}, required: [x]}`")
            return ()
        required = self.names(node["required"], join(at, "required"))
        tests = node.get("properties", {})
        if not isinstance(tests, dict):
            tests = {}
        for name in sorted(set(tests) - set(required)):
            mend = "list it under required: a question without an answer would count as fitting"
            self.wrong(join(at, "properties", name), f"“{name}” is tested but not required here", mend)
        found: list[Condition] = []
        for name in required:
            test, here = tests.get(name, {}), join(at, "properties", name)
            if isinstance(test, dict) and ("properties" in test or "required" in test):
                found += self.condition(test, here, join(pointer, name))
            else:
                found += self.test(test, here, join(pointer, name))
        return tuple(found)

    def test(self, test: Any, at: str, pointer: str) -> tuple[Condition, ...]:
        """A test of one answer: const, enum, minimum, maximum."""
        if not isinstance(test, dict) or not set(test) <= {"const", "enum", "minimum", "maximum", "type"}:
            self.wrong(at, "this test is not one of ours", "test with const, enum, minimum or maximum")
            return ()
        self.numbers(test, at)
        field = self.index.get(pointer)
        if field is None or field.kind in {"object", "list"} or "*" in pointer:
            name = pointer[1:].replace("/", ".")
            self.wrong(at, f"there is no question “{name}” that could be tested here", "name one that stands before")
            return ()
        whole = field.counted or field.kind in {"integer", "rupiah"}
        self.retype(test, at, "integer" if whole else "boolean" if field.kind == "boolean" else "string")
        values = test.get("enum", [test["const"]] if "const" in test else [])
        if field.options:
            self.check_answers(values, at, field)
        return (Condition(pointer, tuple(values), test.get("minimum"), test.get("maximum")),)

    def check_answers(self, values: list[Any], at: str, field: Field) -> None:
        known = [value for value, _label in field.options]
        for value in values:
            if str(value) not in known:
                mend = f"use one of {', '.join(known)}"
                self.wrong(at, f"“{value}” is never an answer of “{field.name}”", mend)

    def check_keys(self, node: dict[str, Any], at: str, kind: str) -> None:
        for key in sorted(set(node) - _WORDS - _KEYS[kind] - {"type"}):
            mend = _MENDS.get(key, f"take it away; {kind} knows {', '.join(sorted(_KEYS[kind]))}")
            self.wrong(join(at, key), f"“{key}” has no place in a {kind} of ours", mend)

    def names(self, value: Any, at: str) -> list[str]:
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return value
        self.wrong(at, "required is a list of names", "write `required: [nama, tanggal]`")
        return []

    def numbers(self, node: dict[str, Any], at: str) -> None:
        """Numbers that came as text become numbers."""
        for key in sorted(_NUMBERS & set(node)):
            try:
                node[key] = int(str(node[key]))
            except ValueError:
                self.wrong(join(at, key), f"{key} is not a whole number", "write a whole number")
                node.pop(key)

    def retype(self, node: dict[str, Any], at: str, kind: str) -> None:
        """Values of enum and const in the type of their field."""
        for key in sorted({"enum", "const"} & set(node)):
            values = node[key] if key == "enum" else [node[key]]
            try:
                typed = [_typed(value, kind) for value in values]
            except (ValueError, TypeError):
                self.wrong(join(at, key), f"a value does not fit the type {kind}", "correct the value or the type")
                node.pop(key)
                continue
            node[key] = typed if key == "enum" else typed[0]


def _typed(value: Any, kind: str) -> str | int | bool:
    """A value of enum or const, which may have come as text. Raises ``ValueError``."""
    if not isinstance(value, str | int) or (kind == "boolean" and str(value).lower() not in {"true", "false"}):
        raise ValueError(value)
    if kind == "integer":
        return int(str(value))
    return str(value).lower() == "true" if kind == "boolean" else str(value)
