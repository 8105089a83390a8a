"""A small pack with a letter that nobody signs: its decree is an example, and so is its region. The applicant asks for it
on the pages of the portal; seconds later there is a PDF that everybody can check."""

import re
import subprocess
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.documents.models import Document
from satuatap.domain.packs import queries
from satuatap.domain.packs.tests.factories import write_pack
from satuatap.domain.residents.models import Family
from tests.support.sealed import FILE, PACK, SERVICE


def without(piece: str, instead: str = "") -> dict[str, str]:
    assert SERVICE.count(piece) == 1
    return PACK | {FILE: SERVICE.replace(piece, instead)}


def errors(folder, files):
    return " ".join(f.message for f in queries.check(write_pack(folder, files)) if f.level == "error")


def test_the_pack_is_whole(tmp_path):
    assert queries.check(write_pack(tmp_path, PACK)) == []


@pytest.mark.parametrize(
    ("piece", "instead", "words"),
    [
        ("    decree: {number: 188/9/CONTOH, on: 2026-01-02, until: 2027-01-01, source: sk}\n", "", "by which decree"),
        ("{number: 188/9/CONTOH, on: 2026-01-02, until: 2027-01-01, source: sk}", "unknown", "by which decree"),
        ("188/9/CONTOH, on", "unknown, on", "by which decree"),
        ("until: 2027-01-01, source: sk", "source: kw", "there is no source “kw”"),
        ("    official: head-of-agency\n", "", "in whose name"),
        ("official: head-of-agency", "official: lurah", "there is no role “lurah”"),
        ("otherwise: tanda", "otherwise: terbit", "not the step behind"),
        ("    otherwise: tanda\n", "", "who goes on"),
        ("fact: address", "fact: mood", "the register has no fact `mood`"),
        ("days: 180", "days: lama", "is not a number"),
        ("party.area_code == case.area", "party.area_code ==", "not readable"),
        ("record: own", "record: SIAK", "“seal” for a document of SIAK"),
        ("    layout: example", "    signed: basah\n    layout: example", "may not be sealed"),
        ("    layout: example", "    signed: bsre\n    layout: example", "may not be sealed"),
        ("    layout: example", "    seal: no\n    layout: example", "may not be sealed"),
        ("do: sign, by: head-of-agency", "do: decide, by: head-of-agency", "nobody signs"),
    ],
)
def test_a_seal_without_its_grounds_does_not_pass_the_check(tmp_path, piece, instead, words):
    assert words in errors(tmp_path, without(piece, instead))


def ask_for_it(client) -> Case:
    """Every page from the first to the last, as a browser without script."""
    begun = client.post(reverse("portal:apply", args=["domisili-tersegel"]), {"key": str(uuid4())}, follow=True)
    address = begun.request["PATH_INFO"]
    version = re.search(r'name="versi" value="(\d+)"', begun.content.decode())[1]
    client.post(address, {"keperluan": "Melamar kerja", "versi": version})
    case = Case.objects.get()
    sent = client.post(reverse("portal:case_review", args=[case.number]), {"key": str(uuid4()), "benar": "1"})
    assert sent.status_code == 302
    return case


def page(client, name, *args) -> str:
    return client.get(reverse(f"portal:{name}", args=args)).content.decode()


def test_asked_for_and_had_without_an_officer(town, client_of, run_jobs, tmp_path):
    rani, lurah = town
    client = client_of(rani)
    standard = page(client_of(None), "service", "domisili-tersegel")
    assert "Tanpa petugas, menurut Keputusan Nomor 188/9/CONTOH tanggal 2 Januari 2026." in standard
    assert standard.count("Hanya bila sistem tidak dapat menyegel.") == 1
    case = ask_for_it(client)
    waiting = page(client, "case", case.number)
    assert "Sistem sedang mencocokkan data Anda" in waiting
    assert "Lurah menandatangani" not in waiting, "nobody is told of a step that is not to come"
    run_jobs()

    done = page(client, "case", case.number)
    assert "disegel sistem atas nama Lurah Alun-alun, menurut Keputusan Nomor 188/9/CONTOH" in done
    assert "Pemohon tinggal di kelurahan ini" in done
    document = Document.objects.get(about=case.pk)
    answer = client.get(reverse("portal:download", args=[document.pk]))
    pdf = answer.getvalue() if answer.streaming else answer.content
    checked = page(client_of(None), "verify_document", document.token)
    assert "Dokumen asli dan masih berlaku" in checked
    assert "Disegel otomatis" in checked
    assert "a.n. Lurah Alun-alun, menurut Keputusan Nomor 188/9/CONTOH tanggal 2 Januari 2026" in checked
    desk = client_of(lurah).get(reverse("desk:case", args=[case.number])).content.decode()
    assert "Disegel sistem" in desk
    assert "menyegel dokumen" in desk
    said = signatures(pdf, tmp_path)
    assert "Signature is Valid" in said
    assert "CN=Kelurahan Alun-alun" in said, "the office's own certificate, nobody's personal one"
    assert text_of(pdf, tmp_path).count("188/9/CONTOH") == 1


def signatures(pdf: bytes, folder) -> str:
    (folder / "letter.pdf").write_bytes(pdf)
    return subprocess.run(["pdfsig", str(folder / "letter.pdf")], capture_output=True, check=False).stdout.decode()


def text_of(pdf: bytes, folder) -> str:
    (folder / "letter.pdf").write_bytes(pdf)
    shown = subprocess.run(["pdftotext", str(folder / "letter.pdf"), "-"], capture_output=True, check=False)
    return " ".join(shown.stdout.decode().split())


def test_what_is_too_old_is_an_officers_and_the_applicant_reads_why(town, client_of, run_jobs):
    rani, lurah = town
    client = client_of(rani)
    case = ask_for_it(client)
    Family.objects.update(origin_on=date(2026, 1, 2))
    run_jobs()

    shown = page(client, "case", case.number)
    assert "Permohonan ini dilanjutkan petugas." in shown
    assert "Data yang diperlukan sudah terlalu lama tidak dicocokkan." in shown
    desk = client_of(lurah).get(reverse("desk:case", args=[case.number])).content.decode()
    assert "Diteruskan kepada petugas" in desk
    assert "Lurah menandatangani" in desk
