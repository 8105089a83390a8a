"""What is served beside the pages: joined sheets, a sprite without ballast, and nothing that templates miss."""

import hashlib
import re
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.test import override_settings

from satuatap.fronts.shared import marks, statics
from satuatap.fronts.shared.place import looks

TEMPLATES = sorted(statics.FRONTS.glob("*/templates/**/*.html"))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def served() -> set[str]:
    return {name for finder in get_finders() for name, _storage in finder.list(None)}


def test_every_front_has_one_sheet_per_look():
    sheets = {name for name in served() if name.endswith(".css")}

    assert sheets == {f"css/{front}-{look}.css" for front in statics.SHEETS for look in looks()}


def test_a_sheet_holds_its_parts_in_order_and_the_region_last():
    sheet = statics.joined("portal", "kepri")

    parts = [
        sheet.index(mark) for mark in ("@layer tokens, base", "@layer base", "@layer components", "--roof: #b3282d")
    ]
    assert parts == sorted(parts)


def test_the_sprite_keeps_what_is_used_and_drops_the_rest():
    sprite = statics.made()["icons.svg"].decode()
    kept = set(re.findall(r'<symbol id="([^"]+)"', sprite))

    assert {"search", "corner-up-left", "baby"} <= kept
    assert "mic" not in kept
    assert "Lucide" in sprite


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_of_a_template_exists(path):
    assert set(re.findall(r"""icon\(["']([a-z0-9-]+)["']""", text(path))) <= marks.names()


def test_every_icon_of_a_badge_exists_and_packs_may_name_only_what_is_there():
    assert {name for _tone, name, _words in marks.STATES.values()} <= marks.names()
    assert marks.names() >= marks.PICTOGRAMS


def test_every_static_file_of_a_template_is_served():
    named = set(chain.from_iterable(re.findall(r"""static\('([^']+\.\w+)'\)""", text(path)) for path in TEMPLATES))

    assert named
    assert named <= served()


def test_collecting_names_every_file_by_its_hash(tmp_path):
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)

    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert any(re.fullmatch(r"portal-banyuwangi\.[0-9a-f]{12}\.css", name) for name in names)
    assert any(re.fullmatch(r"icons\.[0-9a-f]{12}\.svg\.br", name) for name in names)
    sheet = next(tmp_path.glob("css/portal-banyuwangi.*.css"))
    assert re.search(r"\.\./img/batik\.[0-9a-f]{12}\.svg", text(sheet))


def test_the_vendored_script_is_the_published_one():
    script = (statics.STATIC / "vendor/htmx.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() == "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
