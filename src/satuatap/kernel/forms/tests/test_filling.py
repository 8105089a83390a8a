"""What a browser sends, and what becomes of it."""

import json

import pytest
from django.http import QueryDict
from django.utils import translation

from satuatap.kernel import forms

from .samples import GOOD, TODAY, birth, changed


def sent(**inputs):
    return {name.replace("__", "."): [text] for name, text in inputs.items()}


@pytest.mark.parametrize(
    ("page", "inputs", "pointer", "answer"),
    [
        ("anak", {"anak.nama": "  Arkana \t Bayu\x00 "}, "/anak/nama", "Arkana Bayu"),
        ("anak", {"anak.nama": "e\u0301\u202e"}, "/anak/nama", "é"),
        ("anak", {"anak.lahir.d": "9", "anak.lahir.m": "11", "anak.lahir.y": "2026"}, "/anak/lahir", "2026-11-09"),
        ("anak", {"anak.lahir.d": "09", "anak.lahir.m": "Nov", "anak.lahir.y": " 2026 "}, "/anak/lahir", "2026-11-09"),
        ("anak", {"anak.lahir": "2026-11-09"}, "/anak/lahir", "2026-11-09"),
        ("anak", {"anak.ke": "2"}, "/anak/ke", 2),
        ("anak", {"anak.berat": "3.200"}, "/anak/berat", 3200),
        ("anak", {"anak.berat": "3 200"}, "/anak/berat", 3200),
        ("pelapor", {"pelapor.telepon": "0812-0000-4471"}, "/pelapor/telepon", "+6281200004471"),
        ("pelapor", {"pelapor.telepon": "62 812 0000 4471"}, "/pelapor/telepon", "+6281200004471"),
        ("pelapor", {"pelapor.telepon": "(0333) 411-222"}, "/pelapor/telepon", "+62333411222"),
        ("pelapor", {"pelapor.telepon": "+60 12-345 6789"}, "/pelapor/telepon", "+60123456789"),
        ("pelapor", {"pelapor.kk": "3510 2412 0388 0417"}, "/pelapor/kk", "3510241203880417"),
        ("tempat", {"tempat.desa": "3510242008"}, "/tempat/desa", "35.10.24.2008"),
        ("tempat", {"tempat.titik": "-8.21910, 114.36910"}, "/tempat/titik", "-8.2191,114.3691"),
        ("tempat", {"tempat.titik": "(-8.2191 114.3691)"}, "/tempat/titik", "-8.2191,114.3691"),
        ("tempat", {"tempat.biaya": "Rp 1.250.000,00"}, "/tempat/biaya", 1_250_000),
        ("tempat", {"tempat.biaya": "rp1250000"}, "/tempat/biaya", 1_250_000),
        ("tempat", {"tempat.biaya": "0"}, "/tempat/biaya", 0),
        ("berkas", {"benar": "on"}, "/benar", True),
        ("berkas", {"surat": "file-1"}, "/surat", "file-1"),
        ("anak", {"anak.nama": "   "}, "/anak/nama", None),
    ],
)  # fmt: skip
def test_what_people_type_is_read_kindly(page, inputs, pointer, answer):
    parsed = forms.parse(birth(), page, {name: [text] for name, text in inputs.items()})
    assert parsed.problems == {}
    assert forms.get(parsed.answers, pointer) == answer


