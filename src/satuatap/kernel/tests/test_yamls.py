"""Reading YAML without guessing, and remembering the lines."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel.yamls import MAX_DEPTH, YamlProblem, join, load

FILE = """\
# a comment
code: 35.10
opens: 10:00
on: NO
empty:
flow:
  - {step: check, do: check}
  - step: survey
    when: "form.luas > 8"
a/b~c: |
  two
  lines
"""


def test_every_scalar_stays_text():
    assert load(FILE, source="x.yaml").value == {
        "code": "35.10",
        "opens": "10:00",
        "on": "NO",
        "empty": "",
        "flow": [{"step": "check", "do": "check"}, {"step": "survey", "when": "form.luas > 8"}],
        "a/b~c": "two\nlines\n",
    }


@pytest.mark.parametrize(
    ("pointer", "line"),
    [("", 2), ("/code", 2), ("/flow", 6), ("/flow/0/do", 7), ("/flow/1/when", 9), ("/flow/1/late", 8), ("/nil", 2)],
)
def test_lines_are_found_by_pointer(pointer, line):
    assert load(FILE, source="x.yaml").line(pointer) == line


def test_pointers_are_escaped():
    assert load(FILE, source="x.yaml").line(join("", "a/b~c")) == 10


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "twice (first on line 1)"),
        ("a: &x 1\nb: *x\n", 1, "write it out"),
        ("b: *x\n", 1, "write it out"),
        ("a: 1\nb: !!python/object:os.system {}\n", 2, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a: [1\nb: 2\n", 2, "not readable"),
        ("a: 'never closed\n", 2, "not readable"),
        ("? [a]\n: 1\n", 1, "plain word"),
        ("a: \x00\n", 1, "not readable"),
        ("[" * (MAX_DEPTH + 3), 1, "deeper"),
    ],
)
def test_what_is_refused_is_named_with_its_line(text, line, words):
    with pytest.raises(YamlProblem) as problem:
        load(text, source="services/x.yaml")
    assert words in problem.value.message
    assert problem.value.line in {line, 1}
    assert str(problem.value).startswith(f"services/x.yaml:{problem.value.line}: ")


def test_a_file_that_is_too_long_is_refused():
    with pytest.raises(YamlProblem, match="longer than"):
        load("#" * 1_000_001, source="x")


def test_an_empty_file_is_an_empty_text():
    assert load("", source="x").value == ""


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(YamlProblem):
        load(text, source="x")


trees = st.recursive(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f\x85\xa0"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz", min_size=1, max_size=5), inner),
    max_leaves=20,
)


@given(trees)
def test_what_was_written_is_read(tree):
    import yaml

    assert load(yaml.safe_dump(tree, allow_unicode=True, default_style='"'), source="x").value == tree
