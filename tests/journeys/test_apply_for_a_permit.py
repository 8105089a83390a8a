"""Rani applies for an advertising permit on her telephone: returned, corrected, inspected, taxed, paid, signed."""

import re

from playwright.sync_api import expect

from . import officers, permits
from .papers import photo
from .person import PHONE

PHOTO_WORDS = "Foto terlalu gelap. Ambil ulang saat siang, dari seberang jalan."
NAME_WORDS = "Tulis nama usaha seperti pada papan: Warung Kopi Bu Rani."


def test_apply_with_return_and_correction(person, tmp_path):
    rani, budi = person("rani", width=PHONE), person("budi")

    number = apply(rani)
    return_twice_named(budi, number)
    correct(rani, number)
    officers.accepts(budi, number)
    inspect_and_assess(person("hendra"), person("lestari"), number)
    pay(rani, number)
    sari = person("sari")
    sari.go(f"/meja/berkas/{number}")
    sari.waits_for("Setujui dan teruskan")
    sari.looks("meja-putusan")
    officers.approves(sari, number)
    sign(person("gatot"), number)
    pdf = fetch(rani, number, tmp_path)
    check(person(), pdf)
    collect(budi, rani, number)


def apply(rani):
    rani.go("/")
    rani.looks("beranda")
    rani.page.get_by_role("searchbox").first.fill("papan nama")
    rani.page.keyboard.press("Enter")
    rani.page.wait_for_url(re.compile("/cari"))
    rani.looks("cari")
    rani.follow("Izin penyelenggaraan reklame")
    rani.looks("layanan")
    rani.follow("Ajukan daring")
    rani.looks("mulai")
    rani.press("Mulai mengisi")
    number = permits.number_of(rani)
    rani.looks("isi-diketahui")
    permits.on(rani)
    permits.on(rani)
    rani.sees("Ada 1 isian yang perlu diperbaiki")
    rani.looks("isi-galat")
    rani.go(f"/berkas/{number}")  # a draft opens where it stopped
    assert rani.path().endswith("/isi/usaha")
    permits.answer(rani, permits.LARGE, begun=True)
    rani.looks("berkas")
    papers_one_by_one(rani)
    rani.looks("periksa")
    rani.press("Kirim permohonan")
    rani.sees("Centang pernyataan")
    rani.looks("periksa-galat")
    permits.send(rani)
    rani.sees("Permohonan Anda sudah kami terima.")
    rani.looks("terkirim")
    return number


def papers_one_by_one(rani):
    permits.on(rani)
    rani.sees("Ada 2 berkas yang belum kami terima")
    rani.looks("berkas-galat")
    permits.hand_in(rani, "Gambar reklame dan ukurannya", "gambar.png", photo())
    rani.press("Unggah Gambar reklame")
    rani.sees("1 berkas tersimpan.")
    permits.hand_in(rani, "Foto atau denah lokasi", "lokasi.txt", b"bukan foto", "text/plain")
    permits.on(rani)
    rani.sees("lokasi.txt: Jenis berkas ini tidak dapat kami terima.")
    permits.hand_in(rani, "Foto atau denah lokasi", "lokasi.png", photo(shade=120))
    permits.on(rani)


def return_twice_named(budi, number):
    budi.go("/meja/?tampil=team")
    budi.looks("meja-kotak-masuk")
    budi.page.get_by_role("row", name=re.compile(number)).get_by_role("link").click()
    budi.looks("meja-berkas")
    budi.press("Minta perbaikan")
    budi.sees("Tulis apa yang kurang di sini, atau tandai isian dan berkas yang beda.")
    budi.looks("meja-berkas-galat")
    officers.flags(budi, "Foto atau denah lokasi", PHOTO_WORDS)
    officers.flags(budi, "Nama usaha", NAME_WORDS)
    budi.press("Minta perbaikan")
    budi.sees("Permintaan perbaikan sudah dikirim ke pemohon.")
    budi.sees("Menunggu perbaikan dari pemohon.")
    budi.looks("meja-berkas-dikembalikan")


