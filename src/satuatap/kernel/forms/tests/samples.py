"""Forms that the tests share: one that uses the whole subset, as a pack would write it (all scalars are texts)."""

import copy
import json
from datetime import date
from pathlib import Path

from satuatap.kernel import forms
from satuatap.kernel.yamls import load

TODAY = date(2026, 11, 23)

BIRTH = """
form:
  type: object
  title: Akta kelahiran
  properties:
    anak:
      type: object
      title: Anak
      required: [nama, lahir, jk]
      properties:
        nama: {type: string, title: Nama lengkap anak, minLength: 2, maxLength: 60, x-hint: Tanpa gelar}
        lahir: {format: date, title: Tanggal lahir anak, x-latest: today}
        jk: {enum: [L, P], x-labels: {L: Laki-laki, P: Perempuan}, title: Jenis kelamin}
        ke: {type: integer, enum: ["1", "2", "3"], title: Anak ke}
        berat: {type: integer, minimum: "300", maximum: "9000", title: Berat lahir, x-unit: gram, x-privacy: sensitive}
    pelapor:
      type: object
      title: Pelapor
      required: [hubungan, telepon]
      properties:
        hubungan: {enum: [ayah, ibu, lain], title: Hubungan dengan anak}
        telepon: {format: phone, title: Nomor WhatsApp, x-from: party.phone}
        nama: {type: string, title: Nama pelapor, x-from: party.name}
        kk: {format: kk, title: Nomor KK, x-from: family.kk}
        ayah: {format: party, title: Siapa ayahnya?, x-from: family.members}
      if: {properties: {hubungan: {const: lain}}, required: [hubungan]}
      then:
        required: [nama, alasan]
        properties:
          alasan: {type: string, title: Mengapa Anda yang melapor?, maxLength: 500}
    tempat:
      type: object
      title: Tempat lahir
      required: [di]
      properties:
        di: {enum: [rs, rumah], title: Lahir di mana?, x-privacy: plain}
        rs: {type: string, title: Nama rumah sakit, pattern: "^[A-Za-z .]+$", x-error: Tulis nama dengan huruf saja.}
        desa: {format: area, title: Desa tempat lahir}
        titik: {format: point, title: Titik di peta}
        batas: {format: polygon, title: Batas tanah}
        biaya: {format: rupiah, title: Biaya}
    saksi:
      type: array
      title: Siapa saksinya?
      minItems: "2"
      maxItems: "4"
      items:
        type: object
        title: Saksi
        required: [nama, nik]
        properties:
          nama: {type: string, title: Nama saksi}
          nik: {format: nik, title: NIK saksi, x-why: Mencocokkan nama saksi.}
          lahir: {format: date, title: Tanggal lahir saksi}
          kawin: {type: boolean, title: Sudah kawin?}
    surat: {format: file, title: Surat keterangan lahir}
    benar: {type: boolean, const: "true", title: Saya menyatakan isian ini benar}
  required: [saksi, benar]
ui:
  type: Categorization
  elements:
    - type: Category
      label: Siapa nama anak dan kapan ia lahir?
      elements:
        - {type: Control, scope: "#/properties/anak"}
    - type: Category
      label: Siapa yang melapor?
      elements:
        - {type: Control, scope: "#/properties/pelapor"}
    - type: Category
      label: Di mana anak lahir?
      elements:
        - {type: Control, scope: "#/properties/tempat/properties/di"}
        - type: Group
          label: Rumah sakit
          rule: {effect: SHOW, condition: {scope: "#/properties/tempat/properties/di", schema: {const: rs}}}
          elements:
            - {type: Control, scope: "#/properties/tempat/properties/rs"}
        - type: Group
          label: Di rumah
          elements:
            - {type: Control, scope: "#/properties/tempat/properties/desa"}
            - {type: Control, scope: "#/properties/tempat/properties/titik"}
            - {type: Control, scope: "#/properties/tempat/properties/batas"}
            - {type: Control, scope: "#/properties/tempat/properties/biaya"}
    - type: Category
      label: Berkas
      key: berkas
      elements:
        - {type: Control, scope: "#/properties/surat"}
        - {type: Control, scope: "#/properties/saksi"}
        - {type: Control, scope: "#/properties/benar"}
"""

GOOD = {
    "anak": {"nama": "Arkana Bayu", "lahir": "2026-11-09", "jk": "L", "ke": 1, "berat": 3200},
    "pelapor": {"hubungan": "ayah", "telepon": "+6281200004471"},
    "tempat": {"di": "rs", "rs": "RSUD Blambangan"},
    "saksi": [
        {"nama": "Siti", "nik": "3510241203880001"},
        {"nama": "Agus", "nik": "3510245203880002", "kawin": False, "lahir": "1988-03-12"},
    ],
    "benar": True,
}


def birth() -> forms.Form:
    body = load(BIRTH, source="birth.yaml").value
    return forms.compile(body["form"], body["ui"])


def changed(**changes):
    """The good answers with some changed: ``anak__nama="…"``; None takes an answer away."""
    answers = copy.deepcopy(GOOD)
    for path, value in changes.items():
        forms.put(answers, "/" + path.replace("__", "/"), value)
    return answers


def naughty() -> list[str]:
    """Texts that break programs: a few of ours, and the public list where it lies beside the repository."""
    ours = [
        "", " ", "\x00", "\u202eDELETE\u202c", "Robert'); DROP TABLE cases;--", "<script>alert(1)</script>",
        "{{ 7*7 }}", "${7*7}", "../../../etc/passwd", "%s%n", "🏠" * 300, "e\u0301", "\ud800", "\ufeffx", "0" * 5000,
        "NaN", "-0", "1e400", "٣٥١٠", "\r\n\r\n", "a" * 30_000, "null", "[]", '{"type":"Polygon"}', "[" * 3000,
        '{"type":"Polygon","coordinates":[' + "[" * 2000, "91,181", "1,2,3", "2026-02-30", "9999-99-99", "--", "Rp",
    ]  # fmt: skip
    beside = Path(__file__).resolve().parents[5].parent / "shared" / "data" / "blns.json"
    return ours + (json.loads(beside.read_text()) if beside.exists() else [])
