"""A morning at the village without the line: three letters, two applications, the power goes in the middle; then everything
is sent, and arrives once."""

import json
import os
import re
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from .look import look
from .person import EXPECTED, PHONE

PAGE = "/meja/desa/luring/"
PIN = "271828"
CAME_IN = """
import json, sys, django
django.setup()
from satuatap.domain.cases.models import Case, Command
from satuatap.domain.outboxes.models import Sending
rows = Sending.objects.filter(device__name=sys.argv[1]).select_related("case").order_by("slip")
told = [[row.service_code, row.state, row.words, Command.objects.filter(case=row.case, verb="submit").count()] for row in rows]
print(json.dumps([told, Case.objects.filter(pk__in=[row.pk for row in rows]).count()]))
"""


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

    def finishes(self):
        """The slip has a provisional number."""
        self.page.get_by_role("button", name="Selesai, beri nomor sementara").click()
        expect(self.page.locator("[data-view=slip]")).to_be_visible()
        expect(self.page.locator("[data-slip]")).to_have_text(re.compile(r"^L\d+-\d{4}$"))
        expect(self.page.locator("body")).to_contain_text("Bukan nomor surat")
        slip = self.page.locator("[data-slip]").inner_text()
        self.page.locator("[data-view=slip]").get_by_role("button", name="Kembali").click()
        return slip


def browser_arguments():
    from tests.support.browser import ARGUMENTS

    return ARGUMENTS


def _words_of(process):
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


@pytest.fixture
def laptop(browser, copy):
    found = Laptop(browser, copy, copy.people["wayan"])
    yield found
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


def test_everything_written_without_the_line_arrives_once(laptop, copy, person):
    name = f"Laptop {os.getpid()}"
    set_up(laptop, name)
    laptop.context.set_offline(True)
    laptop.begins("Rani Wulandary", "keterangan-domisili")  # as it is heard, not as it is written
    laptop.types(tujuan="Melamar kerja")
    slips = [laptop.finishes()]
    laptop.begins("Dimas Prasetyo", "surat-pengantar")
    laptop.types(tujuan="Mengurus kendaraan")
    slips.append(laptop.finishes())
    laptop.begins("Rani Wulandari", "keterangan-penduduk")
    laptop.types(tujuan="Membuka rekening")

    laptop.lose_power()
    laptop.start(offline=True)
    laptop.opens()

    expect(laptop.page.locator("[data-unsent]")).to_have_text("Belum terkirim: 3")
    laptop.page.get_by_role("button", name="Lanjutkan").click()
    expect(laptop.page.locator("[data-parts] [name$='.tujuan']")).to_have_value("Membuka rekening")
    slips.append(laptop.finishes())
    laptop.begins("Rani Wulandari", "kk-baru")
    laptop.types(alasan="pisah dari KK lama", nama="Rani Wulandari", nik="3510244107959001", hubungan="Istri")
    slips.append(laptop.finishes())
    laptop.begins("Dimas Prasetya", "duplikat-akta-kelahiran")
    laptop.types(pemilik="Dimas Prasetya", sebab="hilang", **{"lahir.d": "12", "lahir.m": "3", "lahir.y": "1992"})
    slips.append(laptop.finishes())
    assert len(set(slips)) == 5
    expect(laptop.page.locator("[data-unsent]")).to_have_text("Belum terkirim: 5")
    look(laptop.page, "without-the-line")

    # The session is over as well. Then the first answer is lost on its way: the device does not know that all have arrived.
    laptop.context.clear_cookies()
    laptop.context.set_offline(False)
    laptop.page.get_by_role("button", name="Kirim dan perbarui sekarang").click()
    expect(laptop.page.locator("[data-say]")).to_contain_text("Masuk dulu untuk mengirim")
    lost = []
    laptop.context.route("**/luring/kirim", lambda route: lost.append(route.fetch().status) or route.abort(), times=1)
    laptop.sign_in()
    laptop.opens()
    expect(laptop.page.locator("[data-unsent]")).to_have_text("Belum terkirim: 5")
    laptop.page.get_by_role("button", name="Kirim dan perbarui sekarang").click()
    expect(laptop.page.locator("[data-unsent]")).to_have_text("Semua sudah terkirim.")
    laptop.page.get_by_role("button", name="Kirim dan perbarui sekarang").click()
    expect(laptop.page.locator("[data-items] li[data-state=sent]")).to_have_count(5)

    told, cases = json.loads(copy.does(CAME_IN, name).splitlines()[-1])
    assert lost == [200]
    assert [(service, submitted) for service, _state, _words, submitted in told] == [
        ("keterangan-domisili", 1), ("surat-pengantar", 1), ("keterangan-penduduk", 1), ("kk-baru", 1), ("duplikat-akta-kelahiran", 1),
    ], told  # fmt: skip
    assert cases == 5

    head = person("kusnadi", width=PHONE)
    head.go("/meja/desa/perangkat")
    head.sees(name)
    head.looks("village-devices")
    head.go("/meja/desa/kiriman")
    head.looks("village-asides")
