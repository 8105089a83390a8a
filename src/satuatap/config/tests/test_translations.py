"""Texts in code and their translations."""

import gettext
import os
from pathlib import Path

import pytest

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


def test_what_is_missing_and_what_is_too_much_is_named(source):
    found = "\n".join(translations.problems())

    assert "en: not translated: 'Lacak' (views.py:1)" in found
    assert "Cari %(what)s" in found
    assert "no longer used: 'Sudah hilang'" in found
    assert "Ajukan" not in found
    assert "Tidak dihitung" not in found


def test_a_translation_that_drops_a_name_is_named(source):
    source.write_text(PO.replace("Sudah hilang", "Cari %(what)s").replace("Gone", "Find it"))

    assert any("Cari %(what)s" in problem for problem in translations.problems())


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
