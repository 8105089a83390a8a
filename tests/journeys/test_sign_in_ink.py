"""A village without certificates: Wayan prints, Kusnadi signs and stamps, Wayan scans it back and hands it over."""

import os
import re
import subprocess

import pytest
from playwright.sync_api import expect

from satuatap.adapters.typst.tests.test_renderer import text_of

from . import letters, officers
from .look import FOLDER
from .papers import pdf
from .person import PHONE


@pytest.fixture
def kusnadi(person):
    """The village head, who signs with ink until the end of the journey."""
    found = person("kusnadi")
    letters.signs_with(found, "Basah: tinta dan cap")
    yield found
    letters.signs_with(found, "Elektronik, sertifikat sendiri")


def test_printed_signed_on_paper_and_scanned_back(person, kusnadi, tmp_path):
    agus, wayan = person("agus", width=PHONE), person("wayan")
    number = letters.sent(agus)
    officers.accepts(wayan, number)
    officers.reads_draft(kusnadi, number)
    kusnadi.go("/meja/tanda-tangan")
    expect(kusnadi.page.get_by_role("checkbox", name=re.compile(number))).to_be_disabled()
    kusnadi.sees("dengan tinta, di kertas")

    unsigned = prints(wayan, number)
    scan = pdf("Dipindai, bertanda tangan dan bercap")
    scans_back(wayan, unsigned, scan)

    agus.go(f"/berkas/{number}")
    agus.waits_for("Dokumen Anda")
    assert officers.downloads(agus, tmp_path).read_bytes() == scan
    anybody = person()
    assert "asli" in officers.verdict_on(anybody, scan)
    anybody.sees("ditandatangani basah di kertas pada")
    anybody.looks("asli-basah")
    officers.opens(wayan, number)
    wayan.press("Serahkan dokumen")
    wayan.sees("Dokumen diserahkan.")


def prints(wayan, number):
    """The print with its number, QR, and room for signature and stamp."""
    wayan.go("/meja/tanda-tangan")
    wayan.follow("Tanda tangan basah")
    wayan.looks("basah-daftar")
    wayan.page.get_by_role("listitem").filter(has_text=number).get_by_role("link", name="Buka").click()
    wayan.looks("basah-siap")
    wayan.press("Buat cetakan")
    wayan.waits_for("Buka dan cetak")
    wayan.looks("basah-dicetak")
    href = wayan.page.get_by_role("link", name="Buka dan cetak").get_attribute("href")
    data = wayan.context.request.get(wayan.copy.url + str(href)).body()
    letter = text_of(data)
    assert re.search(r"Nomor: \S+/\d{4}", letter)
    assert "Tamansari, ....." in letter
    assert "Kusnadi Raharjo" in letter
    assert "elektronik" not in letter
    if os.environ.get("SHOTS") == "1":
        subprocess.run(["pdftoppm", "-r", "70", "-png", "-", str(FOLDER / "basah-cetakan")], input=data, check=True)
    return data


def scans_back(wayan, unsigned, scan):
    gives(wayan, "foto.pdf", b"bukan PDF")
    wayan.sees("Unggah pindaiannya sebagai PDF.")
    gives(wayan, "cetak.pdf", unsigned)
    wayan.sees("Ini cetakan yang belum ditandatangani.")
    wayan.looks("basah-galat")
    gives(wayan, "pindai.pdf", scan, day="2026-01-05")
    wayan.sees("Tanggal tanda tangan harus antara hari cetak dan hari ini.")
    gives(wayan, "pindai.pdf", scan)
    wayan.sees("Pindaian diterima. Dokumen sudah terbit.")


def gives(wayan, name, data, day=""):
    before = wayan.field("Tanggal tanda tangan").input_value()
    wayan.fill("Tanggal tanda tangan", day or before)
    upload = {"name": name, "mimeType": "application/pdf", "buffer": data}
    wayan.page.locator("input[type=file]").set_input_files([upload])
    wayan.press("Terbitkan")
    if day:
        wayan.sees("Ada 1 isian yang perlu diperbaiki")
        wayan.fill("Tanggal tanda tangan", before)
