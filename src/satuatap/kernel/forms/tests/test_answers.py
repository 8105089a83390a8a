"""What is asked, what is kept, what is wrong with it, and how it reads."""

from datetime import date

import pytest
from django.utils import translation

from satuatap.kernel import forms

from .samples import GOOD, TODAY, birth, changed


def test_good_answers_have_no_problems():
    assert forms.validate(birth(), GOOD, today=TODAY) == {}


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        ({"anak__nama": None}, "/anak/nama", "Isi “Nama lengkap anak”."),
        ({"anak": None}, "/anak/nama", "Isi “Nama lengkap anak”."),
        ({"anak__nama": ""}, "/anak/nama", "Isi “Nama lengkap anak”."),
        ({"anak__nama": "A"}, "/anak/nama", "Tulis paling sedikit 2 huruf."),
        ({"anak__nama": "A" * 61}, "/anak/nama", "Tulis paling banyak 60 huruf; sekarang 61."),
        ({"anak__lahir": None}, "/anak/lahir", "Isi tanggal, bulan, dan tahun untuk “Tanggal lahir anak”."),
        ({"anak__lahir": "2026-11-29"}, "/anak/lahir", "tidak boleh setelah hari ini, 23 November 2026"),
        ({"anak__lahir": "29-11-2026"}, "/anak/lahir", "belum dapat dibaca"),
        ({"anak__jk": "X"}, "/anak/jk", "Pilih salah satu"),
        ({"anak__jk": None}, "/anak/jk", "Pilih jawaban untuk “Jenis kelamin”."),
        ({"anak__berat": 200}, "/anak/berat", "Paling sedikit 300 gram."),
        ({"anak__berat": 90_000}, "/anak/berat", "Paling banyak 9.000 gram."),
        ({"anak__berat": "3200"}, "/anak/berat", "belum dapat dibaca"),
        ({"anak": "Arkana"}, "/anak", "belum dapat dibaca"),
        ({"benar": False}, "/benar", "Centang pernyataan ini"),
        ({"benar": None}, "/benar", "Centang pernyataan ini"),
        ({"saksi": None}, "/saksi", "Tambahkan paling sedikit satu untuk “Siapa saksinya?”."),
        ({"saksi": [GOOD["saksi"][0]]}, "/saksi", "Tambahkan sampai ada 2 untuk “Siapa saksinya?”."),
        ({"saksi": [GOOD["saksi"][0]] * 5}, "/saksi", "Paling banyak 4 untuk “Siapa saksinya?”."),
        ({"saksi": [GOOD["saksi"][0], {"nama": "Agus"}]}, "/saksi/1/nik", "Isi “NIK saksi”."),
        ({"saksi": [{"nama": "A", "nik": "123"}] * 2}, "/saksi/0/nik", "belum dapat dibaca"),
        ({"saksi": "dua"}, "/saksi", "belum dapat dibaca"),
        ({"saksi": ["dua", "tiga"]}, "/saksi/0", ""),
        ({"tempat__rs": "RS 45"}, "/tempat/rs", "Tulis nama dengan huruf saja."),
        ({"pelapor__telepon": "0812"}, "/pelapor/telepon", "belum dapat dibaca"),
        ({"pelapor__hubungan": "lain"}, "/pelapor/alasan", "Isi “Mengapa Anda yang melapor?”."),
        ({"pelapor__hubungan": "lain"}, "/pelapor/nama", "Isi “Nama pelapor”."),
        ({"tempat__desa": "Tamansari"}, "/tempat/desa", "belum dapat dibaca"),
        ({"tempat__biaya": -1}, "/tempat/biaya", "Paling sedikit 0."),
    ],
)  # fmt: skip
def test_problems_stand_at_their_field_and_say_what_to_do(changes, pointer, words):
    problems = forms.validate(birth(), changed(**changes), today=TODAY)
    assert words in problems.get(pointer, "" if pointer == "/saksi/0" else "nothing at this field")
    assert problems or pointer == "/saksi/0"


def test_problems_come_in_the_order_of_the_questions():
    pointers = list(forms.validate(birth(), {}))
    order = list(birth().index)
    assert pointers == sorted(pointers, key=order.index)
    assert "/anak/nama" in pointers
    assert "/benar" in pointers


def test_without_today_only_written_limits_are_checked():
    assert forms.validate(birth(), changed(anak__lahir="2027-01-01")) == {}


def test_limits_in_words():
    schema = {"properties": {"a": {"format": "date", "title": "A", "x-earliest": "today", "x-latest": "2026-12-31"}}}
    form = forms.compile(schema)
    assert "sebelum hari ini, 23 November 2026" in forms.validate(form, {"a": "2026-11-22"}, today=TODAY)["/a"]
    assert "setelah 31 Desember 2026" in forms.validate(form, {"a": "2027-01-01"}, today=TODAY)["/a"]
    assert forms.validate(form, {"a": "2026-11-23"}, today=TODAY) == {}
    form = forms.compile({"properties": {"a": {"format": "date", "title": "A", "x-earliest": "2026-01-01"}}})
    assert "sebelum 1 Januari 2026" in forms.validate(form, {"a": "2025-12-31"})["/a"]


def test_what_is_hidden_is_neither_asked_nor_kept():
    form = birth()
    other = changed(tempat__di="rumah", pelapor__alasan="Saya tetangga")
    assert not {"/tempat/rs", "/pelapor/alasan"} & forms.visible(form, other)
    assert forms.prune(form, other)["tempat"] == {"di": "rumah"}
    assert "alasan" not in forms.prune(form, other)["pelapor"]
    assert forms.validate(form, changed(tempat__di="rumah", tempat__rs="!!!"), today=TODAY) == {}
    assert "/tempat/rs" in forms.visible(form, GOOD)
    assert "/pelapor/alasan" in forms.visible(form, changed(pelapor__hubungan="lain"))


