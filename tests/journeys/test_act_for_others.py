"""Acting for others: a father for his child, and two officers for one organisation."""

import re

from . import letters, permits

FIRM = "CV Teluk Contoh"
LENDER = "CV Muara Contoh"  # gives its power to somebody outside


def test_a_parent_asks_for_a_child(person):
    agus = person("agus", width=360)

    agus.go(f"/layanan/{letters.SERVICE}")
    agus.follow("Ajukan daring")
    agus.sees("Untuk siapa permohonan ini?")
    agus.looks("untuk-siapa")
    agus.page.get_by_label(re.compile("Bima Wijaya")).check()
    agus.press("Mulai mengisi")
    number = permits.number_of(agus)
    letters.answer(agus, "SD Negeri 2 Tamansari")
    permits.on(agus)  # no paper is asked for
    permits.send(agus)

    agus.sees("Permohonan Anda sudah kami terima.")
    agus.go("/berkas")
    agus.sees(number)


def test_two_officers_act_for_one_organisation(person):
    rani, agus = person("rani", anew=True), person("agus", width=360, anew=True)

    rani.go("/akun/organisasi")
    rani.follow("Catat organisasi")
    rani.press("Catat organisasi")
    rani.sees("Tulis bentuknya")
    rani.looks("organisasi-galat")
    rani.fill("Nama organisasi", FIRM)
    rani.fill("Bentuk", "CV")
    rani.fill("Jabatan Anda", "Direktur")
    rani.press("Catat organisasi")
    rani.sees("Anda pengurus pertamanya.")
    rani.fill("NIK", "3510 2415 0388 9003")
    rani.fill("Nama seperti di KTP", "Agus Setiawan")
    rani.fill("Jabatan", "Pelaksana")
    rani.press("Undang")
    rani.sees("Menunggu diterima")
    rani.looks("organisasi")

    agus.go("/akun/organisasi")
    agus.sees("Anda diundang")
    agus.looks("organisasi-undangan")
    agus.press(f"Terima {FIRM}")
    agus.go(f"/ajukan/{permits.SERVICE}")
    agus.page.get_by_label(re.compile(FIRM)).check()
    agus.press("Mulai mengisi")
    number = permits.number_of(agus)
    agus.press("Simpan, lanjutkan nanti")

    rani.go("/berkas")
    rani.sees(number)
    rani.go("/akun/organisasi")
    rani.follow(FIRM)
    rani.press("Cabut Agus Setiawan")
    rani.sees("Haknya dicabut sekarang juga.")

    agus.go(f"/berkas/{number}")
    agus.sees_heading("tidak ada")
    rani.go(f"/berkas/{number}")
    assert number in rani.path()


def test_a_power_of_attorney_is_given_and_taken(person):
    agus, rani = person("agus", anew=True), person("rani", width=360, anew=True)

    agus.go("/akun/kuasa")
    agus.looks("kuasa")
    agus.follow("Beri kuasa")
    agus.fill("NIK penerima kuasa", "3510 2441 0795 9001")
    agus.fill("Nama penerima kuasa", "Rani Wulandari")
    agus.page.get_by_label("Izin penyelenggaraan reklame").check()
    agus.press("Tawarkan kuasa ini")
    agus.sees("Tulis sampai kapan kuasa ini berlaku.")
    agus.looks("kuasa-galat")
    agus.fill("Berlaku sampai", "2027-12-31")
    agus.press("Tawarkan kuasa ini")
    agus.sees("Menunggu diterima")

    rani.go("/akun/kuasa")
    rani.follow("Lihat Agus Setiawan")
    rani.looks("kuasa-ditawarkan")
    rani.press("Terima kuasa")
    rani.sees("Anda mewakili Agus Setiawan")
    rani.go(f"/ajukan/{permits.SERVICE}")
    rani.page.get_by_label(re.compile("Agus Setiawan")).check()
    rani.press("Mulai mengisi")
    number = permits.number_of(rani)

    agus.go("/akun/kuasa")
    agus.follow("Rani Wulandari mewakili Anda")
    agus.sees("memulai permohonan")
    agus.looks("kuasa-dipakai")
    agus.press("Akhiri kuasa")
    rani.go(f"/berkas/{number}")
    rani.sees_heading("tidak ada")


def test_an_organisation_gives_a_power_of_attorney(person):
    rani, agus = person("rani", anew=True), person("agus", width=360, anew=True)

    rani.go("/akun/organisasi/baru")
    rani.fill("Nama organisasi", LENDER)
    rani.fill("Bentuk", "CV")
    rani.fill("Jabatan Anda", "Direktur")
    rani.press("Catat organisasi")
    rani.follow("Ubah hak")
    rani.page.get_by_label("membayar").uncheck()
    rani.looks("hak-pengurus")
    rani.press("Simpan")
    rani.sees("Hak pengurus diubah.")
    rani.follow("Beri kuasa")
    rani.sees(f"Beri kuasa atas nama {LENDER}")
    rani.fill("NIK penerima kuasa", "3510 2415 0388 9003")
    rani.fill("Nama penerima kuasa", "Agus Setiawan")
    rani.page.get_by_label("Izin penyelenggaraan reklame").check()
    rani.press("Tawarkan kuasa ini")
    rani.sees("Tulis sampai kapan kuasa ini berlaku.")
    rani.looks("kuasa-organisasi-galat")
    rani.fill("Berlaku sampai", "2027-12-31")
    rani.press("Tawarkan kuasa ini")
    rani.sees("diberikan oleh Rani Wulandari")
    rani.looks("organisasi-kuasa")

    agus.go("/akun/kuasa")
    agus.follow(f"Lihat {LENDER}")
    agus.sees(f"Rani Wulandari atas nama {LENDER}")
    agus.looks("kuasa-organisasi-ditawarkan")
    agus.press("Terima kuasa")
    agus.go(f"/ajukan/{permits.SERVICE}")
    agus.page.get_by_label(re.compile(LENDER)).check()
    agus.press("Mulai mengisi")
    number = permits.number_of(agus)

    rani.go(rani.path())
    rani.follow("Agus Setiawan")
    rani.sees("memulai permohonan")
    rani.looks("kuasa-organisasi-dipakai")
    rani.press("Akhiri kuasa")
    rani.sees("Kuasa berakhir sekarang juga.")
    agus.go(f"/berkas/{number}")
    agus.sees_heading("tidak ada")
    rani.go(f"/berkas/{number}")
    assert number in rani.path()
