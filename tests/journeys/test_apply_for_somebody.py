"""Budi at the counter finds Rani by her card, records her consent, and fills the form in her name."""

from . import permits


def test_officer_applies_for_somebody(person):
    budi, rani = person("budi"), person("rani")

    budi.go("/meja/baru")
    budi.looks("meja-baru")
    budi.fill("NIK atau awal nama", "3510 2441 0795 9001")
    budi.press("Cari orang")
    budi.looks("meja-baru-hasil")
    budi.follow("Pilih Rani Wulandari")
    budi.press("Catat kuasa dan mulai mengisi")
    budi.sees("Pilih layanan yang diajukan.")
    budi.page.get_by_label("Layanan").select_option("izin-reklame")
    budi.press("Catat kuasa dan mulai mengisi")
    budi.sees("Pilih bagaimana pemohon memberi kuasa.")
    budi.looks("meja-kuasa-galat")
    budi.page.get_by_label("Diucapkan langsung di loket").check()
    budi.press("Catat kuasa dan mulai mengisi")

    number = permits.number_of(budi)
    budi.sees("Mengisi untuk Rani Wulandari.")
    budi.looks("mengisi-untuk")
    permits.on(budi)
    budi.fill("Nama usaha", "Warung Bu Rani")
    budi.press("Simpan, lanjutkan nanti")
    budi.sees("Draf yang Anda mulai")
    budi.looks("meja-draf")
    budi.page.get_by_role("listitem").filter(has_text=number).get_by_role("link").click()
    assert budi.path().endswith("/isi/reklame")
    budi.page.go_back()
    budi.go(f"/berkas/{number}/isi/usaha")
    permits.answer(budi, begun=True)
    permits.papers(budi)
    permits.send(budi)
    budi.sees("Permohonan sudah dikirim atas nama pemohon.")
    budi.looks("meja-terkirim")

    rani.go(f"/berkas/{number}")
    rani.sees("Petugas memeriksa kelengkapan")


def test_an_account_is_proven_at_the_counter(person):
    budi = person("budi")

    budi.go("/meja/buktikan")
    budi.press("Buktikan akun ini")
    budi.looks("meja-buktikan-galat")
    budi.fill("Nomor HP atau surel", "tidak-ada@warga.example")
    budi.fill("NIK pada KTP", "3510 1650 0999 9007")
    budi.press("Buktikan akun ini")
    budi.sees("Belum ada akun dengan nomor atau surel itu.")
    assert budi.field("NIK pada KTP").input_value() == "3510 1650 0999 9007"
