"""Answers to one version of a form that answer another: whatever changed, nothing wrong comes along and nothing is lost."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel import forms

TODAY = date(2026, 11, 23)
KINDS = {
    "text": {"type": "string"}, "short": {"type": "string", "maxLength": 5}, "number": {"type": "integer"},
    "small": {"type": "integer", "maximum": 10}, "metres": {"type": "integer", "x-unit": "m²"},
    "choice": {"enum": ["a", "b"]}, "other": {"enum": ["b", "c"]}, "day": {"format": "date", "x-earliest": "today"},
    "yes": {"type": "boolean"}, "agree": {"type": "boolean", "const": "true"}, "paper": {"format": "file"},
}  # fmt: skip
NAMES = ["satu", "dua", "tiga"]


def field(kind):
    return KINDS[kind] | {"title": kind}


def version(properties, **more):
    return forms.compile({"type": "object", "title": "Versi", "properties": properties} | more)


groups = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(sorted(KINDS)).map(field), min_size=1, max_size=3)
whole_group = st.builds(
    lambda inside, required: {
        "type": "object", "title": "Kelompok", "properties": inside, "required": required & inside.keys()
    },
    groups, st.sets(st.sampled_from(NAMES)),
).map(lambda group: group | {"required": sorted(group["required"])})  # fmt: skip
listed = st.builds(
    lambda inside, most: {
        "type": "array", "title": "Daftar", "maxItems": most, "items": {"type": "object", "properties": inside}
    },
    groups, st.integers(1, 3),
)  # fmt: skip
versions = st.builds(
    lambda plain, group, rows: version(plain | {"kelompok": group, "daftar": rows}), groups, whole_group, listed
)
values = st.one_of(
    st.text("abc", min_size=1, max_size=8), st.integers(-20, 20), st.booleans(),
    st.sampled_from(["a", "b", "c", "2026-11-22", "2026-12-01"]),
)  # fmt: skip
inside = st.dictionaries(st.sampled_from(NAMES), values)
answers = st.builds(
    lambda plain, group, rows: plain | {"kelompok": group, "daftar": rows},
    inside, inside | values, st.lists(inside | values, max_size=4) | values,
)  # fmt: skip


def wrongs(form, given_answers):
    """The answers at which something is wrong, missing ones apart."""
    return {
        pointer
        for pointer in forms.validate(form, given_answers, today=TODAY)
        if forms.get(given_answers, pointer) is not None and form.index[pointer_of(pointer)].kind != "list"
        and form.index[pointer_of(pointer)].kind != "object"
    }  # fmt: skip


def pointer_of(pointer):
    return "/".join("*" if part.isdigit() else part for part in pointer.split("/"))


@given(versions, versions, answers)
def test_whatever_changed_nothing_wrong_comes_along(old, new, given_answers):
    kept = forms.carry_over(old, new, given_answers, today=TODAY)

    assert wrongs(new, kept) == set()
    for pointer, leaf, value in forms.leaves(new, kept):
        if value is not None:
            before = old.index[leaf.pointer]
            assert (before.kind, before.unit) == (leaf.kind, leaf.unit)
            assert leaf.kind != "file"
            assert not leaf.must
            if "*" not in leaf.pointer:
                assert forms.get(given_answers, pointer) == value


@given(versions, answers)
def test_copied_again_it_stays_the_same(form, given_answers):
    kept = forms.carry_over(form, form, given_answers, today=TODAY)

    assert forms.carry_over(form, form, kept, today=TODAY) == kept


@given(versions, answers)
def test_what_is_right_in_an_unchanged_form_is_kept(form, given_answers):
    kept = forms.carry_over(form, form, given_answers, today=TODAY)
    pruned = forms.prune(form, {name: given_answers.get(name) for name in NAMES})

    for pointer, leaf, value in forms.leaves(form, pruned):
        is_plain = value is not None and leaf.kind != "file" and not leaf.must and not isinstance(value, list | dict)
        if is_plain and pointer in {f"/{name}" for name in NAMES} and pointer not in wrongs(form, pruned):
            assert forms.get(kept, pointer) == value


def test_what_the_register_answers_is_left_to_it():
    form = version({"nama": {"type": "string", "title": "Nama"}, "teks": {"type": "string", "title": "Teks"}})

    assert forms.carry_over(form, form, {"nama": "Rani", "teks": "Warung"}, known={"/nama"}) == {"teks": "Warung"}


def test_somebody_who_is_no_longer_offered_is_not_taken_along():
    form = version({"ayah": {"format": "party", "title": "Ayah", "x-from": "family.members"}})

    assert forms.carry_over(form, form, {"ayah": "p-1"}, offers={"/ayah": [("p-2", "Agus")]}) == {}
    assert forms.carry_over(form, form, {"ayah": "p-1"}, offers={"/ayah": [("p-1", "Agus")]}) == {"ayah": "p-1"}


def test_a_day_that_has_passed_and_a_unit_that_changed_stay_behind():
    old = version({"hari": {"format": "date", "title": "Hari", "x-earliest": "today"}, "luas": field("metres")})
    new = version({"hari": {"format": "date", "title": "Hari", "x-earliest": "today"}, "luas": field("number")})

    assert forms.carry_over(old, new, {"hari": "2026-11-22", "luas": 4}, today=TODAY) == {}
