"""A computer of a village desk: a browser with a disk of its own, and what its officer does at it without the line."""

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Error, expect

from .look import look
from .person import EXPECTED

PAGE = "/meja/desa/luring/"
PIN = "271828"


class Laptop:
    """A browser with a disk of its own: what it has kept is there after it was killed."""

    def __init__(self, browser, copy, login):
        self.kind, self.copy, self.login = browser.browser_type, copy, login
        self.arguments = browser_arguments()
        self.disk = Path(tempfile.mkdtemp(prefix="satuatap-laptop-"))
        self.complaints = []
        self.start()

    def start(self, *, offline=False):
        from tests.support.browser import CHROMIUM

        self.context = self.kind.launch_persistent_context(
            str(self.disk), executable_path=CHROMIUM, args=self.arguments, locale="id-ID",
            viewport={"width": 1440, "height": 900}, offline=offline,
        )  # fmt: skip
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def lose_power(self):
        """``kill -9`` for the browser and all its children."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and str(self.disk).encode() in _words_of(entry):
                os.kill(int(entry.name), signal.SIGKILL)
        with suppress(Error):  # it is gone already
            self.context.close()
        for lock in self.disk.glob("Singleton*"):
            lock.unlink()

    def sign_in(self):
        self.page.goto(f"{self.copy.url}/akun/masuk/sandi?next={PAGE}")
        self.page.get_by_label("Nomor HP atau surel").first.fill(self.login)
        self.page.get_by_label("Kata sandi").first.fill(self.copy.password)
        self.page.get_by_role("button", name="Masuk").first.click()
        expect(self.page).to_have_url(self.copy.url + PAGE)

    def opens(self):
        self.page.goto(self.copy.url + PAGE)
        self.page.locator("#buka").fill(PIN)
        self.page.get_by_role("button", name="Buka", exact=True).click()
        expect(self.page.get_by_role("heading", name="Cari warga")).to_be_visible()

    def begins(self, name, service):
        """Find somebody, and begin what they came for."""
        page = self.page
        page.get_by_label("Untuk apa").select_option("letter")
        page.get_by_label("NIK, nomor KK, atau nama").fill(name)
        page.get_by_role("button", name="Cari").click()
        page.locator("[data-found] button").first.click()
        page.locator("#layanan").select_option(service)
        page.get_by_role("button", name="Mulai mengisi").click()

    def types(self, **answers):
        for name, text in answers.items():
            found = self.page.locator(f"[data-parts] [name$='.{name}']")
            kind = found.first.evaluate("(input) => input.type")
            if kind == "radio":
                self.page.locator(f"[data-parts] [name$='.{name}'][value='{text}']").check()
            elif kind == "select-one":
                found.first.select_option(text)
            else:
                found.first.fill(text)
        for box in self.page.locator("[data-parts] input[type=checkbox]").all():
            box.check()
        expect(self.page.locator("[data-saved]")).to_contain_text("Tersimpan di perangkat")

    def finishes(self, *, in_ink=False):
        """The slip has a provisional number; the number that a letter signed with ink has by law as well."""
        if in_ink:
            self.page.get_by_label("Tanda tangani basah sekarang").check()
        self.page.get_by_role("button", name="Selesai, beri nomor sementara").click()
        slip = self.page.locator("[data-view=slip]")
        expect(slip).to_be_visible()
        expect(slip.locator("[data-slip]")).to_have_text(re.compile(r"^L\d+-\d{4}$"))
        expect(slip.get_by_text("Bukan nomor surat")).to_be_visible(visible=not in_ink)
        found = slip.locator("[data-legal-number]" if in_ink else "[data-slip]").inner_text()
        expect(slip).not_to_contain_text("Penghasilan")  # no business of whoever is handed the sheet
        look(self.page, "a-letter-in-ink" if in_ink else "a-slip")
        slip.get_by_role("button", name="Kembali").click()
        return found

    def sends(self):
        self.page.get_by_role("button", name="Kirim dan perbarui sekarang").click()


def browser_arguments():
    from tests.support.browser import ARGUMENTS

    return ARGUMENTS


def _words_of(process):
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


@contextmanager
def laptop_of(browser, copy, login) -> Iterator[Laptop]:
    """A computer that is gone afterwards, and whose pages complained of nothing."""
    found = Laptop(browser, copy, login)
    try:
        yield found
    finally:
        found.context.unroute_all(behavior="ignoreErrors")  # or what is under way fails in the next journey
        found.context.close()
        shutil.rmtree(found.disk, ignore_errors=True)
    assert [words for words in found.complaints if not EXPECTED.search(words)] == []


def set_up(laptop, name):
    laptop.sign_in()
    expect(laptop.page.get_by_role("heading", name="Siapkan perangkat ini")).to_be_visible()
    laptop.page.get_by_label("Nama perangkat").fill(name)
    laptop.page.locator("#pin").fill(PIN)
    laptop.page.locator("#pin2").fill(PIN)
    laptop.page.get_by_role("button", name="Siapkan perangkat").click()
    expect(laptop.page.locator("[data-until]")).to_contain_text("dapat dibuka sampai")
    laptop.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
