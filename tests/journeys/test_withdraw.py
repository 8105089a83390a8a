"""Rani takes an application back, and throws a draft away: each asked once more, because it cannot be undone."""

from . import permits


def test_an_application_is_withdrawn(person):
    rani = person("rani")

    number = permits.sent(rani)
    rani.follow("Tarik permohonan")
    rani.looks("tarik")
    rani.follow("Tidak jadi")
    rani.sees("Petugas memeriksa kelengkapan")
    rani.follow("Tarik permohonan")
    rani.fill("Alasan", "Papan nama jadi dipasang di dalam")
    rani.press("Ya, tarik")
    rani.sees("Permohonan ini Anda tarik.")
    rani.looks("ditarik")

    budi = person("budi")
    budi.go(f"/meja/berkas/{number}")
    budi.sees("Ditarik")
    assert budi.page.get_by_role("button", name="Nyatakan lengkap").count() == 0


def test_a_draft_is_thrown_away(person):
    rani = person("rani")

    number = permits.begin(rani)
    rani.go(f"/berkas/{number}/tarik")
    rani.sees_heading("Hapus draf ini?")
    rani.press("Ya, hapus")
    rani.sees_heading("Berkas saya")
    assert number not in rani.page.inner_text("main")
