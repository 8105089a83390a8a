"""Which schemas are forms, and what a form is made of."""

import contextlib
import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from satuatap.kernel import forms
from satuatap.kernel.forms import FormProblems
from satuatap.kernel.yamls import load

from .samples import BIRTH, birth


def form_of(properties, required=(), ui=None, **more):
    return forms.compile({"type": "object", "properties": properties, "required": list(required), **more}, ui)


def problem_of(properties, ui=None, **more):
    with pytest.raises(FormProblems) as problems:
        form_of(properties, ui=ui, **more)
    for problem in problems.value.problems:
        assert problem.message
        assert problem.mend
    return problems.value.problems[0]


TEXT = {"type": "string", "title": "Nama"}
CHOICE = {"type": "string", "enum": ["a", "b"], "title": "Pilihan"}


def test_pages_and_fields():
    form = birth()
    assert [page.key for page in form.pages] == ["anak", "pelapor", "tempat", "berkas"]
    assert form.page("anak").title == "Siapa nama anak dan kapan ia lahir?"
    (anak,) = form.page("anak").fields
    assert [(f.name, f.pointer, f.kind, f.required) for f in anak.fields] == [
        ("nama", "/anak/nama", "text", True),
        ("lahir", "/anak/lahir", "date", True),
        ("jk", "/anak/jk", "choice", True),
        ("ke", "/anak/ke", "choice", False),
        ("berat", "/anak/berat", "integer", False),
    ]
    assert form.index["/anak/jk"].options == (("L", "Laki-laki"), ("P", "Perempuan"))
    assert form.index["/anak/berat"].minimum == 300
    assert form.index["/saksi/*/nik"].kind == "nik"
    assert form.index["/pelapor/alasan"].kind == "textarea"
    assert form.index["/benar"].must
    assert [group.title for group in form.page("tempat").groups] == ["", "Rumah sakit", "Di rumah"]
    with pytest.raises(KeyError):
        form.page("lain")


def test_names_for_expressions():
    form = birth()
    assert {"anak.nama", "pelapor.alasan", "saksi", "anak"} <= form.names
    assert not any("*" in name or "saksi." in name for name in form.names)
    assert {"anak.nama", "saksi", "benar", "tempat.di"} <= form.sure
    assert not {"pelapor.alasan", "pelapor.nama", "tempat.rs", "anak.berat"} & form.sure


def test_without_ui_each_group_is_a_page():
    group = {"type": "object", "title": "Anak", "properties": {"nama": TEXT}}
    form = form_of({"a": TEXT, "anak": group, "b": TEXT}, title="Izin")
    assert [(page.key, page.title, [f.pointer for f in page.fields]) for page in form.pages] == [
        ("a", "Izin", ["/a", "/b"]),
        ("anak", "Anak", ["/anak/nama"]),
    ]
    flat = form_of({"a": TEXT})
    assert [(page.key, page.title) for page in flat.pages] == [("isian", "Nama")]


def test_a_form_is_compiled_once():
    assert birth() is birth()


@pytest.mark.parametrize(
    ("child", "pointer", "words"),
    [
        ({"type": "number", "title": "x"}, "/form/properties/x/type", "not a type"),
        ({"type": ["string", "null"], "title": "x"}, "/form/properties/x/type", "not a type"),
        ({"type": "string"}, "/form/properties/x", "no title"),
        ({"type": "string", "title": "x", "format": "email"}, "/form/properties/x/format", "not a format"),
        ({"type": "string", "title": "x", "format": "rupiah"}, "/form/properties/x/format", "not a format"),
        ({"type": "string", "title": "x", "default": "y"}, "/form/properties/x/default", "no place"),
        ({"$ref": "https://contoh.example/x.json"}, "/form/properties/x/type", "not a type"),
        ({"type": "string", "title": "x", "$ref": "#/$defs/x"}, "/form/properties/x/$ref", "no place"),
        ({"type": "string", "title": "x", "oneOf": []}, "/form/properties/x/oneOf", "no place"),
        ({"type": "string", "title": "x", "minLength": "dua"}, "/form/properties/x/minLength", "whole number"),
        ({"type": "string", "title": "x", "x-privacy": "rahasia"}, "/form/properties/x/x-privacy", "not known"),
        ({"type": "string", "title": "x", "x-latest": "today"}, "/form/properties/x/x-latest", "limits a date"),
        ({"format": "date", "title": "x", "x-latest": "besok"}, "/form/properties/x/x-latest", "limits a date"),
        ({"type": "string", "title": "x", "x-labels": {"a": "A"}}, "/form/properties/x/x-labels", "without enum"),
        ({"enum": ["a"], "title": "x", "x-labels": {"b": "B"}}, "/form/properties/x/x-labels", "not a value"),
        ({"enum": ["a", "a"], "title": "x"}, "/form/properties/x/enum", "different values"),
        ({"enum": [], "title": "x"}, "/form/properties/x/enum", "different values"),
        ({"type": "integer", "enum": ["a"], "title": "x"}, "/form/properties/x/enum", "does not fit"),
        ({"type": "boolean", "const": "false", "title": "x"}, "/form/properties/x/const", "const: true"),
        ({"type": "array", "title": "x", "items": {"type": "string"}}, "/form/properties/x", "holds objects"),
        ({"type": "array", "title": "x", "items": {"properties": {"y": {"type": "array", "title": "y"}}}},
         "/form/properties/x/items/properties/y", "no list inside"),
        ({"type": "array", "title": "x", "items": {"properties": {"y": {"type": "object", "title": "y"}}}},
         "/form/properties/x/items/properties/y", "inside a list"),
        ({"type": "array", "title": "x", "items": {"properties": {"y": TEXT}, "if": {}}},
         "/form/properties/x/items/if", "no place"),
        ({"type": "array", "title": "x", "minItems": 3, "maxItems": 2, "items": {"properties": {"y": TEXT}}},
         "/form/properties/x", "do not fit"),
        ({"type": "object", "title": "x"}, "/form/properties/x", "needs properties"),
        ({"type": "object", "title": "x", "properties": {"y": TEXT}, "required": ["z"]},
         "/form/properties/x/required", "not asked"),
        ({"type": "object", "title": "x", "properties": {"y": TEXT}, "required": "y"},
         "/form/properties/x/required", "list of names"),
        ({"type": "object", "title": "x", "properties": {"y": TEXT}, "additionalProperties": False},
         "/form/properties/x/additionalProperties", "no place"),
        ("nama", "/form/properties/x", "a mapping"),
    ],
)  # fmt: skip
def test_outside_the_subset(child, pointer, words):
    problem = problem_of({"x": child})
    assert problem.pointer == pointer
    assert words in problem.message


