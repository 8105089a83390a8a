"""Rani builds a house: the place is visited on a phone without signal while another agency advises, the levy is counted
by its formula, paid, and the approval comes back from the national system."""

import re

from playwright.sync_api import expect

from . import buildings, officers, permits
from .papers import pdf, photo
from .person import PHONE

ITEMS = {
    "letak": "Letak dan ukuran tanah",
    "lebar-jalan": "Lebar jalan",
    "sempadan": "Sempadan jalan",
    "belum-dibangun": "Bangunan sesuai kegiatan",
}


def test_from_the_application_to_the_approval(person, tmp_path):
    rani, budi = person("rani", width=PHONE), person("budi")
    joni = person(
        "joni", width=PHONE, geolocation=buildings.PLOT | {"accuracy": 9}, permissions=["geolocation"], has_touch=True,
        is_mobile=True,
    )  # fmt: skip

    number = buildings.begin(rani)
    buildings.answer(rani)
    buildings.papers(rani)
    permits.send(rani)
    rani.sees("Permohonan Anda sudah kami terima.")
    officers.accepts(budi, number)
    both_agencies_have_it(budi, number)

    plan(joni, rani, number)
    inspect_without_signal(joni, number)
    report_when_it_is_back(joni, number)
    advise(person("retno"), person("rudi"), number)
    decide(person("bagus"), number)
    rani.go(f"/berkas/{number}")
    rani.sees("Letak dan ukuran tanah sesuai permohonan")  # what the standard lets the applicant see
    assess_and_pay(person("wulan"), rani, number)
    record(budi, rani, number, tmp_path)


def both_agencies_have_it(budi, number):
    """Two agencies at the same time: both are named as those whose turn it is, and each one's time is its own."""
    officers.opens(budi, number)
    turn = budi.page.locator("aside")
    expect(turn).to_contain_text("Tim teknis meninjau lokasi")
    expect(turn).to_contain_text("Dinas Lingkungan Hidup memberi pertimbangan")
    budi.looks("pbg-dua-dinas")


def plan(joni, rani, number):
    joni.go("/meja/tinjauan")
    joni.looks("tinjauan-daftar")
    joni.page.locator("li", has_text=number).get_by_role("link").click()
    joni.fill("Tanggal", "2099-01-05")
    joni.fill("Pukul", "09:30")
    joni.press("Simpan dan kabari pemohon")
    joni.sees("5 Januari 2099, 09.30")
    rani.go(f"/berkas/{number}")
    rani.sees("Petugas meninjau lokasi Senin, 5 Januari 2099, 09.30")


def until(page, truth):
    """Wait until something holds in the page; the page's own policy forbids what the library would do for it."""
    for _ in range(80):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"never true: {truth}")


def item(joni, key):
    return joni.page.get_by_role("group", name=ITEMS[key])


def inspect_without_signal(joni, number):
    page = joni.page
    joni.sees("Posisi dicatat pada foto.")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "(async () => (await (await caches.open('peninjauan')).keys()).length > 5)()")
    joni.looks("tinjauan-hp")

    joni.context.set_offline(True)
    for key in ITEMS:
        item(joni, key).get_by_label("Sesuai", exact=True).check()
    item(joni, "lebar-jalan").get_by_label("Hasil ukur").fill("3,5")
    item(joni, "sempadan").get_by_label("Catatan").fill("Batas sungai 6 m dari pagar.")
    for key in ("letak", "sempadan"):
        pictures = [{"name": "IMG.png", "mimeType": "image/png", "buffer": photo(width=2000, height=1500)}]
        item(joni, key).locator("input[type=file]").set_input_files(pictures)
        expect(item(joni, key).locator("li")).to_contain_text("±9 m")
        expect(item(joni, key).locator("[data-state]")).to_have_text("Tersimpan di HP")
    joni.sees("Tidak ada sinyal. Isian dan foto tersimpan di HP ini.")
    joni.looks("tinjauan-tanpa-sinyal")

    address = page.url  # the browser is closed, and opened again where there is still no signal
    page.close()
    joni.page = page = joni.window()
    page.goto(address)
    expect(item(joni, "sempadan").get_by_label("Catatan")).to_have_value("Batas sungai 6 m dari pagar.")
    expect(item(joni, "letak").locator("img")).to_have_count(1)
    joni.fill("Bersama siapa?", "Retno Wulan")
    joni.press("Kirim hasil")
    joni.sees("Menunggu sinyal")


def report_when_it_is_back(joni, number):
    joni.context.set_offline(False)
    joni.page.wait_for_url(re.compile("selesai=report"))
    joni.sees("Hasil terkirim.")
    joni.sees("Joni Irawan, Retno Wulan")
    joni.sees("0 m dari titik permohonan")
    joni.sees("3,5 m")
    joni.looks("tinjauan-terkirim")
    left = joni.page.evaluate(
        "async () => (await kept.visits()).length + (await (await caches.open('peninjauan')).keys()).filter((one) => one.url.includes('BWI-')).length"
    )
    assert left == 0  # nothing of it stays on the phone


def advise(retno, rudi, number):
    """The review team, and the environment agency beside it."""
    officers.opens(retno, number)
    retno.pick("Tim yang menilai", "Tim Penilai Teknis")
    retno.fill("Nomor berita acara konsultasi", "600/0007/CONTOH")
    for part in ("arsitektur", "struktur", "instalasi"):
        retno.pick(f"Apakah {part} memenuhi standar teknis?", "Ya")
    retno.press("Kirim hasil")
    retno.sees("Hasil terkirim.")
    expect(retno.page.locator("aside").first).to_contain_text("Dinas Lingkungan Hidup memberi pertimbangan")

    officers.opens(rudi, number)
    rudi.pick("Dokumen lingkungan yang diperlukan", "Tidak perlu")
    rudi.pick("Apakah sudah terpenuhi?", "Ya")
    rudi.press("Kirim hasil")
    rudi.sees("Hasil terkirim.")


