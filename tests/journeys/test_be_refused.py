"""A refusal names its reason and its law, and the applicant reads both."""

from . import letters, officers
from .person import PHONE

REASON = "Penghasilan keluarga di atas batas yang ditetapkan desa."
LAW = "Peraturan Desa CONTOH 1/2026 pasal 4"


def test_refusal_names_reason_and_law(person):
    agus, wayan = person("agus", width=PHONE), person("wayan")

    number = letters.sent(agus, to="RSUD Blambangan")
    officers.opens(wayan, number)
    wayan.page.locator("summary", has_text="Tolak").click()
    wayan.fill("Alasan penolakan", REASON)
    wayan.press("Tolak permohonan")
    wayan.sees("Sebutkan dasar hukum penolakan.")
    assert wayan.field("Alasan penolakan").input_value() == REASON
    wayan.looks("meja-tolak-galat")
    wayan.fill("Dasar hukum", LAW)
    wayan.press("Tolak permohonan")
    wayan.sees("Permohonan ditolak.")

    agus.go(f"/berkas/{number}")
    agus.sees(REASON)
    agus.sees(LAW)
    agus.looks("ditolak")