@pytest.mark.parametrize("name", ["Nama", "tanggal-lahir", "a.b", "1a", "_x", "ñ", "x" * 61, ""])
def test_names_are_small_words(name):
    assert "cannot be a name" in problem_of({name: TEXT}).message


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|b*)*$", "^((ab)+c)+$", r"^(a)\1$", "^(?=a)a$", "^(?<!b)a$", "^(?P<n>a)$", "^(?i)a$", r"^\bword$",
     "a+", "^a+", "^a{1,999}$", "^a{x}$", "^(a$", "^[a$", "^" + "a" * 300 + "$", "^(a?)+$", r"^a\$", "^(?#x)a$"],
)  # fmt: skip
def test_patterns_that_could_hang_are_refused(pattern):
    problem = problem_of({"x": TEXT | {"pattern": pattern, "x-error": "Tulis huruf a."}})
    assert problem.pointer == "/form/properties/x/pattern"


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-Z]{1,2} ?[0-9]{1,4} ?[A-Z]{0,3}$",
        r"^(\d{3}\.)+\d$",
        "^(?:ab|c)+$",
        "^$",
        r"^\d+(,\d+)?$",
        r"^[^)]+\($",
        r"^[\]a]+$",
    ],
)
def test_plain_patterns_are_fine(pattern):
    form_of({"x": TEXT | {"pattern": pattern, "x-error": "Tulis nomor polisi."}})


def test_a_pattern_needs_its_sentence():
    assert "x-error" in problem_of({"x": TEXT | {"pattern": "^a$"}}).message


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"if": {"properties": {"a": {"const": "a"}}}, "then": {"required": ["b"]}}, "names answers"),
        (
            {"if": {"properties": {"a": {"const": "a"}}, "required": []}, "then": {"required": ["b"]}},
            "not required here",
        ),
        ({"if": {"properties": {"a": {"pattern": "^a$"}}, "required": ["a"]}, "then": {}}, "not one of ours"),
        ({"if": {"properties": {"z": {"const": "a"}}, "required": ["z"]}, "then": {}}, "no question"),
        ({"if": {"properties": {"a": {"const": "c"}}, "required": ["a"]}, "then": {}}, "never an answer"),
        ({"if": {"required": ["a"]}}, "belong together"),
        ({"if": {"required": ["a"]}, "then": {"required": ["z"]}}, "not asked"),
        ({"if": {"required": ["a"]}, "then": {"minProperties": 1}}, "no place under then"),
        ({"if": {"required": ["a"]}, "then": {"properties": {"b": {"title": "x"}}}}, "asked already"),
        ({"if": {"required": ["a"]}, "then": {}, "else": {}}, "no place"),
        ({"allOf": [{"required": ["b"]}]}, "pairs of if and then"),
    ],
)
def test_conditions_outside_the_subset(rule, words):
    with pytest.raises(FormProblems) as problems:
        form_of({"a": CHOICE, "b": TEXT}, **rule)
    assert any(words in problem.message for problem in problems.value.problems), problems.value


