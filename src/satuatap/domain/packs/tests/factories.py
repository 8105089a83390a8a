"""A small region of its own, written to a folder: one office, one village, one service, all of it made up."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from satuatap.kernel.actors import system

SHIPPED = Path(settings.ROOT) / "packs"
INSTALLER = system("test")
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)

SERVICE = """\
code: izin-lapak
record: own
mode: full
agency: pasar
name: Izin lapak
summary: Izin berjualan di pasar.
words: jualan, kios
product: Surat izin lapak
channels: [portal, desk]
applicants: [self]
valid_from: 2026-01-02
promise: {within: 3 working days, source: sk}
fees:
  - {label: Sewa lapak, amount: 25000, law: Perda 1/2026, source: sk, region: 99.71}
legal_basis: [Perda 1/2026]
legal_source: sk
decree: {number: 188/1/2026, on: 2026-01-02, source: sk}
papers:
  - {key: foto, name: Foto dagangan, law: Perda 1/2026, source: sk, instead: [gambar]}
  - {key: kuasa, name: Surat kuasa, law: Perda 1/2026, source: sk, required_when: form.usaha.luas > 9}
substitutes:
  - {key: gambar, name: Gambar dagangan, law: Perda 1/2026, source: sk}
form:
  type: object
  required: [usaha]
  properties:
    usaha:
      type: object
      title: Apa usahanya?
      required: [nama, luas]
      properties:
        nama: {title: Nama usaha, type: string, maxLength: 60}
        luas: {title: Luas, type: integer, minimum: 1, x-unit: m²}
        catatan: {title: Catatan, type: string}
flow:
  - {step: check, do: check, by: front-officer, name: Petugas memeriksa, legal: [kurang]}
  - step: ukur
    do: inspect
    by: technical-team
    name: Tim mengukur
    when: form.usaha.luas > 8
    fields: {properties: {luas: {title: Luas terukur, type: integer}}, required: [luas]}
  - {step: decide, do: decide, by: head-of-agency, name: Kepala memutuskan, on_return: check}
  - {step: sign, do: sign, by: head-of-agency, name: Kepala menandatangani}
  - step: issue
    do: issue
    document: izin-lapak
    name: Izin terbit
    content: {nama: form.usaha.nama}
  - {step: collect, do: hand-over, by: front-officer, name: Izin diterima}
documents:
  - type: izin-lapak
    title: Izin Lapak
    template: izin-lapak
    number: {series: izin-lapak, pattern: "{serial:03}/{year}"}
    layout: specimen of the market office, 2026
related: []
"""
SCENARIO = """\
service: izin-lapak
name: Terbit
answers:
  usaha: {nama: Warung Contoh, luas: 6}
papers: [gambar]
walk:
  - {verb: submit}
  - {verb: accept, step: check}
  - {verb: approve, step: decide}
  - {verb: sign, step: sign}
  - {verb: issued, step: issue}
  - {verb: hand-over, step: collect}
skips: [ukur]
ends: completed
"""
FILES = {
    "pack.yaml": """\
name: contoh
version: 1.0.0
languages: [id]
home:
  code: 99.71
  name: Kota Contoh
  short_name: Contoh
  government: Pemerintah Kota Contoh
  prefix: CTH
  look: banyuwangi
""",
    "areas.csv": """\
code,name,kind,bps_code,office_code
99,Provinsi Contoh,provinsi,,
99.71,Kota Contoh,kota,,
99.71.01,Tengah,kecamatan,,
99.71.01.1001,Alun-alun,kelurahan,,
""",
    "sources.yaml": "sources:\n  sk: {title: Keputusan Wali Kota Contoh}\n",
    "roles.yaml": """\
roles:
  front-officer: Petugas loket
  technical-team: Tim teknis
  head-of-agency: Kepala instansi
""",
    "agencies.yaml": """\
agencies:
  - {code: pasar, kind: agency, name: Dinas Pasar, short_name: Dinas Pasar, source: sk}
local_offices:
  kecamatan: {code: "kecamatan-{digits}", kind: district, name: "Kecamatan {name}", short_name: "Kec. {name}", head_title: Camat}
  kelurahan: {code: "kelurahan-{digits}", kind: kelurahan, name: "Kelurahan {name}", short_name: "Kelurahan {name}", head_title: Lurah}
""",
    "sites.yaml": """\
sites:
  - code: balai
    kind: office
    name: Balai Kota
    short_name: Balai Kota
    source: sk
    hours: [{from: 2026-01-01, source: sk, days: {monday-friday: [08:00-14:00]}}]
counters:
  - {site: balai, unit: pasar, name: Loket 1}
""",
    "calendar.yaml": """\
holidays:
  - {source: sk, local: {2026-04-01: Hari jadi kota}, area: 99.71}
hours:
  - {week: five, from: 2026-01-01, source: sk, days: {monday-friday: [08:00-12:00, 13:00-16:00]}}
""",
    "reasons.yaml": "reasons:\n  - {code: kurang, kind: return, text: Berkas kurang., source: sk}\n",
    "life-events.yaml": """\
life_events:
  - {code: buka-usaha, icon: store, name: Buka usaha, words: dagang, services: [izin-lapak]}
""",
    "services/pasar/izin-lapak.yaml": SERVICE,
    "scenarios/izin-lapak.yaml": SCENARIO,
    "documents/izin-lapak.typ": '#import "/letter.typ": *\n#show: letter\n#facts(("Nama", content.nama))\n',
}


def write_pack(folder: Path, files: dict[str, str] | None = None) -> Path:
    """The small pack in ``folder``; ``files`` add to it or replace its files (an empty text removes one)."""
    for name, text in (FILES | (files or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    return folder


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """One file of the small pack with one piece of text replaced; it must be there."""
    assert FILES[file].count(old) == 1, f"{old!r} stands {FILES[file].count(old)} times in {file}"
    return {file: FILES[file].replace(old, new)}


def line_of(file: str, text: str, piece: str) -> int:
    """The line on which a piece of text begins."""
    assert piece in text, f"{piece!r} is not in {file}"
    return text[: text.index(piece)].count("\n") + 1
