"""Somebody's data are opened in an emergency: the person knows at once, somebody else judges it, and both read the judgement."""

import pytest

from .officers import proves_and_goes_on

RANI, BORN = "Rani Wulandari", "1995-07-01"


@pytest.mark.parametrize("width", [360, 1440])
def test_what_is_opened_in_an_emergency_is_told_and_judged(person, copy, width):
    tutik = person("tutik", width=width)
    copy.let_proof_grow_old(copy.people["tutik"])
    tutik.go("/meja/buka-darurat")
    tutik.looks(f"darurat-{width}")
    tutik.pick("Apa keadaan daruratnya?", "Mencari orang hilang")
    tutik.fill("Apa yang terjadi, dan mengapa data ini perlu?", "Dilaporkan hilang di jalur Ijen sejak kemarin sore.")
    tutik.fill("Nama lengkap", RANI)
    tutik.fill("Tanggal lahir", BORN)
    tutik.press("Buka data ini")
    proves_and_goes_on(tutik)
    tutik.sees_heading(RANI)
    tutik.sees("Terbuka sampai")
    tutik.looks(f"darurat-terbuka-{width}")

    rani = person("rani", width=width)
    rani.go("/akun/data/akses")
    latest = rani.page.locator("ol.card.list > li").first
    assert "Tutik Marlina" in latest.inner_text()
    assert "orang hilang" in latest.inner_text()

    tutik.go("/meja/tinjau-darurat")
    tutik.sees_heading("tidak ada di bawah atap kami")

    mega = person("mega", width=width)
    mega.go("/meja/tinjau-darurat")
    mega.looks(f"tinjau-darurat-{width}")
    mega.follow("Tutik Marlina")
    mega.press("Simpan tinjauan")
    mega.sees("Pilih dulu")
    mega.looks(f"tinjau-darurat-satu-{width}")
    mega.pick("Apakah ini benar darurat?", "Benar darurat")
    mega.fill("Apa yang Anda periksa dan temukan", "Laporan orang hilang nomor 7 ada di polsek.")
    mega.press("Simpan tinjauan")
    mega.sees_heading("Tinjau akses darurat")

    rani.page.reload()
    rani.waits_for("Mega Lestari")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_pages_of_who_protects_data(person, width):
    mega = person("mega", width=width)
    for path, heading in (
        ("/meja/jadwal-retensi", "Jadwal retensi"),
        ("/meja/jadwal-retensi/ditahan", "Yang ditahan"),
        ("/meja/daftar-musnah", "Daftar musnah"),
        ("/meja/salinan-data", "Salinan data banyak orang"),
        ("/meja/permintaan-data", "Permintaan data"),
    ):
        mega.go(path)
        mega.sees_heading(heading)
        mega.looks(f"{path.rpartition('/')[2]}-{width}")
