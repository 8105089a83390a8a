"""Every document of the shipped packs as paper: with the answers of a scenario, with long ones, and with the fewest."""

import re
import subprocess

import pytest
from django.conf import settings

from satuatap.domain.packs import queries

SHIPPED = settings.ROOT / "packs"
LEFTOVERS = re.compile(r"\bNone\b|\bnone\b|\bnull\b|\bTrue\b|\bFalse\b|\{|\}|untuk untuk|\w\.\.(?!\.)|\bTODO\b")


@pytest.fixture(scope="module")
def papers():
    found = {}
    for one in queries.previews(queries.read(SHIPPED / "banyuwangi")):
        assert not one.fault, f"{one.type}, {one.way}: {one.fault}"
        found[one.type, one.way] = one, pages_of(one.pdf)
    return found


def pages_of(pdf: bytes) -> list[str]:
    shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(page.split()) for page in shown.stdout.decode().split("\f")[:-1]]


def test_every_document_is_set_in_three_ways(papers):
    kinds = {kind for kind, _way in papers}
    assert len(kinds) > 33
    assert len(papers) == 3 * len(kinds)


def test_a_letter_with_usual_answers_is_one_sheet_and_a_long_one_two(papers):
    sheets = {(one.type, one.way): len(pages) for one, pages in papers.values() if one.is_village}
    assert {key: count for key, count in sheets.items() if count > (2 if key[1] == "panjang" else 1)} == {}


def test_no_sheet_carries_a_signature_alone(papers):
    alone = [
        key
        for key, (one, pages) in papers.items()
        if one.is_village and len(pages) > 1 and "Demikian" not in pages[-1] and "Nama" not in pages[-1]
    ]
    assert alone == []


def test_each_says_what_it_is_with_its_number_whom_it_is_about_and_who_signs(papers):
    for key, (one, pages) in papers.items():
        text = " ".join(pages)
        assert one.title.upper() in text, key
        assert re.search(r"Nomor: \S+/2026", text), key
        assert "Kode TQ7M-2XKD-94RA" in text, key
        assert {"contoh": "Suyono", "panjang": "Suryaningrat Kusumo", "pendek": "Ani"}[one.way] in text, key
        if one.is_village:
            assert str(one.content["nama"]).upper() in text, key
            assert {"contoh": "Kepala Desa Contoh", "panjang": "a.n. Kepala Desa", "pendek": "Plt. Lurah"}[
                one.way
            ] in text, key


def test_nothing_of_the_making_stands_in_a_letter(papers):
    found = {key: match[0] for key, (_one, pages) in papers.items() if (match := LEFTOVERS.search(" ".join(pages)))}
    assert found == {}


def test_what_the_neighbourhood_confirmed_stands_in_every_letter_that_asks_it(papers):
    for key, (one, pages) in papers.items():
        asked = "konfirmasi" in one.content
        assert ("telah dikonfirmasi ketua RT 012 RW 004" in " ".join(pages)) == asked, key
    assert "konfirmasi" not in papers["perintah-perjalanan-dinas", "contoh"][0].content


def test_a_letter_that_runs_out_says_when(papers):
    for key, (one, pages) in papers.items():
        if one.is_village and one.months:
            assert "berlaku sampai dengan 23 Desember 2026" in " ".join(pages), key