def page(*elements, **more):
    return {
        "type": "Categorization",
        "elements": [{"type": "Category", "label": "A", "elements": list(elements)} | more],
    }


def control(scope, **more):
    return {"type": "Control", "scope": scope} | more


SHOW = {"effect": "SHOW", "condition": {"scope": "#/properties/a", "schema": {"const": "a"}}}


@pytest.mark.parametrize(
    ("ui", "pointer", "words"),
    [
        ({"type": "VerticalLayout"}, "/ui", "no place"),
        ({"type": "Categorization"}, "/ui", "elements are missing"),
        ({"type": "Categorization", "elements": [control("#/properties/a")]}, "/ui/elements/0", "no place"),
        (page(control("#/properties/a")), "/ui", "stands on no page"),
        (page(control("#/properties/a"), control("#/properties/a")), "/ui/elements/0/elements/1/scope", "two pages"),
        (page(control("#/properties/z")), "/ui/elements/0/elements/0/scope", "not a question"),
        (page(control("/a")), "/ui/elements/0/elements/0/scope", "not a question"),
        (page(control("#/properties/a", label="x")), "/ui/elements/0/elements/0/label", "no place"),
        (page(control("#/properties/a"), key="a b"), "/ui/elements/0/key", "address"),
        (page(control("#/properties/a"), label=""), "/ui/elements/0", "without a label"),
        (page({"type": "Group", "label": "x", "elements": [{"type": "Group"}]}), "/ui/elements/0/elements/0/elements/0", "no place"),
        (page(control("#/properties/b", rule=SHOW | {"effect": "HIDE"})), "/ui/elements/0/elements/0/rule/effect", "not used"),
        (page(control("#/properties/b", rule={"effect": "SHOW"})), "/ui/elements/0/elements/0/rule", "condition"),
        (page(control("#/properties/b", rule=SHOW | {"condition": {"scope": "#/properties/a", "schema": {"const": "z"}}})),
         "/ui/elements/0/elements/0/rule/condition", "never an answer"),
    ],
)  # fmt: skip
def test_pages_outside_the_subset(ui, pointer, words):
    with pytest.raises(FormProblems) as problems:
        form_of({"a": CHOICE, "b": TEXT}, ui=ui)
    assert any(p.pointer == pointer and words in p.message for p in problems.value.problems), problems.value


def test_two_pages_of_one_group_get_different_keys():
    group = {"type": "object", "title": "G", "properties": {"a": TEXT, "b": TEXT, "c": TEXT}}
    elements = [
        {"type": "Category", "label": name, "elements": [control(f"#/properties/g/properties/{name}")]}
        for name in "abc"
    ]
    form = form_of({"g": group}, ui={"type": "Categorization", "elements": elements})
    assert [page.key for page in form.pages] == ["g", "g-2", "g-3"]


def test_problems_point_into_the_service_file():
    with pytest.raises(FormProblems) as problems:
        forms.compile({"properties": {"X": TEXT}}, at="/flow/2/fields")
    assert problems.value.problems[0].pointer == "/flow/2/fields/properties/X"
    assert "cannot be a name" in str(problems.value)


@pytest.mark.parametrize("schema", [{}, {"type": "array"}, {"type": "object"}, {"properties": []}])
def test_a_form_is_an_object(schema):
    with pytest.raises(FormProblems):
        forms.compile(schema)


def test_the_given_schema_is_not_changed():
    body = load(BIRTH, source="x").value
    forms.compile(body["form"], body["ui"])
    assert body == load(BIRTH, source="x").value


keys = st.sampled_from(
    [
        "type",
        "title",
        "properties",
        "required",
        "items",
        "enum",
        "const",
        "format",
        "if",
        "then",
        "allOf",
        "elements",
        "scope",
        "rule",
        "condition",
        "schema",
        "effect",
        "label",
        "x-labels",
        "x-privacy",
        "minItems",
        "maxLength",
        "pattern",
        "a",
        "nama",
    ]
)
junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["", "object", "string", "a", "#/properties/a", "SHOW", "^a$"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=12,
)


def paths(node, here=()):
    yield here
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from paths(value, (*here, key))


BODY = load(BIRTH, source="x").value
PATHS = [path for path in paths(BODY) if path]


@settings(max_examples=300)
@given(st.sampled_from(PATHS), junk)
def test_any_change_to_a_form_is_a_form_or_a_list_of_problems(path, value):
    body = copy.deepcopy(BODY)
    node = body
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    with contextlib.suppress(FormProblems):
        forms.compile(body["form"], body["ui"])


@settings(max_examples=150)
@given(junk, junk)
def test_any_value_is_a_form_or_a_list_of_problems(schema, ui):
    with contextlib.suppress(FormProblems):
        forms.compile(schema, ui)
    with contextlib.suppress(FormProblems):
        forms.compile({"properties": {"a": TEXT, "b": schema}}, ui)
