"""Conditions and amounts: what may be written, what it reads, what comes out."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel.expressions import ExpressionProblem, compile, problems

SCOPE = {
    "form": {
        "luas": 12,
        "harga": 1_250_001,
        "kelas": "A",
        "saksi": [{"nama": "Siti", "umur": 30}, {"nama": "Agus", "umur": 19}],
        "kosong": None,
    },
    "party": {"name": "Rani", "born_on": date(1996, 2, 29), "id": UUID(int=1)},
    "case": {"results": {"pajak": {"jumlah": Decimal("750000.00")}}},
    "today": date(2026, 11, 23),
}
TABLES = {"nsr": {"A": {"nilai": 5000}, "B": 4000}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("form.luas > 8", True),
        ("form.luas > 8 && form.kelas == 'B'", False),
        ('form["luas"] + 1', 13),
        ("has(form.luas)", True),
        ("has(form.kosong)", False),
        ("has(form.tidak) && form.tidak > 1", False),
        ("has(form.anak.nama)", False),
        ("has(family.ayah.nama)", False),
        ("size(form.saksi)", 2),
        ("form.saksi.exists(s, s.umur < 21)", True),
        ("form.saksi.all(s, has(s.nama))", True),
        ("form.saksi.map(s, s.nama)", ["Siti", "Agus"]),
        ("age(party.born_on, today)", 30),
        ("age('2009-11-24', today)", 16),
        ("days('2026-11-20', today)", 3),
        ("today > '2026-11-09'", True),
        ("case.results.pajak.jumlah", 750_000),
        ('rate(form.harga, "0.005")', 6_250),
        ('rate(1001, "0.5")', 501),
        ('rate(1001, "0.5", "down")', 500),
        ("floor_to(1999, 1000)", 1000),
        ("round_to(1500, 1000)", 2000),
        ("row('nsr', form.kelas).nilai * form.luas", 60_000),
        ("row('nsr', 'B')", 4000),
        ("party.name + ' / ' + string(form.luas)", "Rani / 12"),
        ("form.kelas in ['A', 'B'] ? 1 : 2", 1),
        ("party.id == '00000000-0000-0000-0000-000000000001'", True),
    ],
)
def test_values(text, value):
    result = compile(text).evaluate(SCOPE, tables=TABLES)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("text", "names", "guarded"),
    [
        ("form.luas > 8", {"form.luas"}, set()),
        ("has(form.x) && form.x > form.y", {"form.x", "form.y"}, {"form.x"}),
        ("form.anak.nama.startsWith('A')", {"form.anak.nama"}, set()),
        ("form['anak']['nama'] == ''", {"form.anak.nama"}, set()),
        ("form.saksi.exists(s, s.umur > family.batas)", {"form.saksi", "family.batas"}, set()),
        ("form.saksi[0].umur > 3", {"form.saksi"}, set()),
        ("'form.teks' == party.name", {"party.name"}, set()),
        ("true", set(), set()),
    ],
)
def test_names_are_read_without_running(text, names, guarded):
    expression = compile(text)
    assert expression.names == names
    assert expression.guarded == guarded


def test_tables_are_named():
    assert compile("row('nsr', form.kelas).nilai").tables == {"nsr"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("from.luas > 8", "did you mean form?"),
        ("luas > 8", "the names are form"),
        ("ages(party.born_on, today)", "did you mean age?"),
        ("matches(form.x, '(a+)+')", "no function"),
        ("form.x.matches('(a+)+')", "no .matches"),
        ("form.luas = 8", "=="),
        ("form.luas > 8.5", "not a whole number"),
        ("form.luas > 8u", "not a whole number"),
        ("0x1F", "not a whole number"),
        ("{'a': 1}", "maps are not built"),
        ("r'x' == form.x", "directly behind"),
        ('"""x""" == form.x', "directly behind"),
        ("'x", "second quote"),
        ("form.a.exists(x, form.b.exists(y, y == x))", "one list at a time"),
        ("form.a.exists(form, form == 1)", "a name for the items"),
        ("has(form)", "dotted"),
        ("has(1)", "one name"),
        ("row(form.t, 'x')", "name of a table"),
        ("form.luas >", "not readable"),
        ("form.luas > 8 // why", "comment"),
        ("form.luas > .5", "dot"),
        (".form.luas > 5", "dot"),
        ("form.1", "dot"),
        ("(" * 20 + "1" + ")" * 20, "brackets"),
        ("1 + " * 400 + "1", "longer than"),
        ("form.lüas", "no place"),
    ],
)
def test_what_lies_outside_is_refused_with_a_way_to_mend_it(text, words):
    with pytest.raises(ExpressionProblem) as problem:
        compile(text)
    assert words in str(problem.value)
    assert problem.value.mend


@pytest.mark.parametrize(
    "text",
    [
        "form.tidak > 8",
        "form.kosong > 8",
        "family.kk == ''",
        "1 / 0",
        "form.luas + form.kelas",
        "age('kemarin', today)",
        "row('nsr', 'Z')",
        "row('tidak', 'Z')",
        "rate(form.luas, 5)",
        "rate(form.kelas, '0.1')",
        "rate(form.luas, '0.1', 'up')",
        "floor_to(form.luas, 0)",
        "rate(form.luas)",
        "9223372036854775807 + 1",
    ],
)
def test_what_cannot_be_computed_is_a_problem(text):
    with pytest.raises(ExpressionProblem):
        compile(text).evaluate(SCOPE, tables=TABLES)


@pytest.mark.parametrize("value", [1.5, object(), Decimal("NaN"), 10**16, list(range(1001))])
def test_what_cel_must_not_see_is_a_problem(value):
    with pytest.raises(ExpressionProblem):
        compile("form.x == 1").evaluate({"form": {"x": value}})


def test_a_condition_is_yes_or_no_and_an_amount_is_rupiah():
    assert compile("form.luas > 8").holds(SCOPE) is True
    assert compile("form.luas * 1000").amount(SCOPE) == 12_000
    with pytest.raises(ExpressionProblem, match="yes or no"):
        compile("form.luas").holds(SCOPE)
    for text in ("form.luas > 8", "form.kelas", "0 - form.luas"):
        with pytest.raises(ExpressionProblem, match="rupiah"):
            compile(text).amount(SCOPE)


def test_names_are_checked_before_anything_is_published():
    known = {"form.luas", "form.anak.nama", "case.results.*", "today"}
    assert problems(compile("form.luas > 8 && case.results.a.b > 1"), known=known) == []
    assert problems(compile("size(form.anak) > 0"), known=known) == []
    (unknown,) = problems(compile("form.lusa > 8"), known=known)
    assert "there is no form.lusa; did you mean form.luas?" in str(unknown)
    (empty,) = problems(compile("form.luas > 8"), known=known, sure=set())
    assert "has(form.luas)" in str(empty)
    assert problems(compile("has(form.luas) && form.luas > 8"), known=known, sure=set()) == []
    assert problems(compile("form.luas > 8"), known=known, sure={"form.luas"}) == []


def test_a_decimal_fraction_is_text_that_our_functions_read():
    scope = {"case": {"jumlah": Decimal("1000.50")}}
    assert compile("rate(case.jumlah, '1')").evaluate(scope) == 1001
    with pytest.raises(ExpressionProblem):
        compile("case.jumlah + 1").evaluate(scope)


@given(st.integers(0, 10**12), st.decimals("0", "1", places=4))
def test_a_rate_is_exact(amount, rate):
    scope = {"form": {"x": amount}}
    exact = amount * rate
    assert compile(f'rate(form.x, "{rate}")').evaluate(scope) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert compile(f'rate(form.x, "{rate}", "down")').evaluate(scope) == int(exact.quantize(Decimal(1), ROUND_DOWN))


@given(st.dates(), st.dates())
def test_age_grows_by_one_on_each_birthday(born, on):
    if born > on:
        born, on = on, born
    age = compile("age(form.a, form.b)").evaluate({"form": {"a": born, "b": on}})
    assert 0 <= on.year - born.year - age <= 1


@given(st.text(max_size=80))
def test_any_text_compiles_or_is_refused(text):
    try:
        expression = compile(text)
    except ExpressionProblem:
        return
    assert {name.split(".")[0] for name in expression.names} == set(expression.program.variables())


words = st.sampled_from(
    [
        "form",
        "party",
        ".",
        "luas",
        "(",
        ")",
        "[",
        "]",
        "1",
        "'a'",
        "&&",
        ">",
        "has",
        "size",
        "exists",
        "x",
        ",",
        "+",
        "?",
        ":",
        "!",
    ]
)


@given(st.lists(words, max_size=14).map(" ".join))
def test_whatever_compiles_reads_only_our_names(text):
    try:
        expression = compile(text)
    except ExpressionProblem:
        return
    used = set(expression.program.variables())
    assert {name.split(".")[0] for name in expression.names} == used & {"form", "party"}
    assert used <= {"form", "party", "luas", "x"}
