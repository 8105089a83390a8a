"""Nothing needs JavaScript: applying, returning, mending and deciding with a browser that has none."""

from . import officers, permits
from .person import PHONE


def test_apply_and_decide_without_script(person):
    rani, budi = person("rani", width=PHONE, script=False), person("budi", script=False)

    number = permits.sent(rani)
    officers.opens(budi, number)
    officers.flags(budi, "Alamat lokasi", "Tulis nomor rumah atau patokan yang jelas.")
    budi.press("Minta perbaikan")
    budi.sees("Permintaan perbaikan sudah dikirim ke pemohon.")

    rani.go(f"/berkas/{number}")
    rani.follow("Perbaiki sekarang")
    rani.follow("Perbaiki Alamat lokasi")
    rani.fill("Alamat lokasi", "Jalan Raya Ijen 12, sebelah balai desa")
    permits.on(rani)
    rani.follow("Periksa dan kirim lagi")
    permits.send(rani, "Kirim perbaikan")

    budi.go("/meja/")
    budi.press("Ambil berkas berikutnya")
    officers.accepts(budi, number)


def test_questions_that_depend_on_others_are_all_there_without_script(person):
    rani = person("rani", script=False)

    number = permits.begin(rani)
    rani.go(f"/berkas/{number}/isi/lahan")
    rani.sees("Nama pemilik")
    rani.sees("Hanya bila")
    rani.pick("Tanah atau bangunan", "Sewa")
    permits.on(rani)
    rani.sees("Ada 1 isian yang perlu diperbaiki")
