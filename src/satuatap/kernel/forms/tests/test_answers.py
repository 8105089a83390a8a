"""What is asked, what is kept, what is wrong with it, and how it reads."""

import copy
import json
from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from satuatap.kernel import forms

from .samples import GOOD, birth, naughty

TODAY = date(2026, 11, 23)


def changed(**changes):
    """The good answers with some changed: ``anak__nama="…"``; None takes an answer away."""
    answers = copy.deepcopy(GOOD)
    for path, value in changes.items():
        forms.put(answers, "/" + path.replace("__", "/"), value)
    return answers


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
        ({"saksi": None}, "/saksi", "Tambahkan paling sedikit satu untuk “Saksi”."),
        ({"saksi": [GOOD["saksi"][0]]}, "/saksi", "Tambahkan sampai paling sedikit 2: Saksi."),
        ({"saksi": [GOOD["saksi"][0]] * 5}, "/saksi", "Paling banyak 4: Saksi."),
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
    assert rows["saksi.0.nik"] == "351024••••••0001"
    assert rows["saksi.1.kawin"] == "Tidak"
    assert rows["benar"] == "Setuju"
    assert rows["surat"] == "Tidak diisi"
    assert "pelapor.alasan" not in rows
    (label,) = [row.label for section in sections for row in section.rows if row.name == "saksi.1.nama"]
    assert label == "Saksi 2: Nama saksi"
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


# --- what a browser sends ---------------------------------------------------------------------------------------


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
        ("tempat", {"tempat.titik": "91,114"}, "/tempat/titik", "aplikasi peta"),
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
    assert without == {"benar": ["on"]}
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


# --- for all answers --------------------------------------------------------------------------------------------

names = st.text("abcdefghij ÁÉñ", min_size=2, max_size=20).map(forms.clean).filter(lambda text: len(text) > 1)
niks = st.builds(
    lambda day, month, year, serial: f"351024{day:02}{month:02}{year:02}{serial:04}",
    st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.integers(1, 9999),
)  # fmt: skip
dates = st.dates(date(1900, 1, 1), TODAY).map(date.isoformat)
coordinates = st.tuples(st.integers(-900_000, 900_000), st.integers(-1_800_000, 1_800_000))
points = coordinates.map(lambda pair: f"{pair[0] / 1e4:g},{pair[1] / 1e4:g}")


def polygon(corners):
    lines = "\n".join(f"{latitude / 1e4:g}, {longitude / 1e4:g}" for latitude, longitude in corners)
    return forms.parse(birth(), "tempat", {"tempat.batas": [lines]}).answers["tempat"]["batas"]


def answers_of(**parts):
    return st.fixed_dictionaries({}, optional=parts)


answers = st.fixed_dictionaries(
    {},
    optional={
        "anak": answers_of(
            nama=names, lahir=dates, jk=st.sampled_from("LP"), ke=st.sampled_from([1, 2, 3]), berat=st.integers(300, 9000)
        ),
        "pelapor": answers_of(
            hubungan=st.sampled_from(["ayah", "ibu", "lain"]),
            telepon=st.integers(1000000, 999999999).map(lambda n: f"+6281{n}"),
            nama=names, kk=niks, ayah=st.sampled_from(["p-1", "p-2"]), alasan=names,
        ),
        "tempat": answers_of(
            di=st.sampled_from(["rs", "rumah"]), rs=st.just("RSUD"), desa=st.just("35.10.24.2008"), titik=points,
            batas=st.lists(coordinates, min_size=3, max_size=6, unique=True).map(polygon),
            biaya=st.integers(0, 10**12),
        ),
        "saksi": st.lists(
            st.fixed_dictionaries({"nama": names}, optional={"nik": niks, "lahir": dates, "kawin": st.booleans()}),
            min_size=1, max_size=4,
        ),
        "surat": st.just("file-1"),
        "benar": st.just(True),
    },
)  # fmt: skip


@given(answers)
def test_what_is_shown_is_read_back(given_answers):
    form = birth()
    for page in form.pages:
        shown = forms.typed(form, page.key, given_answers)
        parsed = forms.parse(form, page.key, {name: [text] for name, text in shown.items()})
        assert parsed.problems == {}
        for field in page.fields:
            given = forms.get(given_answers, field.pointer)
            assert forms.get(parsed.answers, field.pointer) == (None if given == {} else given)


@given(answers)
def test_pruned_answers_hold_what_is_asked_and_stay_as_they_are(given_answers):
    form = birth()
    pruned = forms.prune(form, given_answers)
    assert forms.prune(form, pruned) == pruned
    assert forms.visible(form, pruned) == forms.visible(form, given_answers)
    assert forms.validate(form, pruned, today=TODAY) == forms.validate(form, given_answers, today=TODAY)
    seen = forms.visible(form, given_answers)
    for pointer, field in form.index.items():
        if pointer not in seen and "*" not in pointer:
            assert forms.get(pruned, pointer) is None, field
    assert not {p for p in forms.validate(form, given_answers) if p in form.index and p not in seen}


@given(answers)
def test_complete_answers_have_every_sure_name(given_answers):
    form = birth()
    if not forms.validate(form, given_answers, today=TODAY):
        for name in form.sure:
            assert forms.get(forms.prune(form, given_answers), "/" + name.replace(".", "/")) is not None


def test_good_answers_have_every_sure_name():
    assert all(forms.get(GOOD, "/" + name.replace(".", "/")) is not None for name in birth().sure)


@pytest.mark.parametrize("page", ["anak", "pelapor", "tempat", "berkas"])
def test_naughty_texts_are_read_or_refused_in_every_field(page):
    form = birth()
    fields = [field for top in form.page(page).fields for field in top.tree()]
    paths = [field.path.replace("*", "0") for field in fields if field.kind not in {"object", "list"}]
    dates = [f"{field.path.replace('*', '0')}.{part}" for field in fields if field.kind == "date" for part in "dmy"]
    for text in naughty():
        for names in (paths, dates):
            data = {name: [text] for name in names} | {"saksi": ["1"]}
            parsed = forms.fill(form, page, data, {}, today=TODAY)
            json.dumps(parsed.answers, ensure_ascii=False).encode()
            assert not set("\x00\u202e") & set("".join(parsed.typed.values())), text
            assert all(parsed.problems.values()), text
            forms.present(form, parsed.answers)
        assert forms.restructure(form, page, data | {"_add": [text], "_remove": [text]}) is None


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["nama", "di", "nik", "x"]), inner),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["anak", "pelapor", "tempat", "saksi", "surat", "benar", "x"]), junk))
def test_any_json_is_checked_without_a_fault(given_answers):
    form = birth()
    forms.validate(form, given_answers, today=TODAY)
    forms.present(form, given_answers)
    pruned = forms.prune(form, given_answers)
    assert forms.prune(form, pruned) == pruned
    for page in form.pages:
        forms.typed(form, page.key, given_answers)
