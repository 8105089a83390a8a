"""Rani gets a business number: the national system issues it, the officer copies her answers in its order and brings
its number and its document back."""

from playwright.sync_api import expect

from . import officers, permits
from .papers import pdf
from .person import PHONE

SERVICE = "nib"


def test_answers_are_copied_not_typed_and_the_number_comes_back(person, tmp_path):
    rani, budi = person("rani", width=PHONE), person("budi", permissions=["clipboard-read", "clipboard-write"])

    number = apply(rani)
    officers.accepts(budi, number)
    copy(budi, number)
    bring_back(budi)

    rani.go(f"/berkas/{number}")
    rani.sees("Tercatat di OSS")
    assert officers.downloads(rani, tmp_path).read_bytes().startswith(b"%PDF")
    officers.opens(budi, number)
    budi.press("Serahkan dokumen")
    budi.sees("Dokumen diserahkan.")


def apply(rani):
    rani.go(f"/layanan/{SERVICE}")
    rani.follow("Ajukan daring")
    rani.press("Mulai mengisi")
    number = permits.number_of(rani)
    rani.pick("Sudah punya akun OSS?", "Tidak")
    permits.on(rani)
    rani.fill("Nama usaha", "Warung Bu Rani")
    rani.fill("Apa yang dibuat atau dijual?", "Nasi tempong dan kopi, dimakan di tempat")
    rani.pick("Apakah usahanya makanan atau minuman?", "Ya")
    permits.on(rani)
    rani.fill("Alamat usaha", "Jalan Contoh 4")
    rani.choose("Desa atau kelurahan", "Tamansari, Licin")
    rani.fill("Luas tempat usaha", "24")
    rani.pick("Tempat usaha ini", "Milik sendiri")
    permits.on(rani)
    rani.fill("Modal usaha", "15.000.000")
    rani.fill("Pekerja laki-laki", "0")
    rani.fill("Pekerja perempuan", "2")
    permits.on(rani)
    rani.page.get_by_label("Saya sanggup mengelola").check()
    rani.page.get_by_label("Saya sanggup menjaga").check()
    rani.pick("Untuk makanan dan minuman", "Ya")
    permits.on(rani)
    permits.on(rani)  # no paper is asked for
    permits.send(rani)
    rani.sees("Permohonan Anda sudah kami terima.")
    return number


def copy(budi, number):
    """The strip has the order of the outside screen, one press for each field."""
    officers.opens(budi, number)
    budi.looks("nib-salin")
    strip = budi.page.locator(".copy")
    labels = strip.locator("dt").all_inner_texts()
    assert labels[:4] == ["NIK", "Nama lengkap", "Nomor WhatsApp", "Surel"]
    strip.get_by_role("button", name="Nama usaha").click()
    expect(strip).to_contain_text("Tersalin")
    assert budi.page.evaluate("navigator.clipboard.readText()") == "Warung Bu Rani"


def bring_back(budi):
    budi.page.locator("input[type=file]").set_input_files(
        [{"name": "nib.pdf", "mimeType": "application/pdf", "buffer": pdf("NIB contoh")}]
    )
    budi.fill("Nomor Induk Berusaha", "12345")
    budi.press("Catat nomor")
    budi.sees("Nomor tidak sesuai pola OSS.")
    number = budi.page.evaluate("String(Date.now()).padStart(13, '9')")  # no other run has used it
    budi.fill("Nomor Induk Berusaha", number)
    budi.press("Catat nomor")
    budi.sees("Nomor tercatat.")
