"""What goes wrong at a village desk without the line: two windows, a full disk, a wrong clock, a photo that does not get
through, a new version of the site, a computer that is lost. Nothing that was written is lost, and nothing is sent twice."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from satuatap.domain.files.tests.pictures import picture

from .laptop import PAGE, PIN, laptop_of, set_up
from .look import look

DOMICILE, RESIDENT = "keterangan-domisili", "keterangan-penduduk"
FULL = "Penyimpanan perangkat ini penuh"
CAME_IN = """
import json, sys, django
django.setup()
from django.utils import timezone
from satuatap.domain.outboxes.models import Sending
rows = Sending.objects.filter(device__name=sys.argv[1]).order_by("received_at")
now = timezone.now()
print(json.dumps([[row.service_code, (now - row.written_at).total_seconds()] for row in rows]))
"""


@pytest.fixture
def laptop(browser, copy):
    with laptop_of(browser, copy, copy.people["wayan"]) as found:
        yield found


def came_in(copy, name):
    return json.loads(copy.does(CAME_IN, name).splitlines()[-1])


def unsent(laptop, words):
    expect(laptop.page.locator("[data-unsent]")).to_have_text(words)


def purpose(page):
    return page.locator("[data-parts] [name$='.tujuan']")


def test_two_windows_finish_a_draft_once(laptop, copy):
    name = f"Dua jendela {os.getpid()}"
    set_up(laptop, name)
    laptop.context.set_offline(True)
    laptop.begins("Rani Wulandari", DOMICILE)
    laptop.types(tujuan="Melamar kerja")
    first = laptop.page
    laptop.page = laptop.context.new_page()
    laptop.opens()
    laptop.page.get_by_role("button", name="Lanjutkan").click()
    expect(purpose(laptop.page)).to_have_value("Melamar kerja")

    laptop.page.evaluate("""() => {  // pressed twice in a hurry
      const form = document.querySelector("[data-form=fill]");
      form.requestSubmit();
      form.requestSubmit();
    }""")
    expect(laptop.page.locator("[data-view=slip]")).to_be_visible()
    slip = laptop.page.locator("[data-slip]").inner_text()
    purpose(first).fill("Menikah")

    expect(first.locator("[data-say]")).to_contain_text("sudah diselesaikan")
    expect(first.locator("[data-items] li")).to_have_count(1)
    expect(first.locator("[data-items] li")).to_contain_text(slip)
    assert slip.endswith("-0001")
    laptop.context.set_offline(False)
    laptop.page = first
    unsent(laptop, "Semua sudah terkirim.")
    assert [service for service, *_rest in came_in(copy, name)] == [DOMICILE]


def test_a_full_disk_is_said_and_typing_goes_on_when_there_is_room(laptop):
    set_up(laptop, "Cakram penuh")
    laptop.context.close()
    laptop.start()
    devtools, origin = laptop.context.new_cdp_session(laptop.page), {"origin": laptop.copy.url}
    used = int(devtools.send("Storage.getUsageAndQuota", origin)["usage"])
    devtools.send("Storage.overrideQuotaForOrigin", origin | {"quotaSize": used + 500_000})
    laptop.opens()
    laptop.begins("Rani Wulandari", DOMICILE)
    laptop.types(tujuan="Melamar kerja")

    much = "Array.from({ length: 400_000 }, () => Math.random().toString(36)[3]).join('')"
    purpose(laptop.page).evaluate(f"""(input) => {{
      input.maxLength = 1e6;
      input.value = {much};
      input.dispatchEvent(new Event("input", {{ bubbles: true }}));
    }}""")
    expect(laptop.page.locator("[data-saved]")).to_contain_text(FULL)
    laptop.page.get_by_role("button", name="Selesai, beri nomor sementara").click()
    expect(laptop.page.locator("[data-say]")).to_contain_text(FULL)

    laptop.types(tujuan="Melamar kerja di Bali")
    assert laptop.finishes().endswith("-0001")


def test_a_photo_that_does_not_get_through_holds_up_its_own_letter_only(laptop, copy):
    name = f"Foto berat {os.getpid()}"
    set_up(laptop, name)
    laptop.context.set_offline(True)
    laptop.begins("Rani Wulandari", DOMICILE)
    laptop.types(tujuan="Melamar kerja")
    upload = {"name": "rt.png", "mimeType": "image/png", "buffer": picture("PNG")}
    laptop.page.get_by_label("Foto atau pilih gambar").first.set_input_files([upload])
    expect(laptop.page.locator(".outbox-photo")).to_have_count(1)
    laptop.finishes()
    laptop.begins("Rani Wulandari", RESIDENT)
    laptop.types(tujuan="Membuka rekening")
    laptop.finishes()
    laptop.begins("Dimas Prasetya", DOMICILE)
    laptop.types(tujuan="Kredit")
    laptop.finishes()
    stumbles = laptop.page.locator("[data-items] li").first.get_attribute("data-item")

    laptop.context.route("**/luring/foto", lambda route: route.abort())
    laptop.context.route(
        "**/luring/kirim",
        lambda route: route.fulfill(status=500) if stumbles in (route.request.post_data or "") else route.fallback(),
    )
    laptop.context.set_offline(False)
    laptop.sends()
    unsent(laptop, "Belum terkirim: 2")
    assert [service for service, *_rest in came_in(copy, name)] == [RESIDENT]

    laptop.page.goto(f"{copy.url}/meja/")
    expect(laptop.page.locator("[data-unsent-here]")).to_have_text("Belum terkirim: 2")
    look(laptop.page, "unsent-at-the-desk")
    said = []
    laptop.page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    with laptop.page.expect_event("dialog"):
        laptop.page.get_by_role("button", name="Keluar").click()
    assert "2 isian desa yang belum terkirim" in said[0]
    expect(laptop.page).to_have_url(f"{copy.url}/meja/")

    laptop.context.unroute_all()
    laptop.opens()
    unsent(laptop, "Semua sudah terkirim.")
    assert sorted(service for service, *_rest in came_in(copy, name)) == [DOMICILE, DOMICILE, RESIDENT]


def test_a_clock_that_is_a_day_behind_loses_nobody_and_dates_nothing_wrong(laptop, copy):
    name = f"Jam salah {os.getpid()}"
    laptop.context.clock.install(time=datetime.now(UTC) - timedelta(hours=27))
    set_up(laptop, name)
    expect(laptop.page.locator("[data-clock]")).to_contain_text("Jam perangkat ini salah")
    look(laptop.page, "a-wrong-clock")

    laptop.context.set_offline(True)
    laptop.page.reload()
    laptop.opens()
    laptop.begins("Rani Wulandari", DOMICILE)
    laptop.types(tujuan="Melamar kerja")
    laptop.finishes()
    laptop.context.set_offline(False)
    unsent(laptop, "Semua sudah terkirim.")

    ((service, age),) = came_in(copy, name)
    assert service == DOMICILE
    assert 0 <= age < 300


def test_a_new_version_of_the_site_finds_what_was_not_sent(laptop, copy):
    name = f"Versi baru {os.getpid()}"
    set_up(laptop, name)
    laptop.context.set_offline(True)
    laptop.begins("Rani Wulandari", DOMICILE)
    laptop.types(tujuan="Melamar kerja")
    laptop.finishes()
    laptop.begins("Rani Wulandari", RESIDENT)
    laptop.types(tujuan="Membuka rekening")
    laptop.page.get_by_role("button", name="Simpan dan kembali").click()

    # Another worker comes, the domicile letter has a new revision, and the other one is no longer made at the desk.
    def changed(route):
        answer = route.fetch()
        told = answer.json()
        every = [letter for letter in told["letters"] or kept if letter["code"] != RESIDENT]
        route.fulfill(response=answer, json=told | {"letters": every, "mark": "baru"})

    kept = laptop.page.evaluate("vault.get('letters')")
    laptop.context.route("**/luring/bekal", changed)
    laptop.context.set_offline(False)
    laptop.page.evaluate("""async () => {
      const { worker } = document.querySelector("[data-outbox]").dataset;
      const came = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
      await navigator.serviceWorker.register(`${worker}?versi=2`);
      await came;
    }""")
    laptop.sends()
    unsent(laptop, "Belum terkirim: 1")
    laptop.context.set_offline(True)
    laptop.page.reload()
    laptop.opens()
    laptop.page.get_by_role("button", name="Lanjutkan").click()
    expect(laptop.page.locator("[data-say]")).to_contain_text("tidak lagi dibuat di meja desa")
    expect(purpose(laptop.page)).to_have_value("Membuka rekening")
    laptop.finishes()
    laptop.context.set_offline(False)
    unsent(laptop, "Semua sudah terkirim.")
    assert sorted(service for service, *_rest in came_in(copy, name)) == [DOMICILE, RESIDENT]


def test_a_lost_computer_wipes_itself_though_nobody_signs_in_or_opens_it(laptop, person):
    name = f"Hilang {os.getpid()}"
    set_up(laptop, name)
    laptop.page.get_by_role("button", name="Kunci").click()
    laptop.context.clear_cookies()
    head = person("kusnadi")
    head.go("/meja/desa/perangkat")
    row = head.page.get_by_role("listitem").filter(has_text=name)
    row.get_by_role("button", name="Hilang").click()
    head.sees("Perangkat itu tidak menerima apa pun lagi")

    laptop.page.reload()

    expect(laptop.page.locator("[data-say]")).to_contain_text("diakhiri dari pusat")
    expect(laptop.page.get_by_role("heading", name="Siapkan perangkat ini")).to_be_visible()
    look(laptop.page, "a-lost-computer")
    left = laptop.page.evaluate("""async () => {
      const base = await new Promise((done) => { const asked = indexedDB.open("satuatap-meja-desa"); asked.onsuccess = () => done(asked.result); });
      const count = (name) => new Promise((done) => { const asked = base.transaction(name).objectStore(name).count(); asked.onsuccess = () => done(asked.result); });
      return [await count("device"), await count("sealed")];
    }""")
    assert left == [0, 0]
    head.go("/meja/desa/perangkat")
    expect(row).to_contain_text("Isinya sudah terhapus")


def test_what_lies_on_the_disk_says_nothing_of_anybody(laptop):
    """Another user of the same computer reads the browser's files, and another guesses the PIN."""
    set_up(laptop, "Komputer bersama")
    laptop.page.get_by_role("button", name="Kunci").click()
    laptop.page.goto("about:blank")
    laptop.context.close()
    files = [path for path in laptop.disk.rglob("*") if path.is_file()]
    stored = b"".join(path.read_bytes() for path in files if "IndexedDB" in path.parts)
    assert len(stored) > 10_000
    for word in ("Wulandari", "Prasetya", "3510240", PIN):
        assert word.encode() not in stored
        assert word.encode("utf-16-le") not in stored

    laptop.start()
    laptop.page.goto(laptop.copy.url + PAGE)
    for left in (9, 8, 7, 6, 5):
        laptop.page.locator("#buka").fill("111111")
        laptop.page.get_by_role("button", name="Buka", exact=True).click()
        expect(laptop.page.locator("[data-say]")).to_contain_text(f"Sisa percobaan: {left}")
    laptop.page.locator("#buka").fill(PIN)
    laptop.page.get_by_role("button", name="Buka", exact=True).click()
    expect(laptop.page.locator("[data-say]")).to_contain_text("Terlalu sering salah")
