"""Agus has a telephone and no e-mail: code, news, question and answer by SMS and WhatsApp, and paper when both fail."""

import re
from collections.abc import Callable

import pytest

from . import letters
from .person import PHONE, Person

NUMBER = "+6281200004473"
UNABLE = ["whatsapp", "sms"]


@pytest.fixture
def carrier(copy):
    """The sandbox of the carrier; whole again afterwards."""
    copy.let_messages_go_at_once()
    copy.carrier(refuse=[], fail=[], silent=[], read=[])
    yield copy
    copy.carrier(refuse=[], fail=[], silent=[], read=[])


def newest(who: Person, is_wanted: Callable[[dict[str, str]], object]) -> dict[str, str]:
    """The newest message to Agus that is the wanted one; the worker takes a moment."""
    for _try in range(60):
        if found := [message for message in who.copy.sent(NUMBER) if is_wanted(message)]:
            return found[0]
        who.page.wait_for_timeout(500)
    raise AssertionError(f"no such message to {NUMBER}")


def signs_in_by_code(agus: Person) -> None:
    agus.go("/akun/masuk")
    before = len(agus.copy.sent(NUMBER))
    agus.fill("Nomor HP", NUMBER)
    agus.press("Kirim kode")
    code = newest(agus, lambda message: len(agus.copy.sent(NUMBER)) > before and "kode masuk" in message["text"])
    assert code["channel"] == "sms"
    agus.fill("Kode 6 angka", re.findall(r"\b\d{6}\b", code["text"])[0])
    agus.press("Lanjut")
    agus.page.wait_for_url(lambda url: "/masuk" not in url)


def agrees_to_whatsapp(agus: Person) -> None:
    agus.go("/akun/pesan")
    agus.page.get_by_text("Lewat apa Anda kami kabari?").click()
    agus.looks("pesan-jalur")
    agus.page.get_by_label("WhatsApp ke").check()
    agus.press("Simpan pilihan")
    agus.sees("Pilihan Anda tersimpan.")


def writes(officer: Person, number: str, words: str) -> None:
    officer.go(f"/meja/berkas/{number}/pesan")
    officer.fill("Pesan untuk pemohon", words)
    officer.press("Kirim ke pemohon")
    officer.sees(words)


def test_reached_by_telephone_and_at_last_on_paper(person, carrier):
    agus, wayan = person(width=PHONE), person("wayan")
    signs_in_by_code(agus)
    agrees_to_whatsapp(agus)
    number = letters.sent(agus)
    received = newest(agus, lambda message: message["channel"] == "whatsapp" and number in message["text"])
    assert received["template"] == "application_received_id"

    carrier.carrier(fail=["whatsapp"])  # the telephone has no WhatsApp any more: the SMS follows
    writes(wayan, number, "Apakah Pak Agus bisa datang besok?")
    asked = newest(agus, lambda message: message["channel"] == "sms" and number in message["text"])
    assert len(asked["text"]) <= 160
    assert "besok" not in asked["text"]
    agus.page.goto(re.findall(r"https?://\S+", asked["text"])[0])
    agus.sees("Apakah Pak Agus bisa datang besok?")
    agus.looks("berkas-pesan")

    carrier.answers(asked, "Bisa, jam sembilan.")
    wayan.go(f"/meja/berkas/{number}/pesan")
    wayan.waits_for("Bisa, jam sembilan.")
    wayan.sees("lewat SMS")
    wayan.looks("meja-pesan")

    carrier.carrier(refuse=UNABLE)
    writes(wayan, number, "Baik, kami tunggu.")
    wayan.go("/meja/slip")
    wayan.waits_for("Agus Setiawan")
    wayan.looks("meja-slip")
    wayan.page.get_by_role("link", name="Agus Setiawan").first.click()
    wayan.press("Tandai sudah dicetak")
    wayan.sees(number)
    wayan.looks("meja-slip-satu")
    wayan.press("Sudah diberikan")
    wayan.sees("Slip kabar")

    wayan.go(f"/meja/berkas/{number}/kabar")
    wayan.sees("diserahkan")
    wayan.looks("meja-kabar")
    assert NUMBER not in wayan.page.inner_text("main")
    agus.go(f"/berkas/{number}/kabar")
    agus.sees("diserahkan")
    agus.looks("berkas-kabar")
