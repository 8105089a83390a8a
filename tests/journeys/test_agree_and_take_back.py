"""Rani agrees to WhatsApp and is told there, takes it back and is told by SMS, and reads both in the copy of her data."""

import json
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from . import letters
from .officers import downloads
from .person import PHONE, Person

NUMBER = "+6281200004471"


@pytest.fixture
def carrier(copy):
    copy.let_messages_go_at_once()
    copy.carrier(refuse=[], fail=[], silent=[], read=[])
    return copy


def newest(who: Person, is_wanted: Callable[[dict[str, str]], object]) -> dict[str, str]:
    for _try in range(60):
        if found := [message for message in who.copy.sent(NUMBER) if is_wanted(message)]:
            return found[0]
        who.page.wait_for_timeout(500)
    raise AssertionError(f"no such message to {NUMBER}")


def chooses(rani: Person, press: str, said: str) -> None:
    rani.go("/akun/persetujuan")
    rani.page.locator("form", has_text="Kabar lewat WhatsApp").get_by_role("button", name=press).click()
    rani.sees(said)


def writes(officer: Person, number: str, words: str) -> None:
    officer.go(f"/meja/berkas/{number}/pesan")
    officer.fill("Pesan untuk pemohon", words)
    officer.press("Kirim ke pemohon")
    officer.sees(words)


def is_granted_a_copy(rani: Person, mega: Person) -> None:
    rani.go("/akun/data/permintaan")
    rani.pick("Apa yang Anda minta?", "Minta salinan data saya")
    rani.press("Kirim permintaan")
    mega.go("/meja/permintaan-data")
    mega.page.locator("[data-rows] a").first.click()
    mega.pick("Apa hasilnya?", "Dikabulkan")
    mega.fill("Jawaban untuk warga", "Silakan diunduh dari akun.")
    mega.press("Kirim jawaban")


def test_agreed_told_taken_back_and_all_of_it_in_the_copy(person, carrier, tmp_path):
    rani, wayan, mega = person("rani", width=PHONE), person("wayan"), person("mega")
    chooses(rani, "Setuju", "Persetujuan Anda tercatat.")
    rani.looks("persetujuan")
    number = letters.sent(rani)
    newest(rani, lambda message: message["channel"] == "whatsapp" and number in message["text"])

    chooses(rani, "Tarik persetujuan", "Persetujuan ditarik.")
    before = len(rani.copy.sent(NUMBER))
    writes(wayan, number, "Apakah Bu Rani bisa datang besok?")
    told = newest(rani, lambda message: len(rani.copy.sent(NUMBER)) > before and number in message["text"])
    assert told["channel"] == "sms"

    mega.go("/meja/persetujuan")
    mega.sees("Kabar lewat WhatsApp")
    assert "Rani" not in mega.page.locator("main").inner_text()
    mega.looks("meja-persetujuan")
    is_granted_a_copy(rani, mega)
    rani.go("/akun/data/permintaan")
    rani.waits_for("Unduh salinan")
    rani.copy.let_proof_grow_old(rani.copy.people["rani"])
    rani.follow("Unduh salinan")
    rani.sees_heading("Pastikan ini Anda")
    rani.fill("Kata sandi", rani.copy.password)
    with rani.page.expect_download():  # what was asked for before the proof comes after it
        rani.press("Lanjut")
    rani.go("/akun/data/permintaan")
    with ZipFile(downloads(rani, tmp_path, "Unduh salinan")) as archive:
        content = json.loads(archive.read("data.json"))
        assert archive.read("data-saya.pdf").startswith(b"%PDF-")
    consents = [row for row in content["consents"] if row["title"] == "Kabar lewat WhatsApp"]
    assert [row.get("given", False) for row in consents[:2]] == [False, True]
    assert {"whatsapp", "sms"} <= {row["channel"] for row in content["messages"] if number in row.get("text", "")}
