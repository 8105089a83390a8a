"""Several forms filled as one: every shared question is asked once, and each form gets exactly its own answers."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel import forms
from satuatap.kernel.forms import Part

TODAY = date(2026, 11, 23)
KINDS: dict[str, dict[str, Any]] = {
    "nama": {"type": "string", "maxLength": 60},
    "nik": {"format": "nik"},
    "telepon": {"format": "phone"},
    "lahir": {"format": "date", "x-latest": "today"},
    "jenis": {"enum": ["a", "b"]},
    "setuju": {"type": "boolean"},
    "anggota": {
        "type": "array",
        "maxItems": 3,
        "items": {"type": "object", "required": ["nama"], "properties": {"nama": {"type": "string", "title": "Nama"}}},
    },
}
GOOD: dict[str, Any] = {
    "nama": "Arkana Bayu", "nik": "3510241203900001", "telepon": "+6281234567890", "lahir": "2026-11-09", "jenis": "a",
    "setuju": True, "anggota": [{"nama": "Rani"}, {"nama": "Dewi"}],
}  # fmt: skip


def form_of(asked: dict[str, tuple[bool, str]], extra: int, hides: str = "") -> forms.Form:
    """A form that asks some shared things under names of its own: ``asked`` maps each to (is required, own name).

    ``extra`` questions are its own. ``hides``: this one is asked only after a yes to the first question of the form.
    """
    first = {"pernah": {"type": "boolean", "title": "Pernah?"}}
    own = {f"sendiri_{n}": {"type": "string", "title": f"Pertanyaan {n}", "maxLength": 40} for n in range(extra)}
    fields = {
        name: (key, KINDS[key] | {"title": f"{key} menurut {name}", "x-same": key})
        for key, (_is_required, name) in asked.items()
    }
    open_fields = {name: node for name, (key, node) in fields.items() if key != hides}
    required = ["pernah", *own, *(name for name in open_fields if asked[fields[name][0]][0])]
    schema: dict[str, Any] = {"type": "object", "required": required, "properties": first | own | open_fields}
    if hidden := {name: node for name, (key, node) in fields.items() if key == hides}:
        schema["if"] = {"properties": {"pernah": {"const": True}}, "required": ["pernah"]}
        schema["then"] = {"required": list(hidden), "properties": hidden}
    return forms.compile(schema)


@st.composite
def several_forms(draw: Any) -> list[forms.Form]:
    """One to four forms, each with its own choice of the shared things."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        keys = draw(st.lists(st.sampled_from(sorted(KINDS)), unique=True))
        asked = {key: (draw(st.booleans()), f"{key}_{number}") for key in keys}
        hides = draw(st.sampled_from(["", *keys]))
        found.append(form_of(asked, draw(st.integers(0, 2)), hides))
    return found


def filled(found: list[forms.Form], yes: list[bool]) -> tuple[list[Part], list[str]]:
    """Go through the pages as a person does, answering whatever is asked; the shared names in the order of asking."""
    parts = [Part(form, {}) for form in found]
    asked: list[str] = []
    for number, form in enumerate(found):
        for _again in range(2):  # a yes may open a question of the same page
            silent = forms.elsewhere(parts)[number]
            answers = dict(parts[number].answers)
            for pointer, field, value in list(forms.leaves(form, answers)) + lists(form, answers):
                if value is not None or pointer in silent or "/*" in field.pointer:
                    continue
                forms.put(answers, field.pointer, answer_to(field, yes[number]))
                asked += [field.same] if field.same else []
            parts[number] = Part(form, answers)
            parts = [Part(p.form, a) for p, a in zip(parts, forms.spread(parts), strict=True)]
    return parts, asked


def lists(form: forms.Form, answers: dict[str, Any]) -> list[tuple[str, forms.Field, Any]]:
    seen = forms.visible(form, answers)
    return [
        (field.pointer, field, forms.get(answers, field.pointer))
        for field in form.index.values()
        if field.kind == "list" and field.pointer in seen
    ]


def answer_to(field: forms.Field, yes: bool) -> Any:
    return GOOD[field.same] if field.same else yes if field.kind == "boolean" else "jawaban sendiri"


@given(several_forms(), st.lists(st.booleans(), min_size=4, max_size=4))
def test_every_shared_question_is_asked_once_and_each_form_is_as_if_filled_alone(found, yes):
    parts, asked = filled(found, yes)

    assert len(asked) == len(set(asked))
    wanted = set()
    for part in parts:
        own = {"/" + name for name in forms.prune(part.form, part.answers)}
        assert own <= set(part.form.index)
        assert forms.validate(part.form, part.answers, today=TODAY) == {}
        alone = {
            field.pointer: answer_to(field, forms.get(part.answers, "/pernah"))
            for field in part.form.index.values()
            if "/*" not in field.pointer and field.pointer in forms.visible(part.form, part.answers)
        }
        assert {pointer: forms.get(part.answers, pointer) for pointer in alone} == alone
        wanted |= {part.form.index[pointer].same for pointer in alone} - {""}
    assert set(asked) == wanted