def decide(bagus, number):
    officers.opens(bagus, number)
    shots = bagus.page.locator(".shots img")
    expect(shots).to_have_count(2)
    shots.first.scroll_into_view_if_needed()
    expect(shots.first).to_have_js_property("naturalWidth", 1600)  # made smaller on the phone
    bagus.sees("Batas sungai 6 m dari pagar.")
    bagus.looks("pbg-putusan")
    bagus.follow("Berita acara peninjauan lokasi")
    bagus.sees_heading("Berita acara peninjauan lokasi")
    bagus.looks("berita-acara")
    officers.approves(bagus, number)


def assess_and_pay(wulan, rani, number):
    """The levy by the formula: 120 m² × 0.5 % × 5,000,000 × (0.17 × (0.3 + 0.4 + 0.545)) = 634,950."""
    officers.opens(wulan, number)
    wulan.fill("Nomor SKRD", "973/0007/CONTOH")
    wulan.choose("Golongan fungsi", "Hunian di atas 100 m² dan di atas 2 lantai (0,17)")
    wulan.fill("Alasan memilih golongan", "Luas di atas 100 m²; golongan terdekat.")
    wulan.pick("Kegiatan", "Bangunan baru (1)")
    wulan.pick("Kompleksitas", "Sederhana")
    wulan.pick("Permanensi", "Permanen")
    wulan.pick("Kepemilikan", "Perorangan atau badan")
    wulan.fill("Luas total lantai", "120")
    wulan.fill("Jumlah lantai", "2")
    wulan.fill("Jumlah bangunan yang sama", "1")
    wulan.fill("Harga satuan tertinggi", "5.000.000")
    wulan.fill("Indeks lokalitas", "50")
    wulan.fill("Nomor peraturan", "CONTOH/PERBUP/2026")
    wulan.fill("Retribusi prasarana", "0")
    wulan.press("Kirim hasil")
    wulan.sees("Hasil terkirim.")

    rani.go(f"/berkas/{number}")
    rani.sees("Ada tagihan Rp634.950.")
    rani.follow("Lihat dan bayar")
    rani.press("Bayar sekarang")
    rani.sees_heading("Bayar tagihan")
    rani.press("Bayar")
    rani.page.wait_for_url(re.compile("/tagihan/"))
    rani.waits_for("sudah kami terima")


def record(budi, rani, number, folder):
    budi.go(f"/meja/berkas/{number}")
    budi.waits_for("Salin ke sistem luar")
    budi.looks("pbg-simbg")
    copied = budi.page.locator("[data-copy]", has_text="Nomor bukti tanah")
    assert copied.get_attribute("data-copy") == "CONTOH-SHM-7"
    budi.page.locator("input[type=file]").set_input_files(
        [{"name": "pbg.pdf", "mimeType": "application/pdf", "buffer": pdf("PBG contoh")}]
    )
    budi.fill("Nomor PBG", f"SK-PBG-CONTOH-{number}")
    budi.press("Catat nomor")
    budi.sees("Nomor tercatat.")
    rani.go(f"/berkas/{number}")
    rani.sees("Tercatat di SIMBG")
    assert officers.downloads(rani, folder).read_bytes().startswith(b"%PDF")
    officers.opens(budi, number)
    budi.press("Serahkan dokumen")
    budi.sees("Dokumen diserahkan.")


def test_what_was_noted_without_signal_is_not_lost_when_the_step_was_closed_meanwhile(person):
    rani, budi, office = person("rani", width=PHONE), person("budi"), person("joni")
    number = buildings.begin(rani)
    buildings.answer(rani)
    buildings.papers(rani)
    permits.send(rani)
    officers.accepts(budi, number)

    joni = person("joni", width=PHONE)
    joni.go(f"/meja/tinjauan/{number}/tinjau")
    until(joni.page, "navigator.serviceWorker.controller !== null")
    joni.context.set_offline(True)
    item(joni, "letak").get_by_label("Tidak sesuai", exact=True).check()
    item(joni, "letak").get_by_label("Catatan").fill("Patok timur tidak ada.")
    item(joni, "letak").locator("input[type=file]").set_input_files(
        [{"name": "IMG.png", "mimeType": "image/png", "buffer": photo()}]
    )
    expect(item(joni, "letak").locator("li")).to_have_count(1)
    officers.opens(office, number)
    office.page.locator("[name='catatan.other']").fill("Lengkapi gambar situasi.")
    office.press("Minta perbaikan")
    office.sees("Permintaan perbaikan sudah dikirim ke pemohon.")

    joni.context.set_offline(False)
    joni.sees("Isian dan foto Anda tetap di HP ini.")
    assert item(joni, "letak").get_by_label("Catatan").input_value() == "Patok timur tidak ada."
    joni.looks("tinjauan-sudah-ditutup")
    joni.press("Kirim sebagai catatan rekan")
    joni.sees("Catatan terkirim.")
    with joni.page.expect_download() as waiting:
        joni.follow("Unduh foto 1")
    assert waiting.value.suggested_filename.endswith(".jpg")
    joni.page.once("dialog", lambda dialog: dialog.accept())
    joni.press("Hapus dari HP")
    joni.sees_heading("Peninjauan")
    assert joni.page.evaluate("kept.waits()") is False

    office.go(f"/meja/berkas/{number}/pesan")
    office.sees("Patok timur tidak ada.")
