"""A morning at the village without the line: three letters, one of them signed with ink on the spot, and two applications. The
power goes in the middle, and later the centre dies while it takes them in; then everything is sent, and arrives once."""

import json
import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from satuatap.domain.files.tests.pictures import picture
from tests.machine import killing

from . import letters, officers
from .laptop import laptop_of, set_up
from .look import look
from .papers import pdf
from .person import PHONE

CAME_IN = """
import json, sys, django
django.setup()
from satuatap.domain.cases.models import Case, Command
from satuatap.domain.outboxes.models import Sending
rows = Sending.objects.filter(device__name=sys.argv[1]).select_related("case").order_by("slip")
told = [[row.service_code, row.state, row.case.papers.count(), Command.objects.filter(case=row.case, verb="submit").count()] for row in rows]
print(json.dumps([told, Case.objects.filter(pk__in=[row.pk for row in rows]).count()]))
"""
# Keeps the centre from taking one item in, tells when it waits there with the items before it done, and is killed with it.
IN_THE_WAY = """
import sys, time, uuid, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_advisory_lock(%s)", [uuid.UUID(sys.argv[1]).int % 2**63])
    print("stands", flush=True)
    waiting = 0
    while not waiting:
        time.sleep(0.05)
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        (waiting,) = cursor.fetchone()
    print("waits", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def laptop(browser, copy):
    with laptop_of(browser, copy, copy.people["wayan"]) as found:
        yield found


@pytest.fixture
def head(person):
    """Kusnadi, who signs with ink until the end of the journey."""
    found = person("kusnadi", width=PHONE)
    letters.signs_with(found, "Basah: tinta dan cap")
    yield found
    letters.signs_with(found, "Elektronik, sertifikat sendiri")


def test_everything_written_without_the_line_arrives_once(laptop, copy, person, head):
    name = f"Laptop {os.getpid()}"
    set_up(laptop, name)
    laptop.page.locator("#pinjam").select_option(letters.SERVICE)
    laptop.page.get_by_role("button", name="Pinjam 5 nomor").click()
    expect(laptop.page.locator("[data-leases]")).to_contain_text("Sisa nomor pinjaman: 5")
    laptop.context.set_offline(True)
    number = write_everything(laptop)
    look(laptop.page, "without-the-line")

    # The session is over as well. Then the centre dies in the middle, and later an answer is lost on its way.
    laptop.context.clear_cookies()
    laptop.context.set_offline(False)
    laptop.sends()
    expect(laptop.page.locator("[data-say]")).to_contain_text("Masuk dulu untuk mengirim")
    the_centre_dies_in_the_middle(laptop, copy, name)
    lost = []
    laptop.context.route("**/luring/kirim", lambda route: lost.append(route.fetch().status) or route.abort(), times=1)
    with laptop.page.expect_event("requestfailed", lambda request: request.url.endswith("/luring/kirim")):
        laptop.context.set_offline(False)  # and it sends by itself
    expect(laptop.page.locator("[data-unsent]")).to_have_text("Belum terkirim: 5")
    laptop.sends()
    expect(laptop.page.locator("[data-unsent]")).to_have_text("Semua sudah terkirim.")
    laptop.sends()
    expect(laptop.page.locator("[data-items] li[data-state=sent]")).to_have_count(5)

    told, cases = came_in(copy, name)
    assert lost == [200]
    assert [papers for _service, _state, papers, _submitted in told] == [1, 0, 0, 0, 0]
    assert [(service, submitted) for service, _state, _papers, submitted in told] == [
        ("keterangan-domisili", 1), ("sktm", 1), ("keterangan-penduduk", 1), ("kk-baru", 1), ("duplikat-akta-kelahiran", 1),
    ], told  # fmt: skip
    assert cases == 5

    head.go("/meja/desa/perangkat")
    head.sees(name)
    head.looks("village-devices")
    head.go("/meja/desa/kiriman")
    head.looks("village-asides")
    the_ink_letter_is_kept(laptop, person("wayan"), head, number)


def write_everything(laptop):
    """Three letters and two applications; the power goes in the third letter. The number on the letter signed with ink."""
    laptop.begins("Rani Wulandary", "keterangan-domisili")  # as it is heard, not as it is written
    laptop.types(tujuan="Melamar kerja")
    upload = {"name": "rt.png", "mimeType": "image/png", "buffer": picture("PNG")}
    laptop.page.get_by_label("Foto atau pilih gambar").first.set_input_files([upload])
    expect(laptop.page.locator(".outbox-photo")).to_have_count(1)
    slips = [laptop.finishes()]
    laptop.begins("Dimas Prasetyo", letters.SERVICE)
    laptop.types(jenis="sekolah", tujuan="SMP Negeri 1 Licin", siapa="saya", per_bulan="900.000", tanggungan="4")
    number = laptop.finishes(in_ink=True)
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
    assert len(set(slips)) == 4
    expect(laptop.page.locator("[data-unsent]")).to_have_text("Belum terkirim: 5")
    return number


def the_centre_dies_in_the_middle(laptop, copy, name):
    """``kill -9`` for its web processes when two of five are taken in; the letter with a photo goes after the light ones.
    The device knows of none, and keeps all."""
    rows = laptop.page.locator("[data-items] li")  # the newest first
    third = rows.nth(1).get_attribute("data-item")
    laptop.sign_in()
    program = [sys.executable, "-c", IN_THE_WAY, third]
    told = {**copy.environment, "DJANGO_SETTINGS_MODULE": "satuatap.config.settings"}
    with subprocess.Popen(program, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as gate:
        assert gate.stdout.readline() == b"stands\n"
        laptop.opens()  # and sends by itself
        assert gate.stdout.readline() == b"waits\n"
        laptop.context.set_offline(True)  # or it would send again by itself as soon as the centre is back
        killing.kill(copy, "web")
        gate.kill()
    assert [service for service, *_rest in came_in(copy, name)[0]] == ["sktm", "keterangan-penduduk"]
    expect(laptop.page.locator("[data-unsent]")).to_have_text("Belum terkirim: 5")


def came_in(copy, name):
    return json.loads(copy.does(CAME_IN, name).splitlines()[-1])


def the_ink_letter_is_kept(laptop, wayan, head, number):
    """The letter that was signed on the spot gets exactly its number, its scan is kept, and the numbers left are void."""
    case = laptop.page.locator("[data-items] li", has_text="Tidak Mampu").inner_text().split("Terkirim: ")[1].split()[0]
    officers.accepts(wayan, case)
    officers.reads_draft(head, case)
    wayan.go("/meja/nomor-surat")
    wayan.waits_for(number)  # the worker gives it
    wayan.go("/meja/tanda-tangan/basah")
    row = wayan.page.get_by_role("listitem").filter(has_text=case)
    row.get_by_role("link", name="Buka").click()
    wayan.press("Buat cetakan")
    wayan.waits_for("Buka dan cetak")
    upload = {"name": "pindai.pdf", "mimeType": "application/pdf", "buffer": pdf(f"Nomor {number}, bertanda tangan")}
    wayan.page.locator("input[type=file]").set_input_files([upload])
    wayan.press("Terbitkan")
    wayan.sees("Pindaian diterima. Dokumen sudah terbit.")

    device = laptop.page.locator("[data-items] li").first.inner_text().split("\n")[1].split("-")[0]
    laptop.page.get_by_role("button", name="Kembalikan").click()
    expect(laptop.page.locator("[data-leases] li")).to_have_count(0)
    wayan.go("/meja/nomor-surat")
    expect(wayan.page.get_by_role("row").filter(has_text=number)).to_contain_text("Terbit")
    void = wayan.page.get_by_role("row").filter(has_text=f"Tidak dipakai di perangkat {device}")
    expect(void).to_have_count(4)
    expect(void.first).to_contain_text("Batal")
    wayan.looks("numbers-given-back")
