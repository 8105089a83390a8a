"""A resident who reads English applies, follows and tracks in English; what packs say comes translated too."""

import re

from playwright.sync_api import expect

from . import permits
from .papers import photo

INDONESIAN = re.compile(r"\b(Anda|yang|berkas|permohonan|untuk|dengan|belum|sudah|kami)\b", re.IGNORECASE)


def reads_english(person, name):
    """Nothing on the page is left in Indonesian but names and what is marked as such."""
    expect(person.page.locator("html")).to_have_attribute("lang", "en")
    words = person.page.evaluate(
        """() => { const page = document.body.cloneNode(true);
          page.querySelectorAll('[lang=id], dd, td, option, .who, [data-names]').forEach((e) => e.remove());
          return page.innerText; }"""
    )
    left = sorted({match.group(0) for match in INDONESIAN.finditer(words)})
    assert left == [], f"{name}: {left} in {words[:600]}"
    person.looks(name)


def test_portal_in_english(person):
    rani = person("rani")

    rani.go("/en/")
    reads_english(rani, "en-home")
    rani.go("/en/layanan/izin-reklame")
    reads_english(rani, "en-service")
    rani.page.locator("a[href='/en/ajukan/izin-reklame']").first.click()
    reads_english(rani, "en-start")
    rani.page.locator("main form button[type=submit]").last.click()
    number = rani.path().split("/berkas/")[1].split("/")[0]
    reads_english(rani, "en-form")
    for page in ("usaha", "reklame", "ukuran", "lokasi", "lahan", "konstruksi", "masa"):
        rani.go(f"/en/berkas/{number}/isi/{page}")
        rani.page.locator("main form button.lg").click()
        reads_english(rani, f"en-{page}")
    rani.go(f"/en/berkas/{number}/lampiran")
    rani.page.locator("input[type=file]").first.set_input_files(
        [{"name": "picture.png", "mimeType": "image/png", "buffer": photo()}]
    )
    rani.page.locator("main form button.lg").click()
    reads_english(rani, "en-papers")
    rani.go(f"/en/berkas/{number}/periksa")
    rani.page.locator("main form button.lg").click()
    reads_english(rani, "en-review")
    rani.go("/en/berkas")
    reads_english(rani, "en-cases")
    sent = permits.sent(person("agus"))
    agus = person("agus")
    agus.go(f"/en/berkas/{sent}")
    reads_english(agus, "en-case")
    for path in ("/en/lacak", "/en/v", "/en/akun/", "/en/privasi"):
        rani.go(path)
        reads_english(rani, "en" + path.removeprefix("/en").rstrip("/").replace("/", "-"))
