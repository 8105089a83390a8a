"""Answers made up for trying letters out: the fewest that a form allows, and the longest that people plausibly give."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from satuatap.kernel import forms
from satuatap.kernel.forms import Field, Form

MOST_LISTED = 8  # entries of a list that people lengthen: a large family
LONGEST = 300
NAME = "Raden Roro Siti Nurhasanah Kusumaningtyas Wardhani binti Haji Muhammad Abdurrahman Suryaningrat Contoh"
ADDRESS = (
    "Perumahan Puri Brawijaya Permai Blok KK Nomor 127, Dusun Sumberkencono Lor RT 012 RW 004, Desa Bayulor, "
    "Kecamatan Songgon, Kabupaten Banyuwangi, Provinsi Jawa Timur, Kode Pos 68463 di sebelah timur balai dusun lama"
)
SENTENCE = (
    "melengkapi persyaratan pendaftaran ulang beserta kelengkapan berkas yang diminta kantor tujuan, termasuk "
    "lampiran yang menyebut tempat, waktu, jumlah, dan keadaan menurut keterangan keluarga serta tetangga terdekat "
    "yang mengetahui kejadiannya sejak awal dan bersedia dimintai keterangan kembali bila diperlukan"
)
FACTS = {
    "party.name": ("Ani", NAME), "party.birth_place": ("Ende", "Kabupaten Kepulauan Tanimbar Bagian Selatan"),
    "party.religion": ("Islam", "Kepercayaan terhadap Tuhan Yang Maha Esa"), "party.marital": ("Kawin", "Kawin belum tercatat"),
    "party.occupation": ("Petani", "Karyawan Badan Usaha Milik Daerah (BUMD)"), "party.address_line": ("Licin", ADDRESS),
    "party.education": ("Tamat SD", "Akademi, Diploma III, atau Sarjana Muda"), "party.citizenship": ("WNI", "Dua kewarganegaraan"),
    "family.relation": ("Anak", "Kepala keluarga"),
}  # fmt: skip
"""What the register fills in, short and long."""
NIKS = ("3510244107959001", "3510241503889003")
KK = "3510240101159001"


def fullest(form: Form, today: date) -> dict[str, Any]:
    """Every question answered at length; of choices the one that asks for most, or else the longest."""
    answers: dict[str, Any] = {}
    for _round in range(3):  # what an answer brings into view is answered in the next round
        for field in _leaves(form):
            if forms.get(answers, field.pointer) is None and field.pointer in forms.visible(form, answers):
                _answer(form, answers, field, _long(form, answers, field), today)
        answers = forms.prune(form, answers)
    return answers


def barest(form: Form, today: date) -> dict[str, Any]:
    """Only what has to be answered, and briefly."""
    answers: dict[str, Any] = {}
    for _round in range(3):
        for field in _leaves(form):
            if forms.get(answers, field.pointer) is None and field.pointer in forms.required(form, answers):
                _answer(form, answers, field, _short(field), today)
    return forms.prune(form, answers)


def _leaves(form: Form) -> Iterator[Field]:
    for field in form.index.values():
        if field.kind != "object" and "*" not in field.pointer:
            yield field


def _answer(form: Form, answers: dict[str, Any], field: Field, candidates: list[Any], today: date) -> None:
    """Put the first candidate that is accepted; the last where none is."""
    for value in candidates:
        forms.put(answers, field.pointer, value)
        problems = forms.validate(form, answers, today=today)
        if not any(pointer == field.pointer or pointer.startswith(f"{field.pointer}/") for pointer in problems):
            return


def _long(form: Form, answers: dict[str, Any], field: Field) -> list[Any]:
    if field.kind == "list":
        return [[_item(field, long=True) for _number in range(min(field.max_items, MOST_LISTED))]]
    if field.kind == "choice":
        return [_widest(form, answers, field)]
    if field.kind in {"integer", "rupiah"} and field.maximum is not None:
        return [field.maximum]
    if field.kind in {"text", "textarea"}:
        if field.source in FACTS:
            return [_cut(FACTS[field.source][1], field.max_length or LONGEST)]
        return [_cut(_words(field), field.max_length or LONGEST), *_patterned()]
    return _short(field)


def _short(field: Field) -> list[Any]:
    match field.kind:
        case "list":
            return [[_item(field, long=False) for _number in range(field.min_items)]]
        case "choice":
            return [int(value) if field.counted else value for value, _label in field.options]
        case "boolean":
            return [True]
        case "integer" | "rupiah":
            return [field.minimum or 0]
        case "text" | "textarea":
            return [FACTS.get(field.source, ("Ani",))[0], *_patterned()]
    return _OTHERS.get(field.kind, ["Ani"])


_OTHERS: dict[str, list[Any]] = {
    "date": ["1995-09-30", "2026-12-30", "2026-11-30"], "nik": list(NIKS), "kk": [KK], "phone": ["+6281200004471"],
    "area": ["35.10.24.2008"], "point": ["-8.21910,114.36910"], "file": ["berkas"],
    "polygon": ['{"type":"Polygon","coordinates":[[[114.1,-8.1],[114.2,-8.1],[114.2,-8.2],[114.1,-8.1]]]}'],
}  # fmt: skip


def _patterned() -> list[str]:
    """What the questions accept that want a certain form: years, hours, post codes, numbers of plots."""
    return ["2019", "04.35", "68454", "1", "12345678", "123456789012345", "P 1234 XY"]


def _item(field: Field, *, long: bool) -> dict[str, Any]:
    return {
        one.name: (
            _cut(_words(one), one.max_length or LONGEST)
            if long and one.kind in {"text", "textarea"}
            else _short(one)[0]
        )
        for one in field.fields
        if long or one.required
    }


def _widest(form: Form, answers: dict[str, Any], field: Field) -> Any:
    def asks(value: str) -> tuple[int, int]:
        forms.put(answers, field.pointer, int(value) if field.counted else value)
        return len(forms.visible(form, answers)), len(value)

    value = max((value for value, _label in field.options), key=asks)
    return int(value) if field.counted else value


def _words(field: Field) -> str:
    name = f"{field.name} {field.title}".lower()
    if "alamat" in name or "letak" in name:
        return ADDRESS
    whose = (
        "nama",
        "ayah",
        "ibu",
        "calon",
        "pasangan",
        "pembeli",
        "saksi",
        "bin",
        "wali",
        "penerima",
        "pekerja",
        "anak",
    )
    return NAME if any(word in name for word in whose) else SENTENCE


def _cut(text: str, most: int) -> str:
    """As many whole words as fit; a single word that does not is cut."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]
