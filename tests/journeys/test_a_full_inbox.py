"""A full inbox: Budi takes and checks three at once, Sari approves three, takes one back, and fetches the list; and two
officers share a computer, changing places by PIN."""

import re
import time

from openpyxl import load_workbook
from playwright.sync_api import expect

from . import officers

PIN = "482915"
SWITCH_SECONDS = 5.0
WHY = "Berkas yang salah."


def test_many_at_once_one_taken_back_and_the_list_as_a_spreadsheet(person, copy, tmp_path):
    to_check, to_decide = copy.waiting("check", permits=3), copy.waiting("decide", permits=3)
    budi, sari = person("budi"), person("sari")

    acts(budi, "check", to_check, "Ambil")
    budi.sees("3 berkas sekarang Anda pegang")
    acts(budi, "check", to_check, "Lengkap dan benar", view="mine")
    budi.looks("borongan-yakin")
    budi.press("Nyatakan lengkap dan benar")
    budi.sees("3 berkas dinyatakan lengkap dan benar")
    budi.looks("borongan-hasil")

    acts(sari, "decide", to_decide, "Setujui")
    sari.press("Setujui berkas terpilih")
    sari.sees("3 berkas disetujui")
    take_back(sari, to_decide[0])

    rows = spreadsheet(sari, tmp_path)
    assert to_decide[0] in rows
    assert not set(to_decide[1:]) & set(rows)


def test_officers_change_places_by_pin_in_seconds(person):
    shared = person("hendra", anew=True)
    opens_pin(shared)
    shared.press("Keluar")
    shared.page.wait_for_url(lambda url: "/meja" not in url)
    shared.sign_in(shared.copy.people["budi"])
    shared.go("/meja/ganti")
    shared.looks("ganti-petugas")

    begun = time.monotonic()
    shared.page.get_by_label("Hendra Wijaya").check()
    shared.fill("PIN", PIN)
    shared.press("Ganti")
    shared.sees_heading("Kotak masuk")
    took = time.monotonic() - begun

    expect(shared.page.get_by_role("region", name="Cari dan akun")).to_contain_text("Hendra Wijaya")
    assert took <= SWITCH_SECONDS, f"switching took {took:.1f} s"
    print(f"officer switch by PIN: {took:.2f} s")


def acts(officer, kind, numbers, verb, view="team"):
    """One act for these, ticked in the inbox."""
    officer.go(f"/meja/?tampil={view}&layanan=izin-reklame&jenis={kind}")
    for number in numbers:
        officer.page.get_by_role("checkbox", name=f"Pilih {number}").check()
    group = officer.page.get_by_role("group", name="Untuk berkas terpilih")
    group.get_by_role("button", name=verb, exact=True).click()


def take_back(sari, number):
    """Within five minutes, with a reason: the case waits for the decision again."""
    officers.opens(sari, number)
    sari.page.get_by_text("Tarik kembali tindakan terakhir").click()
    sari.fill("Mengapa ditarik kembali?", WHY)
    sari.looks("tarik-kembali")
    sari.page.get_by_role("button", name="Ya, tarik kembali").click()
    expect(sari.page.get_by_role("button", name=re.compile("Setujui dan teruskan"))).to_be_visible()
    sari.sees(WHY)


def spreadsheet(sari, folder):
    """The numbers in the list of what waits for a decision, made in the background."""
    sari.go("/meja/?tampil=team&layanan=izin-reklame&jenis=decide")
    sari.press("Unduh daftar")
    sari.sees_heading("Unduh daftar")
    expect(sari.page.get_by_role("status")).to_contain_text("baris")
    sari.waits_for("Daftar siap diunduh")
    sari.looks("daftar-siap")
    sheet = load_workbook(officers.downloads(sari, folder, "Unduh XLSX")).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:3] == ("Nomor", "Layanan", "Langkah")
    assert all("Rani" not in str(cell) for row in rows for cell in row)
    return [row[0] for row in rows]


def opens_pin(officer):
    officer.go("/meja/ganti")
    officer.page.get_by_label(re.compile("PIN baru, 6 angka|Buat PIN, 6 angka")).fill(PIN)
    officer.press("Buka untuk hari ini")
    officer.sees("Anda dapat kembali ke komputer ini dengan PIN sampai kantor tutup.")
