"""The network of the hall is cut: the display says so and catches up, the kiosk waits with everything chosen."""

import json
import re

import pytest
from playwright.sync_api import expect

from . import hall
from .look import violations

NUMBER = re.compile(r"[A-Z]{1,2}-\d{3}")
COUNTED = re.compile("Anda berikutnya|di depan Anda")


@pytest.fixture
def office(person):
    """Budi at his counter; closed afterwards."""
    budi = person("budi")
    hall.sits_down(budi, "Loket 1")
    yield budi
    budi.press("Tutup loket")


def test_display_and_kiosk_go_on_after_the_network_was_cut(person, browser, office):
    manager = person("bambang")
    kiosk = hall.machine(browser, hall.KIOSK, hall.puts_up(manager, "Anjungan mandiri", "Anjungan terputus"))
    display = hall.machine(browser, hall.DISPLAY, hall.puts_up(manager, "Layar panggilan", "Layar terputus"))
    hall.takes_number(kiosk, "DPMPTSP")
    kiosk.get_by_text(COUNTED).first.wait_for()
    display.evaluate("window.unbroken = true")
    said = spoken(display)

    display.context.set_offline(True)
    kiosk.get_by_role("button", name="Selesai").click()
    kiosk.get_by_role("link", name="Ambil nomor antrean").click()
    kiosk.get_by_role("checkbox", name=re.compile(r"^DPMPTSP\s+\d")).check()
    kiosk.context.set_offline(True)
    kiosk.get_by_role("button", name="Ambil nomor").click()
    expect(kiosk.get_by_role("dialog")).to_contain_text("Jaringan sedang terputus")
    assert violations(kiosk) == []
    expect(display.get_by_text("Tersambung lagi sebentar")).to_be_visible()
    first = serve(office)
    expect(display.locator(".now-call")).not_to_contain_text(first)

    kiosk.context.set_offline(False)
    kiosk.get_by_text(COUNTED).first.wait_for()  # the press went on by itself
    second = serve(office)
    display.context.set_offline(False)

    expect(display.locator(".now-call")).to_contain_text(second, timeout=hall.SEEN)
    expect(display.locator(".calls li").first).to_contain_text(first)
    expect(display.get_by_text("Tersambung lagi sebentar")).to_be_hidden()
    assert display.evaluate("window.unbroken"), "the screen was loaded anew"
    assert len(set(spoken(display)) - set(said)) == 2
    assert len(set(spoken(display))) == len(spoken(display))

    kiosk.context.set_offline(True)
    kiosk.evaluate("dispatchEvent(new CustomEvent('leave', { detail: document.body.dataset.home }))")
    expect(kiosk.locator("main")).to_be_hidden()
    kiosk.context.set_offline(False)
    expect(kiosk.get_by_role("link", name="Ambil nomor antrean")).to_be_visible()


def serve(officer):
    """Call the next, who comes and is done; answers the number."""
    region = officer.page.get_by_role("region", name="Berikutnya")
    expect(region).to_contain_text(NUMBER, timeout=hall.SEEN)
    number = NUMBER.search(region.inner_text())[0]
    officer.page.keyboard.press("n")
    officer.press("Sudah datang")
    officer.sees("Sedang dilayani")
    officer.page.get_by_role("button", name=re.compile("^Selesai$")).click()
    officer.sees("Loket siap")
    return number


def spoken(display):
    """The calls that the screen has put into its list of what to say."""
    return json.loads(display.evaluate("sessionStorage.getItem('spoken') ?? '[]'"))
