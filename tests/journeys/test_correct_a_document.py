"""Agus finds a mistake in his letter and gets a corrected one; later the village head revokes it, and anybody can read that."""

from playwright.sync_api import expect

from . import letters, officers
from .person import PHONE, Person

RIGHT = "Banjarbaru"


def test_a_letter_is_corrected_and_then_revoked(person):
    agus, wayan, kusnadi, anybody = person("agus", width=PHONE), person("wayan"), person("kusnadi"), person()
    number = letters.sent(agus)
    officers.accepts(wayan, number)
    officers.reads_draft(kusnadi, number)
    officers.signs_the_list(kusnadi, number)
    agus.go(f"/berkas/{number}")
    agus.waits_for("Dokumen Anda")

    old = newest(agus)
    asks_for_a_correction(agus)
    corrects(wayan, number)
    reads_the_corrected_one(kusnadi, number)
    officers.signs_the_list(kusnadi, number)

    new = waits_for_another(agus, old)
    agus.sees("Diganti")
    agus.looks("dokumen-saya")
    anybody.go(old)
    anybody.sees("Dokumen asli, tetapi sudah diganti")
    anybody.follow(_number_on(anybody, new))
    anybody.sees("Dokumen asli dan masih berlaku")

    revokes(kusnadi, number)
    anybody.go(new)
    anybody.sees("Dokumen asli, tetapi sudah dicabut")
    anybody.sees("Keadaan yang diterangkan di dalamnya tidak lagi sesuai.")
    anybody.looks("dicabut")
    agus.go("/akun/dokumen")
    agus.sees("Anda sudah bekerja tetap.")


def asks_for_a_correction(agus: Person) -> None:
    agus.go("/akun/dokumen")
    agus.follow("Ada yang salah di surat ini")
    agus.looks("minta-perbaikan")
    agus.fill("Apa yang keliru", f"Tempat lahir saya {RIGHT}.")
    agus.press("Minta perbaikan")
    agus.sees("Kantor penerbit memeriksanya.")


def corrects(wayan: Person, number: str) -> None:
    """It stands in the list of what is to be corrected, and behind the case; then the draft waits for its signature."""
    wayan.go("/meja/dokumen")
    wayan.sees("diminta pemegangnya")
    wayan.looks("dokumen-terbit")
    officers.opens(wayan, number)
    wayan.follow("Riwayat, cabut, atau perbaiki")
    wayan.follow("Perbaiki dokumen")
    wayan.sees(f"Tempat lahir saya {RIGHT}.")
    wayan.fill("Tempat lahir", RIGHT)
    wayan.looks("perbaiki-dokumen")
    wayan.press("Kirim untuk ditandatangani")
    wayan.waits_for("Baca draf")


def reads_the_corrected_one(kusnadi: Person, number: str) -> None:
    """From the list of signatures, where it says what it takes the place of."""
    kusnadi.go("/meja/tanda-tangan")
    row = kusnadi.page.get_by_role("row", name=number)
    expect(row).to_contain_text("memperbaiki dokumen nomor")
    href = row.get_by_role("link", name="Baca draf").get_attribute("href")
    assert kusnadi.context.request.get(kusnadi.copy.url + str(href)).body().startswith(b"%PDF")


def newest(agus: Person) -> str:
    """The check page of the newest document among Agus's own."""
    agus.go("/akun/dokumen")
    return str(
        agus.page.locator("main ul.list > li").first.get_by_role("link", name="Periksa keaslian").get_attribute("href")
    )


def waits_for_another(agus: Person, old: str) -> str:
    """The check page of the letter that came after an old one."""
    for _ in range(60):
        if (new := newest(agus)) != old:
            return new
        agus.page.wait_for_timeout(500)
    raise AssertionError(f"no letter came after {old}")


def _number_on(anybody: Person, address: str) -> str:
    """The words of the link to an address."""
    return anybody.page.locator(f'a[href="{address}"]').inner_text()


def revokes(kusnadi: Person, number: str) -> None:
    kusnadi.copy.let_proof_grow_old(kusnadi.copy.people["kusnadi"])
    officers.opens(kusnadi, number)
    current = kusnadi.page.locator("aside .card", has_text="Berlaku").get_by_role("link", name="Riwayat")
    current.click()
    kusnadi.looks("satu-dokumen")
    kusnadi.follow("Cabut dokumen")
    kusnadi.page.get_by_label("Keadaan yang diterangkan di dalamnya tidak lagi sesuai.").check()
    kusnadi.fill("Penjelasan untuk pemegang", "Anda sudah bekerja tetap.")
    kusnadi.page.get_by_label("Saya mengerti").check()
    kusnadi.looks("cabut-dokumen")
    kusnadi.press("Cabut sekarang")
    officers.proves_and_goes_on(kusnadi)
    kusnadi.sees("Dokumen dicabut.")