def test_a_hidden_question_is_not_required_though_the_schema_says_so():
    ui = {
        "type": "Categorization",
        "elements": [
            {
                "type": "Category",
                "label": "A",
                "elements": [
                    {"type": "Control", "scope": "#/properties/a"},
                    {
                        "type": "Control",
                        "scope": "#/properties/b",
                        "rule": {"effect": "SHOW", "condition": {"scope": "#/properties/a", "schema": {"const": True}}},
                    },
                ],
            },
            {
                "type": "Category",
                "label": "C",
                "elements": [{"type": "Control", "scope": "#/properties/c"}],
                "rule": {"effect": "SHOW", "condition": {"scope": "#/properties/b", "schema": {"minimum": 3}}},
            },
        ],
    }
    properties = {
        "a": {"type": "boolean", "title": "A"},
        "b": {"type": "integer", "title": "B"},
        "c": {"type": "string", "title": "C"},
    }
    form = forms.compile({"properties": properties, "required": ["a", "b", "c"]}, ui)
    assert list(forms.validate(form, {"a": False, "b": 5, "c": "x"})) == []
    assert forms.prune(form, {"a": False, "b": 5, "c": "x"}) == {"a": False}
    assert [page.key for page in forms.visible_pages(form, {"a": True, "b": 2})] == ["a"]
    assert [page.key for page in forms.visible_pages(form, {"a": True, "b": 3})] == ["a", "c"]
    assert list(forms.validate(form, {"a": True, "b": 3})) == ["/c"]
    assert form.sure == {"a"}


def test_required_now():
    form = birth()
    assert "/pelapor/nama" not in forms.required(form, GOOD)
    assert {"/pelapor/nama", "/pelapor/alasan"} <= forms.required(form, changed(pelapor__hubungan="lain"))


def test_reviews_are_for_people():
    form = birth()
    sections = forms.present(form, changed(tempat__desa="35.10.24.2008"), labels={"35.10.24.2008": "Tamansari, Licin"})
    rows = {row.name: row.text for section in sections for row in section.rows}
    assert [section.key for section in sections] == ["anak", "pelapor", "tempat", "berkas"]
    assert rows["anak.lahir"] == "9 November 2026"
    assert rows["anak.jk"] == "Laki-laki"
    assert rows["anak.berat"] == "3.200 gram"
    assert rows["pelapor.telepon"] == "0812-••••-4471"
    assert rows["tempat.desa"] == "Tamansari, Licin"
    assert rows["saksi.0.nik"] == "3510••••••••0001"
    assert rows["saksi.1.kawin"] == "Tidak"
    assert rows["benar"] == "Setuju"
    assert rows["surat"] == "Tidak diisi"
    assert "pelapor.alasan" not in rows
    (second,) = [row for section in sections for row in section.rows if row.name == "saksi.1.nama"]
    assert (second.label, second.item, second.short) == ("Saksi 2: Nama saksi", "Saksi 2", "Nama saksi")
    (open_row,) = [
        row for s in forms.present(form, GOOD, masked=False) for row in s.rows if row.name == "pelapor.telepon"
    ]
    assert open_row.text == "0812-0000-4471"
    empty = [row for s in forms.present(form, {}) for row in s.rows if row.name == "saksi"]
    assert empty[0].text == "Tidak ada"


def test_dates_speak_the_readers_language():
    assert forms.date_words("2026-02-09") == "9 Februari 2026"
    assert forms.date_words("kemarin") == "kemarin"
    with translation.override("en"):
        assert forms.date_words("2026-02-09").endswith(" 2026")


def test_personal_fields():
    personal = forms.personal_fields(birth())
    assert {"anak.nama", "anak.berat", "saksi.*.nik"} <= personal
    assert "tempat.di" not in personal


SCOPE = {
    "party": {"name": "Rani Wulandari", "phone": "+6281200004471", "born_on": date(1996, 2, 29)},
    "family": {
        "kk": "3510241203880417",
        "members": [{"party_id": "p-1", "name": "Dimas"}, {"party_id": "p-2", "name": "Rani"}, {"name": "nobody"}],
        "father": {"party_id": "p-1", "name": "Dimas"},
    },
}


def test_the_register_fills_what_it_knows():
    assert forms.prefill(birth(), SCOPE) == {
        "/pelapor/telepon": "+6281200004471",
        "/pelapor/nama": "Rani Wulandari",
        "/pelapor/kk": "3510241203880417",
    }
    assert forms.prefill(birth(), {"party": {"phone": "salah", "name": None}}) == {}
    assert forms.offered(birth(), SCOPE) == {"/pelapor/ayah": (("p-1", "Dimas"), ("p-2", "Rani"))}


def test_prefill_by_kind():
    kinds = {
        "ayah": {"format": "party", "title": "Ayah", "x-from": "family.father"},
        "lahir": {"format": "date", "title": "Lahir", "x-from": "party.born_on"},
        "jk": {"enum": ["L", "P"], "x-labels": {"P": "Perempuan"}, "title": "JK", "x-from": "party.sex"},
        "wni": {"type": "boolean", "title": "WNI", "x-from": "party.wni"},
        "lain": {"type": "boolean", "title": "Lain", "x-from": "party.sex"},
    }
    form = forms.compile({"properties": kinds})
    scope = {"party": SCOPE["party"] | {"sex": "perempuan", "wni": True}, "family": SCOPE["family"]}
    assert forms.prefill(form, scope) == {"/ayah": "p-1", "/lahir": "1996-02-29", "/jk": "P", "/wni": True}
