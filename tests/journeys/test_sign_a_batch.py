"""Gatot signs fifty on his telephone: one pulled out, one that his decree leaves out, and the rest once each."""

import re

from playwright.sync_api import expect

from . import officers
from .person import PHONE

AT_ONCE = 50
WHY = "Ukuran papan di draf tidak sama dengan gambar."
DECREE = "CONTOH/821.2/001/2026"


def test_fifty_in_one_go_one_pulled_out_and_one_taken_up_again(person, copy):
    gatot, budi = person("gatot", width=PHONE), person("budi")
    empties(gatot)
    correct_decree(gatot, leaves_out=True)
    *permits, _licence = numbers = copy.waiting("sign", permits=AT_ONCE - 1, licences=1)

    gatot.go("/meja/tanda-tangan")
    assert set(officers.listed(gatot)) == set(numbers)
    expect(gatot.page.locator("[data-ticked]")).to_have_text(str(AT_ONCE))
    pulls_out(gatot, permits[7])
    gatot.press("Tanda tangani yang dipilih")
    gatot.sees("Buka dan baca dulu paling sedikit satu draf")
    gatot.looks("tanda-tangan-lima-puluh")
    reads(gatot, permits[:3])
    second = second_tab(gatot, permits[:5])
    sends(gatot)

    gatot.page.get_by_text("48 dari 49 dokumen sudah ditandatangani.").wait_for(timeout=90_000)  # by itself
    gatot.sees("Anda tidak mempunyai wewenang yang berlaku untuk menandatangani Surat Izin Praktik Bidan.")
    gatot.sees(WHY)
    gatot.looks("kumpulan-sebagian")
    batch = gatot.path()
    second.get_by_role("button", name="Tanda tangani yang dipilih").click()
    expect(second.get_by_role("alert")).to_contain_text("sedang atau sudah ditandatangani")

    correct_decree(gatot, leaves_out=False)
    gatot.go("/meja/tanda-tangan")
    gatot.page.get_by_role("region", name="Kumpulan yang belum tuntas").get_by_role("link").first.click()
    assert gatot.path() == batch
    gatot.press("Lanjutkan yang belum ditandatangani")
    gatot.page.get_by_text("49 dari 49 dokumen sudah ditandatangani.").wait_for(timeout=30_000)
    gatot.sees("Kumpulan ini sudah tuntas.")
    gatot.looks("kumpulan-tuntas")

    letters = gatot.page.locator("[data-rows] li", has_text="Ditandatangani").all_inner_texts()
    assert len({re.search(r"503/\S+", words).group() for words in letters}) == AT_ONCE - 1
    assert copy.times_issued(numbers) == {number: int(number != permits[7]) for number in numbers}
    waits_with_its_reason(gatot, budi, permits[7])


def empties(gatot):
    """What earlier journeys left to be signed would take places of the fifty."""
    gatot.go("/meja/tanda-tangan")
    if left := officers.listed(gatot):
        reads(gatot, left[:1])
        officers.signs_the_list(gatot, *left)
        gatot.page.get_by_text(f"{len(left)} dari {len(left)} dokumen sudah").wait_for(timeout=60_000)


def correct_decree(gatot, *, leaves_out):
    """The decree is entered once more under its number: that corrects its terms."""
    gatot.go("/meja/kewenangan/baru")
    gatot.choose("Pejabat", "Gatot Nugroho, DPMPTSP")
    gatot.fill("Jabatan", "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu")
    gatot.fill("NIP", "197001012000011999")
    gatot.fill("Nomor SK", DECREE)
    for label in ("Tanggal SK", "Berlaku mulai"):
        gatot.fill(label, "2026-01-02")
    group = gatot.page.get_by_role("group", name="Kecuali jenis dokumen ini")
    group.get_by_label("Surat Izin Praktik Bidan").set_checked(leaves_out)
    gatot.press("Simpan SK")
    gatot.sees_heading("Kewenangan tanda tangan")


def pulls_out(gatot, number):
    row = gatot.page.get_by_role("row", name=re.compile(number))
    row.get_by_text("Keluarkan").first.click()
    row.get_by_label("Alasan").fill(WHY)


def reads(gatot, numbers):
    for number in numbers:
        link = gatot.page.get_by_role("link", name=f"Baca draf {number}")
        href = link.get_attribute("href")
        answer = gatot.context.request.get(gatot.copy.url + str(href))
        assert answer.body().startswith(b"%PDF")


def second_tab(gatot, numbers):
    """The same list, open in another tab all the while, with some of the same ticked."""
    page = gatot.window()
    page.goto(gatot.copy.url + "/meja/tanda-tangan")
    page.get_by_role("checkbox", name="Pilih semua").uncheck()
    for number in numbers:
        page.get_by_role("checkbox", name=number).check()
    expect(page.locator("[data-ticked]")).to_have_text(str(len(numbers)))
    return page


def sends(gatot):
    gatot.copy.let_proof_grow_old(gatot.copy.people["gatot"])
    gatot.press("Tanda tangani yang dipilih")
    officers.proves_and_goes_on(gatot)
    gatot.sees("dokumen sudah ditandatangani.")
    gatot.sees("Perintah tanda tangan diterima.")


def waits_with_its_reason(gatot, budi, number):
    gatot.go("/meja/tanda-tangan")
    assert officers.listed(gatot) == [number]
    gatot.sees(f"Pernah dikeluarkan: {WHY}")
    expect(gatot.page.get_by_role("checkbox", name=re.compile(number))).not_to_be_checked()
    budi.go(f"/meja/berkas/{number}/pesan")
    budi.sees(f"Belum ditandatangani: {WHY}")
