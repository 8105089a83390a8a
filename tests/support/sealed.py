"""A small pack with a letter that nobody signs: its decree is an example, and so is its region."""

import shutil
from pathlib import Path

AREA = "99.71.01.1001"
FILE = "services/kelurahan/domisili-tersegel.yaml"
SERVICE = """\
code: domisili-tersegel
record: own
mode: full
agency: {kind: village}
name: Surat keterangan domisili (contoh)
summary: Keterangan tempat tinggal, jadi saat itu juga.
product: Surat keterangan domisili
channels: [portal, desk, kiosk]
applicants: [self]
valid_from: 2026-01-02
promise: {within: 1 working day, source: sk}
fee: free
fee_law: Perda 1/2026
fee_source: sk
legal_basis: [Perda 1/2026]
legal_source: sk
decree: {number: 188/1/2026, on: 2026-01-02, source: sk}
form:
  type: object
  required: [keperluan]
  properties:
    keperluan: {title: Untuk keperluan apa?, type: string, maxLength: 80}
flow:
  - step: segel
    do: seal
    name: Sistem mencocokkan data dan menyegel
    official: head-of-agency
    decree: {number: 188/9/CONTOH, on: 2026-01-02, until: 2027-01-01, source: sk}
    facts:
      - {fact: status, replaces: Pemohon masih hidup, days: 365}
      - {fact: address, replaces: Pemohon tinggal di kelurahan ini, days: 180, holds: party.area_code == case.area}
    otherwise: tanda
  - {step: tanda, do: sign, by: head-of-agency, name: Lurah menandatangani}
  - step: terbit
    do: issue
    document: domisili-tersegel
    name: Surat terbit
    content: {nama: party.name, alamat: party.address_line, keperluan: form.keperluan}
documents:
  - type: domisili-tersegel
    title: Surat Keterangan Domisili
    template: domisili-tersegel
    number: {series: surat, pattern: "470/{serial:03}/{year}"}
    layout: example of the tests
"""
WALK = """\
service: domisili-tersegel
name: Disegel
applicant: {name: Rani Contoh, address_line: Jalan Contoh 3}
answers: {keperluan: Melamar kerja}
walk:
  - {verb: submit}
  - {verb: seal, step: segel}
  - {verb: issued, step: terbit}
skips: [tanda]
ends: completed
"""
PACK = {
    FILE: SERVICE,
    "scenarios/domisili-tersegel.yaml": WALK,
    "letters/domisili-tersegel.typ": '#import "/letter.typ": *\n#show: letter\n'
    '#facts(("Nama", content.nama), ("Alamat", content.alamat), ("Keperluan", content.keperluan))\n',
}


def write_with_letter(folder: Path, packs: Path) -> Path:
    """A copy of the shipped pack of Banyuwangi with the example letter, here of an office whose head may sign."""
    (folder / "nasional").symlink_to(packs / "nasional")
    copy = Path(shutil.copytree(packs / "banyuwangi", folder / "banyuwangi"))
    service = SERVICE.replace("{kind: village}", "dpmptsp").replace(", holds: party.area_code == case.area", "")
    service = service.replace("source: sk", "source: contoh-segel").replace("_source: sk", "_source: contoh-segel")
    files = PACK | {"services/dpmptsp/domisili-tersegel.yaml": service}
    del files[FILE]
    for name, text in files.items():
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with (copy / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write("\n  contoh-segel: {title: Contoh untuk uji coba}\n")
    return copy
