"""A letter comes in to the village: photographed and registered on a telephone, disposed on another, answered with a letter
out; it stands in the agenda book, and another village gets nothing of it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from . import letters, officers
from .papers import photo
from .person import PHONE

SUBJECT = "Undangan rapat koordinasi stunting"


def test_a_letter_comes_in(person):
    agus, wayan, sumiati, kusnadi = (
        person("agus"), person("wayan"), person("sumiati", width=PHONE), person("kusnadi", width=PHONE),
    )  # fmt: skip
    answer = letter_out(agus, wayan, kusnadi)

    path = registers(sumiati)
    disposes(kusnadi, path)
    answers(wayan, answer)

    kusnadi.go(path)
    kusnadi.sees("Sudah hadir dan menjawab")
    kusnadi.looks("surat-masuk-selesai")
    sumiati.go("/meja/buku/agenda")
    sumiati.sees(SUBJECT)
    sumiati.looks("surat-masuk-agenda")
    sumiati.go("/meja/buku/ekspedisi")
    sumiati.sees(answer)

    hesti, mega = person("hesti"), person("mega")  # of another office; who watches over data
    hesti.go(path)
    hesti.sees_heading("tidak ada di bawah atap kami")
    assert SUBJECT not in hesti.page.inner_text("body")
    mega.go("/meja/akses-ditolak")
    mega.sees("Hesti Wardani")


def letter_out(agus, wayan, kusnadi) -> str:
    """The number of a letter that the village issued."""
    number = letters.sent(agus, to="Camat Licin")
    officers.accepts(wayan, number)
    officers.reads_draft(kusnadi, number)
    officers.signs_the_list(kusnadi, number)
    agus.go(f"/berkas/{number}")
    agus.waits_for("Dokumen Anda")
    found = re.search(r"\S+/\d{3}/\S+/[IVX]+/\d{4}", agus.page.inner_text("main"))
    assert found
    return found[0]


def registers(sumiati) -> str:
    """The address of the letter."""
    sumiati.go("/meja/surat-masuk")
    sumiati.looks("surat-masuk-kosong")
    sumiati.follow("Catat surat")
    picture = {"name": "IMG_0001.png", "mimeType": "image/png", "buffer": photo()}
    sumiati.page.get_by_label("Foto atau pindaian surat").set_input_files([picture])
    sumiati.fill("Dari", "Camat Licin")
    sumiati.fill("Perihal atau isi singkat", SUBJECT)
    sumiati.fill("Nomor suratnya", "005/112/429.523/2026")
    sumiati.pick("Sifat", "Segera")
    sumiati.looks("surat-masuk-catat")
    sumiati.press("Catat di agenda")
    sumiati.sees("Surat tercatat di agenda.")
    sumiati.looks("surat-masuk-tercatat")
    return sumiati.path().partition("?")[0]


def disposes(kusnadi, path: str) -> None:
    kusnadi.go("/meja/surat-masuk")
    kusnadi.follow(SUBJECT)
    assert kusnadi.path() == path
    kusnadi.page.get_by_label(re.compile("^Wayan")).check()
    kusnadi.page.get_by_label("Hadiri atau wakili").check()
    kusnadi.fill("Catatan", "Bawa data posyandu")
    kusnadi.looks("surat-masuk-disposisi")
    kusnadi.press("Kirim disposisi")
    kusnadi.sees("Disposisi terkirim kepada petugasnya.")


def answers(wayan, number: str) -> None:
    wayan.go("/meja/disposisi")
    wayan.sees("Bawa data posyandu")
    wayan.looks("surat-masuk-tugas")
    wayan.follow(SUBJECT)
    wayan.page.get_by_text("Tautkan surat jawaban").click()
    wayan.fill("Nomor surat jawaban", number)
    wayan.page.locator("#dikirim-jawaban").fill(f"{datetime.now(ZoneInfo('Asia/Jakarta')):%Y-%m-%d}")
    wayan.press("Tautkan jawaban")
    wayan.sees("Surat jawaban tercatat.")
    wayan.fill("Apa yang sudah dikerjakan?", "Sudah hadir dan menjawab")
    wayan.press("Laporkan selesai")
    wayan.sees("Laporan Anda tersimpan.")
    wayan.looks("surat-masuk-dijawab")
