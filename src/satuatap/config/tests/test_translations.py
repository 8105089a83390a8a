"""Texts in code and their translations."""

import gettext
import os
from pathlib import Path

import pytest
from django.utils.translation import ngettext, override

from satuatap.fronts.shared import formats

from .. import translations

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Ajukan"
msgstr "Apply"

msgid "Sudah hilang"
msgstr "Gone"
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    (tmp_path / "views.py").write_text('_("Ajukan"), _("Lacak")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text('{{ _("Cari %(what)s", what=1) }}\n')
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_x.py").write_text('_("Tidak dihitung")\n')
    monkeypatch.setattr(translations, "SOURCE", tmp_path)
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    return folder / "django.po"


def only(source: Path, code: str, entry: str) -> list[str]:
    """The problems when the code has one text and the catalogue one entry."""
    (source.parents[3] / "templates/page.html").write_text(code)
    (source.parents[3] / "views.py").write_text("")
    source.write_text(PO.partition('msgid "Ajukan"')[0] + entry)
    return translations.problems()


def test_what_is_missing_and_what_is_too_much_is_named(source):
    found = "\n".join(translations.problems())

    assert "en: not translated: 'Lacak' (views.py:1)" in found
    assert "Cari %(what)s" in found
    assert "no longer used: 'Sudah hilang'" in found
    assert "Ajukan" not in found
    assert "Tidak dihitung" not in found


@pytest.mark.parametrize(
    ("code", "entry", "fault"),
    [
        ('_("Cari %(what)s", what=1)', 'msgid "Cari %(what)s"\nmsgstr "Find %(what)s"', ""),
        ('_("Cari %(what)s", what=1)', 'msgid "Cari %(what)s"\nmsgstr "Find it"', "other names"),
        ('_("Cari %(what)s", what=1)', 'msgid "Cari %(what)s"\nmsgstr "Find %(what)"', "other names"),
        ('_("Cari %(what)s", what=1)', 'msgid "Cari %(what)s"\nmsgstr "Find 100% of %(what)s"', "other names"),
        ('_("Cari")', 'msgid "Cari"\nmsgstr ""', "empty or doubtful"),
        ('_("Cari")', '#, fuzzy\nmsgid "Cari"\nmsgstr "Find"', "empty or doubtful"),
        ('_("<b>Cari</b>")', 'msgid "<b>Cari</b>"\nmsgstr "<i>Find</i>"', "other tags"),
        ('_(" atau ")', 'msgid " atau "\nmsgstr "or"', "spaces at the ends"),
        (
            'ngettext("%(num)s hari", "%(num)s hari", 2)',
            'msgid "%(num)s hari"\nmsgid_plural "%(num)s hari"\nmsgstr[0] "one day"\nmsgstr[1] "%(num)s days"',
            "",
        ),
        (
            'ngettext("%(num)s hari", "%(num)s hari", 2)',
            'msgid "%(num)s hari"\nmsgid_plural "%(num)s hari"\nmsgstr[0] "one day"\nmsgstr[1] ""',
            "empty or doubtful",
        ),
        (
            'ngettext("%(num)s hari", "%(num)s hari", 2)',
            'msgid "%(num)s hari"\nmsgstr "%(num)s days"',
            "wrong number of plural forms",
        ),
        ('pgettext("surat", "Berkas")', 'msgctxt "surat"\nmsgid "Berkas"\nmsgstr "Paper"', ""),
        ('pgettext("surat", "Berkas")', 'msgid "Berkas"\nmsgstr "Paper"', "not translated"),
    ],
)
def test_a_translation_must_fit_its_text(source, code, entry, fault):
    found = only(source, f"{{{{ {code} }}}}\n", entry + "\n")

    assert any(fault in problem for problem in found) if fault else found == []


def test_collecting_adds_new_texts_keeps_translations_and_removes_the_unused(source):
    translations.update(["en"])
    text = source.read_text()

    assert 'msgid "Ajukan"\nmsgstr "Apply"' in text
    assert 'msgid "Lacak"\nmsgstr ""' in text
    assert "Sudah hilang" not in text
    assert "#: views.py\n" in text, "a place without its line number: moved code changes nothing here"
    assert all("empty or doubtful" in problem for problem in translations.problems())
    translations.update(["en"])
    assert source.read_text() == text, "collecting twice changes nothing"


def test_collecting_begins_a_language(source):
    translations.update(["en", "jv"])

    assert 'msgid "Ajukan"\nmsgstr ""' in (source.parents[2] / "jv/LC_MESSAGES/django.po").read_text()


def test_compiled_once_until_the_source_changes(source):
    translations.compile_all()
    compiled = source.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Ajukan") == "Apply"

    translations.compile_all()
    assert compiled.stat().st_mtime_ns == first
    os.utime(source, (compiled.stat().st_mtime + 10,) * 2)
    translations.compile_all()
    assert compiled.stat().st_mtime_ns != first
    assert [path.name for path in source.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []


@pytest.mark.parametrize(("count", "words"), [(0, "0 hari kerja"), (1, "1 hari kerja"), (5, "5 hari kerja")])
def test_indonesian_counts_without_a_catalogue(count, words):
    with override("id"):
        assert formats.duration(count, "working-day") == words
        assert ngettext("%(num)s satu", "%(num)s banyak", count) == ("%(num)s satu" if count == 1 else "%(num)s banyak")


def test_both_forms_of_a_count_are_the_same_in_indonesian():
    """Indonesian has one form; two different ones would be a mistake in the code."""
    counted = [message.id for message in translations.words_in_code() if message.pluralizable]

    assert [one for one, many in counted if one != many] == []


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 working days"), (1, "1 working day"), (5, "5 working days"), (1500, "1,500 working days")],
)
def test_english_counts_in_two_forms(count, words):
    translations.compile_all()
    with override("en"):
        assert formats.duration(count, "working-day") == words