def test_the_form_that_must_have_an_answer_asks_for_it():
    loose = form_of({"nik": (False, "nik")}, 0)
    strict = form_of({"nik": (True, "nomor")}, 0)
    parts = [Part(loose, {"nik": ""}), Part(strict, {})]

    assert forms.elsewhere(parts) == (frozenset({"/nik"}), frozenset())


def test_what_the_register_knows_for_one_is_not_asked_by_the_other():
    known = Part(form_of({"nik": (True, "nik")}, 0), {"nik": GOOD["nik"]}, frozenset({"/nik"}))
    other = Part(form_of({"nik": (True, "nomor")}, 0), {})

    assert forms.elsewhere([other, known]) == (frozenset({"/nomor"}), frozenset())
    assert forms.spread([other, known])[0]["nomor"] == GOOD["nik"]


def test_what_is_to_come_is_neither_asked_nor_given():
    later = Part(form_of({"nik": (True, "nik")}, 0), {}, frozenset({"/nik"}))
    other = Part(form_of({"nik": (True, "nomor")}, 0), {"nomor": GOOD["nik"]})

    assert forms.elsewhere([later, other]) == (frozenset({"/nik"}), frozenset())
    assert "nik" not in forms.spread([later, other])[0]


def test_a_page_of_which_everything_is_asked_elsewhere_falls_away():
    first = form_of({"nik": (True, "nik")}, 0)
    second = forms.compile(
        {
            "type": "object",
            "properties": {
                "siapa": {
                    "type": "object", "title": "Siapa?", "required": ["nik"],
                    "properties": {"nik": {"format": "nik", "title": "NIK", "x-same": "nik"}},
                },
                "apa": {"type": "object", "title": "Apa?", "properties": {"isi": {"type": "string", "title": "Isi"}}},
            },
        }
    )  # fmt: skip
    assert [(number, key) for number, key in forms.pages([Part(first, {}), Part(second, {})])] == [
        (0, "isian"),
        (1, "apa"),
    ]
    to_come = frozenset({"/apa/isi"})
    assert list(forms.pages([Part(first, {}), Part(second, {}, to_come, to_come)])) == [(0, "isian")]


@pytest.mark.parametrize(
    "theirs",
    [
        {"format": "kk"},
        {"type": "string", "maxLength": 16},
        {"enum": ["a", "b"]},
    ],
)
def test_two_kinds_under_one_shared_name_clash(theirs):
    ours = forms.compile({"type": "object", "properties": {"nik": {"format": "nik", "title": "NIK", "x-same": "nik"}}})
    other = forms.compile({"type": "object", "properties": {"nomor": theirs | {"title": "Nomor", "x-same": "nik"}}})

    assert [(a.name, b.name) for a, b in forms.clashes(ours, other)] == [("nik", "nomor")]
    assert forms.clashes(ours, ours) == ()


def test_another_pattern_clashes_also_under_a_condition():
    def one(pattern: str) -> forms.Form:
        name = {"type": "string", "title": "Nama", "pattern": pattern, "x-error": "Salah.", "x-same": "nama"}
        return forms.compile(
            {
                "type": "object",
                "properties": {"ada": {"type": "boolean", "title": "Ada?"}},
                "if": {"properties": {"ada": {"const": True}}, "required": ["ada"]},
                "then": {"properties": {"nama": name}},
            }
        )

    assert forms.clashes(one("^a+$"), one("^b+$"))
    assert not forms.clashes(one("^a+$"), one("^a+$"))


@pytest.mark.parametrize(
    ("node", "says"),
    [
        ({"type": "string", "title": "Nama", "x-same": "Nama Anak"}, "cannot be a shared name"),
        ({"type": "object", "title": "Anak", "x-same": "anak", "properties": {}}, "one question or a whole list"),
    ],
)
def test_a_shared_name_in_the_wrong_place_is_refused(node, says):
    with pytest.raises(forms.FormProblems, match=says):
        forms.compile({"type": "object", "properties": {"anak": node}})


def test_a_form_asks_a_thing_once():
    twice = {"type": "string", "title": "Nama", "x-same": "nama"}
    with pytest.raises(forms.FormProblems, match="shared twice"):
        forms.compile({"type": "object", "properties": {"satu": twice, "dua": twice}})