@pytest.mark.parametrize(
    ("page", "inputs", "pointer", "words"),
    [
        ("anak", {"anak.lahir.d": "9", "anak.lahir.y": "2026"}, "/anak/lahir", "Isi tanggal, bulan, dan tahun"),
        ("anak", {"anak.lahir.d": "31", "anak.lahir.m": "2", "anak.lahir.y": "2026"}, "/anak/lahir",
         "Tanggal 31 Februari 2026 tidak ada"),
        ("anak", {"anak.lahir.d": "9", "anak.lahir.m": "13", "anak.lahir.y": "2026"}, "/anak/lahir", "tidak ada"),
        ("anak", {"anak.lahir.d": "9", "anak.lahir.m": "1", "anak.lahir.y": "26"}, "/anak/lahir", "empat angka"),
        ("anak", {"anak.lahir.d": "x", "anak.lahir.m": "1", "anak.lahir.y": "2026"}, "/anak/lahir", "dengan angka"),
        ("anak", {"anak.lahir.d": "1", "anak.lahir.m": "1", "anak.lahir.y": "1026"}, "/anak/lahir", "terlalu jauh"),
        ("anak", {"anak.lahir": "kemarin"}, "/anak/lahir", "dengan angka"),
        ("anak", {"anak.berat": "3,2"}, "/anak/berat", "angka bulat"),
        ("anak", {"anak.berat": "tiga"}, "/anak/berat", "angka bulat"),
        ("anak", {"anak.berat": "1" * 40}, "/anak/berat", "angka bulat"),
        ("anak", {"anak.jk": "X"}, "/anak/jk", "Pilih salah satu"),
        ("pelapor", {"pelapor.telepon": "0812"}, "/pelapor/telepon", "0812-0000-4471"),
        ("pelapor", {"pelapor.telepon": "nomor saya"}, "/pelapor/telepon", "0812-0000-4471"),
        ("pelapor", {"pelapor.kk": "1234"}, "/pelapor/kk", "16 angka"),
        ("tempat", {"tempat.desa": "Tamansari"}, "/tempat/desa", "dari daftar"),
        ("tempat", {"tempat.titik": "91,114"}, "/tempat/titik", "lintang dan bujur"),
        ("tempat", {"tempat.batas": "-8,114"}, "/tempat/batas", "tiga titik"),
        ("tempat", {"tempat.batas": '{"type":"Point"}'}, "/tempat/batas", "tiga titik"),
        ("tempat", {"tempat.biaya": "1.25"}, "/tempat/biaya", "rupiah penuh"),
        ("berkas", {"surat": "../etc/passwd"}, "/surat", "sekali lagi"),
        ("pelapor", {"pelapor.ayah": "A" * 101}, "/pelapor/ayah", "100 huruf"),
        ("berkas", {"benar": "mungkin"}, "/benar", "Ya atau Tidak"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_stays_as_typed(page, inputs, pointer, words):
    parsed = forms.parse(birth(), page, {name: [text] for name, text in inputs.items()})
    assert words in parsed.problems[pointer]
    assert forms.get(parsed.answers, pointer) is None
    assert {name: parsed.typed[name] for name in inputs} == inputs


def test_a_polygon_from_lines_or_from_geojson_is_one_ring():
    lines = "-8.21, 114.36\n-8.22, 114.36\n-8.22, 114.37\n"
    answer = forms.parse(birth(), "tempat", {"tempat.batas": [lines]}).answers["tempat"]["batas"]
    assert json.loads(answer)["coordinates"][0][0] == [114.36, -8.21]
    assert json.loads(answer)["coordinates"][0][0] == json.loads(answer)["coordinates"][0][-1]
    again = forms.parse(birth(), "tempat", {"tempat.batas": [answer]}).answers["tempat"]["batas"]
    assert again == answer
    assert forms.typed(birth(), "tempat", {"tempat": {"batas": answer}})["tempat.batas"] == lines.strip()


def test_a_page_reads_a_query_dict():
    parsed = forms.parse(birth(), "anak", QueryDict("anak.nama=Arkana&anak.nama=x"))
    assert parsed.answers == {"anak": {"nama": "Arkana"}}


def test_only_what_was_offered_is_taken():
    data = {"pelapor.ayah": ["p-9"]}
    assert forms.parse(birth(), "pelapor", data).problems == {}
    for offers in ({"party": {"p-1"}}, {"/pelapor/ayah": {"p-1"}}):
        assert "/pelapor/ayah" in forms.parse(birth(), "pelapor", data, offers=offers).problems
    pairs = {"/pelapor/ayah": (("p-1", "Dimas"), ("p-9", "Agus"))}
    assert forms.parse(birth(), "pelapor", data, offers=pairs).problems == {}
    assert forms.parse(birth(), "pelapor", data, offers={"party": {"p-9"}}).problems == {}


def test_a_name_is_typed_where_nobody_could_be_offered():
    parsed = forms.parse(birth(), "pelapor", {"pelapor.ayah": ["Dimas  Prasetya"]}, offers={"/pelapor/ayah": ()})
    assert parsed.answers == {"pelapor": {"ayah": "Dimas Prasetya"}}
    assert forms.validate(birth(), changed(pelapor__ayah="Dimas Prasetya"), today=TODAY) == {}


def test_empty_rows_fall_away_and_problems_stand_at_the_row_that_is_shown():
    data = {"saksi": ["3"], "saksi.1.nama": ["Siti"], "saksi.1.nik": ["12"], "saksi.2.nama": [" "]}
    parsed = forms.parse(birth(), "berkas", data)
    assert parsed.answers == {"saksi": [{"nama": "Siti"}]}
    assert list(parsed.problems) == ["/saksi/0/nik"]
    assert parsed.typed == {"saksi": "1", "saksi.0.nama": "Siti", "saksi.0.nik": "12"}


def test_rows_are_added_and_removed_without_script():
    form = birth()
    data = {"saksi": ["2"], "saksi.0.nama": ["Siti"], "saksi.1.nama": ["Agus"], "saksi.1.nik": ["12"]}
    assert forms.restructure(form, "berkas", data) is None
    more = forms.restructure(form, "berkas", data | {"_add": ["saksi"]})
    assert more["saksi"] == ["3"]
    assert more["saksi.1.nik"] == ["12"]
    less = forms.restructure(form, "berkas", data | {"_remove": ["saksi.0"]})
    assert less["saksi"] == ["1"]
    assert less["saksi.0.nama"] == ["Agus"]
    assert less["saksi.0.nik"] == ["12"]
    for wrong in ({"_remove": ["saksi"]}, {"_remove": ["saksi.x"]}, {"_add": ["anak"]}, {"_remove": ["0"]}):
        assert forms.restructure(form, "berkas", data | wrong) is None
    gap = {"saksi": ["3"], "saksi.0.nama": [""], "saksi.2.nama": ["Agus"], "saksi.2.lahir.d": ["9"]}
    assert forms.restructure(form, "berkas", gap | {"_remove": ["saksi.1"]}) == {
        "saksi": ["2"],
        "saksi.0.nama": [""],
        "saksi.1.nama": ["Agus"],
        "saksi.1.lahir.d": ["9"],
    }
    without = forms.restructure(form, "berkas", {"surat": ["f-1"], "benar": ["on"], "_remove": ["surat"]})
    assert without == {"benar": ["on"], "surat": [""]}
    full = {"saksi": ["4"], "_add": ["saksi"]}
    assert forms.restructure(form, "berkas", full)["saksi"] == ["4"]
    assert forms.restructure(form, "berkas", data | {"_remove": ["saksi.7"]})["saksi"] == ["2"]


def test_filling_a_page_keeps_the_other_pages():
    form = birth()
    parsed = forms.fill(form, "anak", sent(anak__nama="B", anak__jk="P"), GOOD, today=TODAY)
    assert parsed.answers["anak"] == {"nama": "B", "jk": "P"}
    assert parsed.answers["saksi"] == GOOD["saksi"]
    assert list(parsed.problems) == ["/anak/nama", "/anak/lahir"]
    assert GOOD["anak"]["nama"] == "Arkana Bayu"


def test_what_is_known_cannot_be_overwritten():
    form = birth()
    known = {"/pelapor/telepon": "+6281200004471"}
    data = sent(pelapor__telepon="0899-9999-9999", pelapor__hubungan="ibu")
    parsed = forms.fill(form, "pelapor", data, GOOD, known=known)
    assert parsed.answers["pelapor"] == {"telepon": "+6281200004471", "hubungan": "ibu"}
    assert parsed.problems == {}
    parsed = forms.fill(form, "pelapor", sent(pelapor__telepon="salah"), GOOD, known=known)
    assert list(parsed.problems) == ["/pelapor/hubungan"]


def test_a_typed_problem_goes_before_a_missing_answer():
    parsed = forms.fill(birth(), "pelapor", sent(pelapor__telepon="0812"), {})
    assert "0812-0000-4471" in parsed.problems["/pelapor/telepon"]


def test_a_problem_of_a_hidden_question_is_no_problem():
    parsed = forms.fill(birth(), "tempat", sent(tempat__di="rumah", tempat__biaya="x"), {})
    assert list(parsed.problems) == ["/tempat/biaya"]
    parsed = forms.fill(birth(), "pelapor", sent(pelapor__hubungan="ibu", pelapor__alasan="\x00"), GOOD)
    assert "/pelapor/alasan" not in parsed.problems


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,250,000", 1_250_000), ("1.250.000", 1_250_000), ("Rp1,250,000.00", 1_250_000), ("1250000", 1_250_000),
        ("1,25", None), ("1250000.5", None),
    ],
)  # fmt: skip
def test_english_pages_read_and_write_amounts_in_the_english_way(typed, read):
    with translation.override("en"):
        parsed = forms.parse(birth(), "tempat", {"tempat.biaya": [typed]})
        assert forms.get(parsed.answers, "/tempat/biaya") == read
        field = birth().index["/tempat/biaya"]
        assert forms.words(field, 1_250_000) == "Rp1,250,000"
        assert forms.typed(birth(), "tempat", {"tempat": {"biaya": 1_250_000}})["tempat.biaya"] == "1,250,000"


def test_an_english_decimal_is_no_thousand():
    with translation.override("en"):
        parsed = forms.parse(birth(), "anak", {"anak.berat": ["3.200"]})
        assert forms.parse(birth(), "anak", {"anak.berat": ["3,200"]}).answers["anak"]["berat"] == 3200
    assert "/anak/berat" in parsed.problems
