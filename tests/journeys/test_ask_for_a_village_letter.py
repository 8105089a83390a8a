"""Agus asks his village for a letter; the village head signs it."""

from . import letters, officers
from .person import PHONE


def test_village_letter_signed_by_the_village_head(person, tmp_path):
    agus, wayan, kusnadi = person("agus", width=PHONE), person("wayan"), person("kusnadi")

    number = letters.sent(agus)
    officers.accepts(wayan, number)
    assert officers.reads_draft(kusnadi, number).startswith(b"%PDF")
    kusnadi.copy.let_proof_grow_old(kusnadi.copy.people["kusnadi"])
    kusnadi.press("Tanda tangani")
    kusnadi.looks("bukti")
    officers.proves_and_goes_on(kusnadi)
    kusnadi.sees("Ditandatangani. Dokumen sedang dibuat.")

    agus.go(f"/berkas/{number}")
    agus.waits_for("Dokumen Anda")
    path = officers.downloads(agus, tmp_path)
    assert "asli" in officers.verdict_on(person(), path.read_bytes())