def correct(rani, number):
    rani.go(f"/berkas/{number}")
    rani.sees(PHOTO_WORDS)
    rani.looks("perlu-perbaikan")
    rani.follow("Perbaiki sekarang")
    rani.looks("perbaiki")
    rani.follow("Perbaiki Nama usaha")
    rani.fill("Nama usaha", "Warung Kopi Bu Rani")
    permits.on(rani)
    rani.sees_heading("Yang perlu diperbaiki")
    rani.follow("Perbaiki Foto atau denah lokasi")
    rani.press("Hapus lokasi.png")
    rani.sees("Berkas dihapus.")
    permits.hand_in(rani, "Foto atau denah lokasi", "lokasi-siang.png", photo(shade=230))
    permits.on(rani)
    rani.sees_heading("Yang perlu diperbaiki")
    rani.follow("Periksa dan kirim lagi")
    rani.sees("Warung Kopi Bu Rani")
    permits.send(rani, "Kirim perbaikan")
    expect(rani.page.locator("main")).not_to_contain_text("perlu Anda perbaiki")


def inspect_and_assess(hendra, lestari, number):
    officers.opens(hendra, number)
    hendra.looks("meja-tinjau")
    hendra.press("Kirim hasil")
    hendra.sees("Ada 3 isian yang perlu diperbaiki")
    hendra.fill("Catatan peninjauan", "Tiang kokoh.")
    hendra.press("Kirim hasil")
    assert hendra.field("Catatan peninjauan").input_value() == "Tiang kokoh."
    hendra.looks("meja-tinjau-galat")
    for question in ("Apakah ukuran dan letak", "Apakah konstruksi aman", "Apakah rambu"):
        hendra.pick(question, "Ya")
    hendra.press("Kirim hasil")
    hendra.sees("Hasil terkirim.")

    officers.opens(lestari, number)
    lestari.fill("Nomor SKPD", "973/0417/CONTOH")
    lestari.fill("Pajak yang ditetapkan", "1.250.000")
    lestari.press("Kirim hasil")
    lestari.sees("Hasil terkirim.")


def pay(rani, number):
    rani.go(f"/berkas/{number}")
    rani.sees("Ada tagihan Rp1.250.000.")
    rani.looks("tagihan-di-berkas")
    rani.follow("Lihat dan bayar")
    rani.looks("tagihan")
    rani.press("Bayar sekarang")
    rani.sees_heading("Bayar tagihan")
    rani.press("Bayar")
    rani.page.wait_for_url(re.compile("/tagihan/"))
    rani.waits_for("sudah kami terima")
    rani.looks("terbayar")


def sign(gatot, number):
    gatot.go("/meja/tanda-tangan")
    assert officers.reads_draft(gatot, number).startswith(b"%PDF")
    gatot.looks("meja-tanda-tangan-berkas")
    gatot.go("/meja/tanda-tangan")
    gatot.looks("meja-tanda-tangan")
    officers.signs_the_list(gatot, number)
    gatot.looks("meja-tanda-tangan-selesai")


def fetch(rani, number, folder):
    rani.go(f"/berkas/{number}")
    rani.waits_for("Dokumen Anda")
    rani.looks("dokumen-terbit")
    path = officers.downloads(rani, folder)
    assert path.suffix == ".pdf"
    return path.read_bytes()


def check(anybody, pdf):
    assert "asli" in officers.verdict_on(anybody, pdf)
    anybody.looks("asli")
    spoiled = bytearray(pdf)
    spoiled[len(spoiled) // 2] ^= 1
    assert "sudah diubah" in officers.verdict_on(anybody, bytes(spoiled))
    anybody.looks("diubah")


def collect(budi, rani, number):
    officers.opens(budi, number)
    budi.looks("meja-serahkan")
    budi.press("Serahkan dokumen")
    budi.sees("Dokumen diserahkan.")
    rani.go(f"/berkas/{number}")
    rani.sees("Selesai")
    rani.go("/berkas")
    rani.looks("berkas-saya")
    rani.go("/akun/")
    rani.looks("akun")
    rani.sees("Budi Santoso")  # who looked at her data
