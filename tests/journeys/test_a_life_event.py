"""Several agencies asked in one go: Rani moves house, and a child is born whose family card waits for the certificate."""

import re

from playwright.sync_api import expect

from . import births, letters, officers, permits
from .papers import pdf, photo
from .person import PHONE

MOVE, CARD, WATER = "Pindah datang", "Kartu pencari kerja (AK-1)", "Bayar rekening air PUDAM"
BIRTH, FAMILY, LETTER = "Akta kelahiran", "Kartu keluarga baru karena kelahiran", "Surat keterangan tidak mampu (SKTM)"


def test_three_agencies_one_form_and_one_of_them_refuses(person, tmp_path):
    rani, tono, yudi = person("rani", width=PHONE), person("tono"), person("yudi")
    numbers = apply_for_a_move(rani)
    each_sees_only_its_own(numbers, tono=tono, yudi=yudi)

    officers.opens(tono, numbers[MOVE])
    tono.page.locator("summary", has_text="Tolak").click()
    tono.fill("Alasan penolakan", "Daerah asal belum melepas data Anda.")
    tono.fill("Dasar hukum", "Permendagri 108/2019")
    tono.press("Tolak permohonan")
    tono.sees("Permohonan ditolak.")
    officers.opens(yudi, numbers[CARD])
    officers.flags(yudi, "Pas foto berwarna 3 × 4", "Wajah tidak terlihat.")
    yudi.press("Minta perbaikan")
    yudi.sees("Permintaan perbaikan sudah dikirim ke pemohon.")

    home = rani.path().partition("?")[0]
    rani.go(home)
    rani.sees("0 dari 3 permohonan selesai.")
    rani.sees("Perbaiki “Kartu pencari kerja (AK-1)”.")
    rani.waits_for("Bayar tagihan untuk “Bayar rekening air PUDAM”.")
    rani.looks("urusan-ditolak-satu")
    correct_the_card(rani)
    pay_for_water(rani, numbers[WATER])
    finish_the_card(person, rani, yudi, numbers[CARD], tmp_path)
    rani.go(home)
    rani.sees("2 dari 3 permohonan selesai; yang lain sudah ditutup.")
    rani.looks("urusan-selesai")


def apply_for_a_move(rani):
    """What three agencies need, told once; the number of each application by its service."""
    begin(rani, "pindah-rumah", MOVE, CARD, WATER)
    move(rani)
    look_for_work(rani)
    rani.fill("Nomor pelanggan", rani.page.evaluate("'1' + String(Date.now()).slice(-6) + '5'"))
    permits.on(rani)
    hand_in(rani, "Surat keterangan pindah", "Ijazah terakhir", "Pas foto berwarna 3 × 4")
    return send(rani, MOVE, CARD, WATER)


def begin(who, event, *services):
    """From the page of the event to the first question, with all of its services."""
    who.go(f"/peristiwa/{event}")
    who.follow("Urus sekaligus")
    for service in services:
        who.page.get_by_label(re.compile("^" + re.escape(service))).check()
    who.looks(f"peristiwa-{event}")
    who.press("Mulai mengisi")
    expect(who.page).to_have_url(re.compile("/urusan/.+/isi/"))


def move(rani):
    permits.on(rani)  # who reports is known
    rani.fill("Nomor SKPWNI", "SKPWNI/3509/CONTOH/7")
    rani.fill("Tanggal", "2")
    rani.choose("Bulan", "November")
    rani.fill("Tahun", "2026")
    rani.fill("Kabupaten atau kota asal", "Jember")
    rani.pick("Alasan pindah", "Pekerjaan")
    permits.on(rani)
    rani.choose("Desa atau kelurahan", "Tamansari, Licin")
    rani.fill("Jalan atau dusun", "Jalan Contoh 9")
    rani.fill("RT", "02")
    rani.fill("RW", "01")
    permits.on(rani)
    rani.pick("Kartu keluarga di alamat baru", "Membuat KK baru")
    permits.on(rani)
    rani.fill("Nama lengkap", "Rani Wulandari")
    rani.fill("NIK", "3510244107959001")
    rani.choose("Hubungan dalam keluarga", "Kepala keluarga")
    permits.on(rani)


def look_for_work(rani):
    permits.on(rani)  # who she is was told before
    rani.choose("Pendidikan terakhir", "SMA atau sederajat")
    rani.fill("Nama sekolah atau kampus", "SMAN Contoh 1")
    rani.fill("Tahun lulus", "2013")
    permits.on(rani)
    permits.on(rani)  # never worked anywhere
    rani.fill("Pekerjaan yang diinginkan", "Barista")
    rani.pick("Ingin bekerja di mana?", "Di dalam negeri")
    permits.on(rani)


def hand_in(who, *papers):
    for paper in papers:
        permits.hand_in(who, paper, f"{paper.partition(' ')[0].lower()}.png", photo())
    who.looks("urusan-berkas")
    permits.on(who)


def send(who, *services):
    """One button for all; the number of each application, from the page on which they are followed together."""
    who.looks("urusan-periksa")
    permits.send(who, "Kirim semuanya")
    who.sees("Semua permohonan Anda sudah kami terima.")
    who.sees(f"0 dari {len(services)} permohonan selesai.")
    who.looks("urusan-terkirim")
    links = {service: who.page.get_by_role("link", name=service, exact=True) for service in services}
    rows = {service: who.page.locator("tr", has=link) for service, link in links.items()}
    return {service: row.locator(".mono").inner_text() for service, row in rows.items()}


