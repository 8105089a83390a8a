"""An officer serves by keyboard: calls, takes a wrong call back, looks elsewhere and returns, and a supervisor comes."""

import re

from playwright.sync_api import expect

from . import hall
from .person import Person

COUNTER = "Loket 7"


def gives_number(guide: Person) -> str:
    guide.go("/meja/pemandu")
    guide.page.get_by_role("checkbox", name=re.compile(r"^Disnaker\s")).check()
    guide.press("Beri nomor")
    return guide.page.locator(".ticket-no").first.inner_text().strip()


def test_an_officer_serves_by_keyboard_and_calls_a_supervisor(person):
    guide, officer, manager = person("intan"), person("yudi"), person("bambang")
    number = gives_number(guide)
    manager.go("/meja/panggilan-loket")
    hall.sits_down(officer, COUNTER)
    keys = officer.page.keyboard

    keys.press("n")
    officer.sees("Dipanggil, kali ke-1")
    keys.press("t")
    officer.fill("Mengapa ditarik kembali?", "Salah tekan")
    keys.press("Tab")
    second = gives_number(guide)
    expect(officer.page.get_by_role("region", name="Berikutnya")).to_contain_text(second)
    expect(officer.field("Mengapa ditarik kembali?")).to_have_value("Salah tekan")
    officer.press("Ya, tarik kembali")
    officer.sees("Loket siap")
    keys.press("n")
    officer.sees("Dipanggil, kali ke-1")
    keys.press("d")
    officer.sees("Sedang dilayani")
    officer.sees(number)
    officer.looks("loket-melayani")

    keys.press("y")
    officer.fill("Perlu bantuan apa?", "Berkas asli rusak")
    officer.press("Panggil sekarang")
    manager.sees("Berkas asli rusak")
    manager.looks("panggilan-loket")
    manager.press("Saya ke sana")
    officer.sees("menuju ke sini.")

    officer.go("/meja/")
    keys.press("l")
    officer.sees("Sedang dilayani")
    officer.press("Sudah terbantu")
    expect(officer.page.get_by_role("button", name="Sudah terbantu")).to_have_count(0)
    keys.press("n")
    officer.sees("Dipanggil, kali ke-1")
    keys.press("d")
    officer.sees(f"Rencana kunjungan {second}")
    keys.press("s")
    officer.sees("Loket siap")
    officer.press("Tutup loket")
