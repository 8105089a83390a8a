"""Rani reports the birth of her child; the record is kept in the national system, whose number and PDF come back."""

from . import births, officers, permits
from .papers import pdf
from .person import PHONE


def test_birth_record_with_the_outside_number(person, tmp_path):
    rani, tono, nita = person("rani", width=PHONE), person("tono"), person("nita")

    number = births.begin(rani)
    births.answer(rani, "Arkana Bayu Prasetya")
    rani.looks("akta-berkas")
    births.papers(rani)
    rani.sees("Dimas Prasetya")  # the father, from the family card
    rani.looks("akta-periksa")
    permits.send(rani)

    officers.accepts(tono, number)

    officers.opens(nita, number)
    nita.looks("meja-catat")
    nita.press("Catat nomor")
    nita.sees("Isi nomor dari SIAK.")
    attach(nita, pdf("Kutipan akta kelahiran"))
    nita.fill("Nomor akta kelahiran", "3510")
    nita.press("Catat nomor")
    nita.sees("Nomor tidak sesuai pola SIAK.")
    nita.sees("Sudah tersimpan. Pilih berkas lain hanya bila ini keliru.")
    nita.looks("meja-catat-galat")
    nita.fill("Nomor akta kelahiran", f"3510-LU-22112026-{number_of_day(number)}")
    nita.press("Catat nomor")
    nita.sees("Nomor tercatat.")
    nita.sees("Tidak bertanda tangan elektronik")

    rani.go(f"/berkas/{number}")
    rani.sees("Tercatat di SIAK")
    rani.looks("akta-tercatat")
    path = officers.downloads(rani, tmp_path)
    assert path.read_bytes().startswith(b"%PDF")

    officers.opens(tono, number)
    tono.choose("Sebagai", "Keluarga")
    tono.press("Serahkan dokumen")
    tono.sees("Dokumen diserahkan.")


def attach(nita, data):
    place = nita.page.locator("input[type=file]")
    place.set_input_files([{"name": "kutipan.pdf", "mimeType": "application/pdf", "buffer": data}])


def number_of_day(number):
    """Four digits that no other run of this journey used."""
    return f"{abs(hash(number)) % 10_000:04}"