def each_sees_only_its_own(numbers, *, tono, yudi):
    """An officer works on the own agency's part; of the others there is a line, and nothing to open."""
    for officer, own, others in ((tono, MOVE, (CARD, WATER)), (yudi, CARD, (MOVE, WATER))):
        officers.opens(officer, numbers[own])
        officer.sees("Dikirim bersama: Pindah rumah")
        officer.looks("meja-bersama")
        for other in others:
            officer.sees(other)
            assert numbers[other] not in officer.page.content()
            officer.go(f"/meja/berkas/{numbers[other]}")
            officer.sees_heading("tidak ada")
            officer.go("/meja")
            assert numbers[other] not in officer.page.content()
            officers.opens(officer, numbers[own])


def correct_the_card(rani):
    rani.follow("Perbaiki “Kartu pencari kerja (AK-1)”.")
    rani.sees("Wajah tidak terlihat.")
    rani.follow("Perbaiki sekarang")
    rani.follow("Perbaiki Pas foto")
    rani.press("Hapus pas.png")
    permits.hand_in(rani, "Pas foto berwarna 3 × 4", "wajah.png", photo(shade=230))
    permits.on(rani)
    rani.follow("Periksa dan kirim lagi")
    permits.send(rani, "Kirim perbaikan")


def pay_for_water(rani, number):
    rani.go(f"/berkas/{number}")
    rani.waits_for("Lihat dan bayar")
    rani.follow("Lihat dan bayar")
    rani.press("Bayar sekarang")
    rani.sees_heading("Bayar tagihan")
    rani.press("Bayar")
    rani.page.wait_for_url(re.compile("/tagihan/"))
    rani.waits_for("sudah kami terima")


def finish_the_card(person, rani, yudi, number, folder):
    """The card is signed, made, fetched and handed over, whatever became of the others."""
    officers.accepts(yudi, number)
    signed_and_fetched(person("maya"), rani, number, folder)
    officers.opens(yudi, number)
    yudi.press("Serahkan dokumen")
    yudi.sees("Dokumen diserahkan.")


def signed_and_fetched(signer, rani, number, folder):
    assert officers.reads_draft(signer, number).startswith(b"%PDF")
    officers.signs_the_list(signer, number)
    rani.go(f"/berkas/{number}")
    rani.waits_for("Dokumen Anda")
    assert officers.downloads(rani, folder).read_bytes().startswith(b"%PDF")


def test_the_family_card_begins_when_the_certificate_is_there(person, tmp_path):
    rani, tono, nita, wayan = person("rani", width=PHONE), person("tono"), person("nita"), person("wayan")
    begin(rani, "punya-bayi", BIRTH, FAMILY, LETTER)
    births.answer(rani, "Arkana Bayu Prasetya")
    join_the_card(rani)
    letters.answer(rani, "RSUD Blambangan")
    births.papers(rani)
    numbers = send(rani, BIRTH, FAMILY, LETTER)
    home = rani.path().partition("?")[0]
    rani.sees("Menunggu giliran")
    officers_do_not_have_it(tono, numbers[FAMILY])

    officers.accepts(wayan, numbers[LETTER])
    officers.accepts(tono, numbers[BIRTH])
    certificate = f"3510-LU-29112026-{serial(numbers[BIRTH])}"
    records(nita, numbers[BIRTH], "Nomor akta kelahiran", certificate)

    rani.go(home)
    rani.waits_until_gone("Menunggu giliran")
    rani.looks("urusan-dimulai")
    officers.opens(tono, numbers[FAMILY])
    tono.sees(certificate)  # nobody had to type it again
    officers.accepts(tono, numbers[FAMILY])
    child = rani.page.evaluate("'351024' + String(Date.now()).slice(-10)")
    records(nita, numbers[FAMILY], "NIK anak di KK baru", child)
    for number in (numbers[BIRTH], numbers[FAMILY]):
        officers.opens(tono, number)
        tono.choose("Sebagai", "Keluarga")
        tono.press("Serahkan dokumen")
        tono.sees("Dokumen diserahkan.")
    signed_and_fetched(person("kusnadi"), rani, numbers[LETTER], tmp_path)
    rani.go(home)
    rani.sees("2 dari 3 permohonan selesai.")
    rani.sees("Terima dokumen “Surat keterangan tidak mampu (SKTM)”.")


def join_the_card(rani):
    """What the family card alone asks: all else was told with the certificate."""
    rani.pick("Hubungan Anda dengan anak", "Ibu")
    permits.on(rani)
    for told in ("Nama kepala keluarga", "Nama lengkap anak", "Tanggal lahir"):  # the register knows the first
        expect(rani.page.get_by_label(told)).to_have_count(0)
    permits.on(rani)
    rani.pick("Agama", "Islam")
    permits.on(rani)


def officers_do_not_have_it(tono, number):
    tono.go(f"/meja/berkas/{number}")
    tono.sees_heading("tidak ada")


def records(nita, number, label, outside):
    """The national system has made the document: its number and its PDF come back."""
    officers.opens(nita, number)
    nita.page.locator("input[type=file]").set_input_files(
        [{"name": "siak.pdf", "mimeType": "application/pdf", "buffer": pdf("Kutipan contoh")}]
    )
    nita.fill(label, outside)
    nita.press("Catat nomor")
    nita.sees("Nomor tercatat.")


def serial(number):
    """Four digits that no other run of this journey used."""
    return f"{abs(hash(number)) % 10_000:04}"
