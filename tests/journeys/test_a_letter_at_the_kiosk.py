"""A letter at a kiosk without an officer; then nothing of it is left on the screen, in the browser, or behind the button back."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.sealed import write_with_letter

from . import hall
from .look import violations

PACKS = Path(__file__).resolve().parents[2] / "packs"
NIK, TELEPHONE = "3510244107959001", "+6281200004471"
TOO_SMALL = """() => [...document.querySelectorAll("main :is(a, button, select, summary), .kiosk-foot :is(a, button)")]
    .filter((one) => one.offsetHeight && one.offsetHeight < 64).map((one) => one.outerHTML)"""


@pytest.fixture
def with_letter(copy, tmp_path):
    """The copy offers the example letter; afterwards others find it as it is shipped."""
    copy.installs(write_with_letter(tmp_path, PACKS))
    yield
    copy.installs(PACKS / "banyuwangi")


@pytest.mark.usefixtures("with_letter")
def test_a_letter_from_the_number_to_the_paper(person, browser, copy):
    manager = person("bambang")
    address = hall.puts_up(manager, "Anjungan mandiri", "Anjungan surat")
    kiosk = browser.new_context(viewport=hall.KIOSK, locale="id-ID").new_page()
    kiosk.clock.install()
    kiosk.goto(address)
    known(kiosk, copy)

    kiosk.get_by_role("button", name="Surat keterangan domisili").click()
    kiosk.get_by_label("Untuk keperluan apa?").fill("Melamar kerja")
    kiosk.get_by_role("button", name="Lanjut").click()
    kiosk.get_by_role("heading", name="Sudah benar?").wait_for()
    well_made(kiosk)
    kiosk.get_by_role("button", name="Benar, buat suratnya").click()
    letter = ready(kiosk)
    well_made(kiosk)
    letter.click()
    expect(kiosk.get_by_role("button", name="Cetak")).to_be_visible()
    assert kiosk.request.get(kiosk.locator("iframe").evaluate("one => one.src")).body().startswith(b"%PDF")

    kiosk.clock.fast_forward(61_000)
    start = kiosk.get_by_role("heading", name="Mau mengurus apa?")
    expect(start).to_be_visible(timeout=hall.SEEN)
    assert kiosk.evaluate("Object.keys(sessionStorage).concat(Object.keys(localStorage))") == ["touched"]
    for _press in range(3):
        kiosk.go_back()
        expect(kiosk.locator("body")).not_to_contain_text("Rani")
        expect(kiosk.locator("body")).not_to_contain_text("Melamar kerja")
    kiosk.goto(address)
    known_by_card(manager, kiosk, copy)
    kiosk.context.close()


def known(kiosk, copy):
    """Rani chooses the letter and proves who she is, with the digits on the screen."""
    kiosk.get_by_role("link", name="Buat surat sendiri").click()
    kiosk.get_by_role("button", name="Surat keterangan domisili").click()
    before = len(copy.sent(TELEPHONE))
    kiosk.get_by_role("heading", name="Ini urusan siapa?").wait_for()
    for digit in NIK:
        kiosk.get_by_role("button", name=digit, exact=True).click()
    well_made(kiosk)
    kiosk.get_by_role("button", name="Kirim kode").click()
    kiosk.get_by_label("Kode 6 angka").fill(code_after(copy, before))
    kiosk.get_by_role("button", name="Lanjut").click()
    expect(kiosk.get_by_role("heading", level=1)).to_contain_text("Buat surat sendiri")


def known_by_card(manager, kiosk, copy):
    """The kiosk gets a reader; Rani comes again, and her card and finger are enough."""
    manager.go("/meja/perangkat/pembaca")
    manager.choose("Anjungan", "Anjungan surat, Mal Pelayanan Publik")
    manager.fill("Alamat pembaca KTP-el", copy.reader_address)
    manager.press("Simpan")
    manager.sees("Siap dipakai")
    kiosk.get_by_role("link", name="Cetak dokumen saya").click()
    kiosk.get_by_role("button", name="KTP-el dan sidik jari").wait_for()
    well_made(kiosk)
    kiosk.get_by_role("button", name="KTP-el dan sidik jari").click()
    kiosk.get_by_role("heading", name="Letakkan KTP-el Anda").wait_for()
    copy.lays_card(NIK)
    expect(kiosk.get_by_role("link", name="Selesai, hapus data saya")).to_be_visible(timeout=hall.SEEN)
    expect(kiosk.locator("main")).to_contain_text("Surat Keterangan Domisili")


def code_after(copy, before):
    deadline = time.monotonic() + 30
    while len(found := copy.sent(TELEPHONE)) == before:
        assert time.monotonic() < deadline, "no code came"
        time.sleep(0.25)
    return re.search(r"\b\d{6}\b", found[0]["text"])[0]


def ready(kiosk):
    """The page looks again by itself, also on a clock that a test turns."""
    letter = kiosk.get_by_role("link", name="Cetak surat")
    letter.wait_for(timeout=60_000)
    return letter


def well_made(kiosk):
    assert violations(kiosk) == []
    assert kiosk.evaluate(TOO_SMALL) == []
