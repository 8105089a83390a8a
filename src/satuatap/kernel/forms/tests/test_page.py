"""The page that explains forms says what is so."""

import re
from pathlib import Path

from satuatap.kernel import expressions, forms
from satuatap.kernel.yamls import load

PAGE = Path(__file__).resolve().parents[5] / "docs" / "how-to" / "write-a-form.md"


def test_the_example_is_a_form():
    text = PAGE.read_text(encoding="utf-8")
    form, ui = (load(block, source=PAGE.name).value for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    plain = forms.compile(form["form"])
    assert [page.key for page in plain.pages] == ["acara", "penanggung_jawab", "petugas"]
    laid_out = forms.compile(form["form"], ui["ui"])
    assert [page.key for page in laid_out.pages] == ["acara", "penanggung_jawab"]
    known = {f"form.{name}" for name in plain.names}
    sure = {f"form.{name}" for name in plain.sure}
    for expression in re.findall(r"`([^`]*\bform\.(?:acara|petugas)[^`]*)`", text.replace("\n", " ")):
        assert expressions.problems(expressions.compile(expression), known=known, sure=sure) == [], expression
