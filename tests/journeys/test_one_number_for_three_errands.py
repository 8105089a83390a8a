"""One visitor, three offices, one number: kiosk, three counters, the hall's display and a telephone at the same time."""

import re

from playwright.sync_api import expect

from . import hall
from .look import violations
from .person import PHONE

COUNTERS = {"Dispendukcapil": "Loket 3", "DPMPTSP": "Loket 1", "Bapenda": "Loket 6"}


def test_three_errands_with_one_number(person, browser, copy):
    manager = person("bambang")
    display, kiosk = [
        hall.machine(browser, size, hall.puts_up(manager, kind, name))
        for size, kind, name in [
            (hall.DISPLAY, "Layar panggilan", "Layar pintu"),
            (hall.KIOSK, "Anjungan mandiri", "Anjungan pintu"),
        ]
    ]
    officers = dict(zip(COUNTERS, (person("tono"), person("budi"), person("lestari")), strict=True))
    for office, officer in officers.items():
        hall.sits_down(officer, COUNTERS[office])

    assert violations(kiosk) == []
    number = hall.takes_number(kiosk, *COUNTERS)
    ticket = kiosk.url.partition("?")[0].rsplit("/", 1)[1]
    kiosk.get_by_text("Anda berikutnya").wait_for()  # counted: the slip was shown
    assert violations(kiosk) == []
    visitor = person(width=PHONE)
    visitor.go(f"/nomor/{ticket}")
    visitor.sees(number)
    visitor.looks("nomor-tiga-urusan")

    served = [serve(visitor, officers, display, number) for _errand in COUNTERS]

    assert sorted(served) == sorted(COUNTERS)
    visitor.sees("Kunjungan selesai.")
    for office in served[:-1]:  # the last calls stay to be read
        expect(display.locator(".calls").get_by_text(COUNTERS[office])).to_be_visible()
    assert violations(display) == []
    close_all(officers.values(), display, kiosk)


def serve(visitor, officers, display, number):
    """The errand whose turn it is: called by one key, seen on every screen, served, finished. Answers the office."""
    now = visitor.page.locator(".route li.now strong")
    expect(now).to_be_visible(timeout=hall.SEEN)
    office = now.inner_text().split(",")[0]
    officer, counter = officers[office], COUNTERS[office]
    expect(officer.page.get_by_role("region", name="Berikutnya")).to_contain_text(number, timeout=hall.SEEN)

    officer.page.keyboard.press("n")

    expect(display.locator(".now-call")).to_contain_text(number, timeout=hall.SEEN)
    expect(display.locator(".now-call")).to_contain_text(counter, timeout=hall.SEEN)
    expect(visitor.page.locator("body")).to_contain_text(f"Silakan ke {counter}", timeout=hall.SEEN)
    officer.press("Sudah datang")
    officer.sees("Sedang dilayani")
    assert violations(officer.page) == []
    officer.page.get_by_role("button", name=re.compile("^Selesai$")).click()
    officer.sees("Loket siap")
    expect(now.filter(has_text=office)).to_have_count(0, timeout=hall.SEEN)
    return office


def close_all(officers, *machines):
    """Others find the hall as it was."""
    for officer in officers:
        officer.press("Tutup loket")
        if officer.page.get_by_role("button", name="Tutup juga").is_visible():  # others of this copy still wait
            officer.press("Tutup juga")
    for page in machines:
        page.context.close()
