"""Somebody without an account at hand follows an application by its number."""

from . import permits
from .person import PHONE


def test_tracking_by_number(person):
    rani, anybody = person("rani"), person(width=PHONE)

    number = permits.sent(rani)
    anybody.go("/lacak")
    anybody.looks("lacak")
    anybody.fill("Nomor berkas", number.lower().replace("-", " "))
    anybody.fill("Empat angka terakhir", "0000")
    anybody.press("Lacak berkas")
    anybody.sees("tidak cocok")
    anybody.looks("lacak-galat")
    assert anybody.field("Nomor berkas").input_value() == number.lower().replace("-", " ")
    anybody.fill("Empat angka terakhir", "4471")
    anybody.press("Lacak berkas")
    anybody.sees("Petugas memeriksa kelengkapan")
    anybody.looks("terlacak")
    assert "Rani" not in anybody.page.inner_text("main")
