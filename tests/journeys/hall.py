"""What people of the hall do, as far as several journeys need it."""

import re

from playwright.sync_api import Browser, Page, ViewportSize

from .person import Person

KIOSK: ViewportSize = {"width": 1080, "height": 1920}
DISPLAY: ViewportSize = {"width": 1920, "height": 1080}
SEEN = 15_000  # milliseconds in which a call must be on a screen, on a busy machine


def puts_up(manager: Person, kind: str, name: str) -> str:
    """The manager lets a machine of the mall work; its address, shown once."""
    manager.go("/meja/perangkat")
    manager.choose("Jenis", kind)
    manager.fill("Nama", name)
    manager.press("Tambah perangkat")
    manager.sees("Alamat hanya ditampilkan sekali.")
    return str(manager.page.locator("[data-copy]").first.get_attribute("data-copy"))


def machine(browser: Browser, size: ViewportSize, address: str) -> Page:
    """A machine of the hall with its own browser, which nobody signs in to."""
    page = browser.new_context(viewport=size, locale="id-ID").new_page()
    page.set_default_timeout(SEEN)
    page.goto(address)
    return page


def sits_down(officer: Person, counter: str) -> None:
    """Opens the counter screen of a free counter."""
    officer.go("/meja/loket")
    row = officer.page.get_by_role("listitem").filter(has_text=f"{counter}, ")
    row.get_by_role("button", name="Buka loket ini").click()
    officer.sees("Loket siap")


def takes_number(kiosk: Page, *lanes: str) -> str:
    """A visitor chooses everything there is to do and takes the slip."""
    kiosk.get_by_role("link", name="Ambil nomor antrean").click()
    for lane in lanes:
        kiosk.get_by_role("checkbox", name=re.compile(rf"^{lane}\s+\d")).check()
    kiosk.get_by_role("button", name="Ambil nomor").click()
    number = kiosk.locator(".ticket-no").first
    number.wait_for()
    return number.inner_text().strip()
