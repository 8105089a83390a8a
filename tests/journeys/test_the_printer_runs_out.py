"""The kiosk's printer has no paper: the screen is the paper; after it was mended the next slip comes out, and once."""

import pytest
from playwright.sync_api import expect

from . import hall
from .look import violations


@pytest.fixture
def paper(copy):
    yield copy
    copy.printer(empty=False)


def test_without_paper_a_number_is_shown_and_with_paper_it_is_printed(person, browser, paper):
    manager = person("bambang")
    kiosk = hall.machine(browser, hall.KIOSK, hall.puts_up(manager, "Anjungan mandiri", "Anjungan kertas"))
    manager.go("/meja/perangkat/printer")
    manager.page.locator("#nama").fill("Printer anjungan kertas")
    manager.choose("Mencetak untuk", "Anjungan kertas, Mal Pelayanan Publik")
    manager.fill("Alamat di jaringan", paper.printer_address)
    manager.press("Simpan printer")
    manager.press("Cetak uji")
    manager.sees("Lembar uji sudah dicetak.")
    assert violations(manager.page) == []
    before = len(paper.slips())

    paper.printer(empty=True)
    hall.takes_number(kiosk, "Dispendukcapil")
    expect(kiosk.get_by_text("Kertas printer habis.")).to_be_visible()
    assert violations(kiosk) == []
    kiosk.get_by_role("button", name="Sudah saya foto").click()
    hall.takes_number(kiosk, "Dispendukcapil")
    expect(kiosk.get_by_text("Kertas printer habis.")).to_be_visible()
    paper.printer(empty=False)
    kiosk.get_by_role("button", name="Cetak sekali lagi").click()
    expect(kiosk.get_by_text("Ambil kertasnya")).to_be_visible()
    number = kiosk.locator(".ticket-no").inner_text()

    (slip,) = paper.slips()[before:]
    assert number in slip
    kiosk.get_by_role("button", name="Selesai").click()
    expect(kiosk.get_by_role("link", name="Ambil nomor antrean")).to_be_visible()
