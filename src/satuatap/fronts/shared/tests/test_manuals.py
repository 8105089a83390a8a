"""Every role has one page of manual, and what it quotes stands on our pages."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from satuatap.config.commands import manual
from satuatap.fronts.shared import manuals

FRONTS = settings.ROOT / "src/satuatap/fronts"
WORDS = re.compile(r"""_\(\s*(?:"([^"]+)"|'([^']+)')|gettext\("[^"]*", "([^"]+)"\)""")


def words_of_pages() -> set[str]:
    """Whatever pages say, without a full stop at its end."""
    found = set()
    for pattern in ("*.html", "*.py"):
        for path in (path for path in FRONTS.rglob(pattern) if "tests" not in path.parts):
            found |= {"".join(match).rstrip(".") for match in WORDS.findall(path.read_text(encoding="utf-8"))}
    return found


@pytest.mark.parametrize("role", manuals.ROLES)
def test_what_a_manual_quotes_stands_on_our_pages(role):
    assert manuals.manuals()[role].quotes() - words_of_pages() == set()


def test_every_manual_is_one_page(tmp_path):
    paths = manual.make(tmp_path)

    assert [path.stem for path in paths] == list(manuals.ROLES)
    assert {len(re.findall(rb"/Type ?/Page\b", path.read_bytes())) for path in paths} == {1}


def test_a_manual_is_read_and_downloaded_by_anybody(client, db, settings, tmp_path):
    settings.HOME = tmp_path
    assert client.get(reverse("portal:manual_pdf", args=["kasir"])).status_code == 404
    manuals.folder().mkdir()
    (manuals.folder() / "kasir.pdf").write_bytes(b"%PDF-1.7 contoh")

    assert "Panduan kasir" in client.get(reverse("portal:manuals")).content.decode()
    page = client.get(reverse("portal:manual", args=["kasir"])).content.decode()
    assert "<strong>Tunai sudah saya terima</strong>" in page
    assert client.get(reverse("portal:manual_pdf", args=["kasir"])).content.startswith(b"%PDF")
    assert client.get(reverse("portal:manual", args=["raja"])).status_code == 404


def test_they_are_set_again_only_when_their_texts_are_newer(settings, tmp_path):
    settings.HOME = tmp_path
    manual.renew()
    first = {path.name: path.stat().st_mtime_ns for path in manuals.folder().iterdir()}
    manual.renew()

    assert {path.name: path.stat().st_mtime_ns for path in manuals.folder().iterdir()} == first
