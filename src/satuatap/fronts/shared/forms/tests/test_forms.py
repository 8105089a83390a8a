"""Pages of forms as a browser sees them."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import FileSystemLoader

from satuatap.fronts.shared.environment import environment
from satuatap.fronts.shared.forms import bind
from satuatap.kernel import forms
from satuatap.kernel.forms.tests.samples import GOOD, birth, naughty

from .browser import Browser

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
AREAS = (
    ("Licin", (("35.10.24.2008", "Tamansari"), ("35.10.24.2001", "Gumuk"))),
    ("Giri", (("35.10.16.1001", "Giri"),)),
)
OFFERS = {"/pelapor/ayah": (("p-1", "Dimas Prasetya"), ("p-2", "Rani Wulandari"))}
PAGES = ["anak", "pelapor", "tempat", "berkas"]


@pytest.fixture(scope="module")
def draw():
    """Draws a macro of the file and reads it as a browser does."""
    env = environment(autoescape=True, loader=FileSystemLoader(TEMPLATES))

    def _draw(macro, *args, **kwargs):
        source = '{% import "shared/forms.html" as forms %}{{ forms[macro](*args, **kwargs) }}'
        return Browser(env.from_string(source).render(macro=macro, args=args, kwargs=kwargs))

    return _draw


def page_of(key, answers=GOOD, **more):
    return bind(birth(), key, answers, **{"areas": AREAS, "offers": OFFERS} | more)


def check(page):
    """What must hold for every page: one id each, every label and description leads somewhere."""
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for tag, attrs in page.tags:
        for id in attrs.get("aria-describedby", "").split() + attrs.get("aria-labelledby", "").split():
            assert id in ids, f"{tag} is described by {id}"
        if tag == "label" and "for" in attrs:
            assert attrs["for"] in ids
        assert not set(attrs) & {"style", "onclick", "required"}


@pytest.mark.parametrize("key", PAGES)
@pytest.mark.parametrize("answers", [GOOD, {}])
def test_pages_are_well_formed(draw, key, answers):
    bound = page_of(key, answers, problems=forms.validate(birth(), answers))
    page = draw("page", bound)
    check(page)
    assert set(bound.problems) <= set(page.ids())
    summary = draw("errors", bound)
    links = [attrs["href"] for tag, attrs in summary.tags if tag == "a"]
    assert [link.removeprefix("#") for link in links] == list(bound.problems)


@pytest.mark.parametrize("key", PAGES)
def test_a_page_sent_as_it_is_gives_the_same_answers(draw, key):
    form = birth()
    page = draw("page", page_of(key))
    parsed = forms.fill(form, key, page.sent, {}, offers=OFFERS)
    assert {p: w for p, w in parsed.problems.items() if p != "/surat"} == {}
    for field in form.page(key).fields:
        assert forms.get(parsed.answers, field.pointer) == forms.get(GOOD, field.pointer)


def test_a_text_question_follows_the_mock(draw):
    page = draw("page", page_of("anak", problems={"/anak/nama": "Tulis nama lengkap."}))
    input = page.by_id("anak-nama")
    assert input["class"] == "input"
    assert input["aria-describedby"] == "anak-nama-h anak-nama-e"
    assert input["aria-invalid"] == "true"
    assert input["maxlength"] == "60"
    assert ("div", {"class": "field stack has-error"}) in page.tags
    assert "Tanpa gelar" in page.text
    assert "Berat lahir (boleh dikosongkan)" in page.text
    assert "Nama lengkap anak (boleh" not in page.text


def test_a_date_is_three_inputs_with_a_list_of_months(draw):
    page = draw("page", page_of("anak", problems={"/anak/lahir": "Tanggal ini tidak ada."}))
    assert page.sent["anak.lahir.d"] == ["9"]
    assert page.sent["anak.lahir.m"] == ["11"]
    assert page.sent["anak.lahir.y"] == ["2026"]
    assert "November" in page.text
    assert page.by_id("anak-lahir")["class"] == "field stack has-error"
    assert page_of("anak", problems={"/anak/lahir": "x"}).problems == {"anak-lahir-d": "x"}


def test_choices_are_radios_and_the_error_leads_to_the_first(draw):
    bound = page_of("anak", problems={"/anak/jk": "Pilih."})
    assert bound.problems == {"anak-jk-1": "Pilih."}
    page = draw("page", bound)
    assert [attrs["value"] for _tag, attrs in page.named("anak.jk")] == ["L", "P"]
    assert "checked" in page.by_id("anak-jk-1")


def test_eight_choices_are_a_list(draw):
    schema = {"properties": {"x": {"enum": list("abcdefgh"), "title": "X"}}}
    bound = bind(forms.compile(schema), "isian", {"x": "c"})
    page = draw("page", bound)
    assert page.sent == {"x": ["c"]}
    assert page.by_id("x")["class"] == "input"


def test_money_and_units_stand_beside_the_input(draw):
    answers = {"tempat": {"biaya": 1_250_000}}
    page = draw("page", page_of("tempat", answers))
    assert page.sent["tempat.biaya"] == ["1.250.000"]
    assert "Rp" in page.text
    assert "gram" in draw("page", page_of("anak")).text


def test_villages_stand_under_their_district(draw):
    page = draw("page", page_of("tempat", {"tempat": {"di": "rumah", "desa": "35.10.24.2008"}}))
    assert [attrs["label"] for tag, attrs in page.tags if tag == "optgroup"] == ["Licin", "Giri"]
    assert page.sent["tempat.desa"] == ["35.10.24.2008"]


def test_people_are_chosen_where_the_register_knows_them_and_typed_where_not(draw):
    page = draw("page", page_of("pelapor"))
    assert [attrs["value"] for _tag, attrs in page.named("pelapor.ayah")] == ["p-1", "p-2"]
    page = draw("page", page_of("pelapor", offers={}))
    assert page.by_id("pelapor-ayah")["autocomplete"] == "off"
    assert "Tulis nama lengkapnya." in page.text


def test_what_is_known_is_shown_and_not_asked(draw):
    answers = {"pelapor": {"telepon": "+6281200004471", "kk": "3510241203880417"}}
    bound = page_of("pelapor", answers, known={"/pelapor/telepon", "/pelapor/kk"}, known_url="/akun/data")
    page = draw("page", bound)
    assert "pelapor.telepon" not in page.sent
    assert "Nomor WhatsApp 0812-••••-4471" in page.text
    assert "Nomor KK 3510••••••••0417" in page.text
    assert "data Anda yang ada pada kami" in page.text
    assert ("a", {"href": "/akun/data"}) in page.tags
    family = page_of("pelapor", answers, known={"/pelapor/kk"})
    assert family.known_title == "Sudah kami isi dari kartu keluarga Anda"
    assert "Ada yang keliru?" not in draw("page", family).text


def test_a_question_that_depends_on_this_page_is_there_and_says_when(draw):
    page = draw("page", page_of("pelapor"))
    reason = next(attrs for _tag, attrs in page.tags if "data-when" in attrs)
    assert reason["data-when"] == '[{"name":"pelapor.hubungan","values":["lain"]}]'
    assert "Hanya bila “Hubungan dengan anak”: lain." in page.text
    assert "Mengapa Anda yang melapor? (boleh" not in page.text
    page = draw("page", page_of("pelapor", {"pelapor": {"hubungan": "lain"}}))
    assert "Nama pelapor (boleh" not in page.text


def test_a_question_that_depends_on_another_page_is_there_only_when_it_is_asked():
    ui = {
        "type": "Categorization",
        "elements": [
            {"type": "Category", "label": "A", "elements": [{"type": "Control", "scope": "#/properties/a"}]},
            {
                "type": "Category",
                "label": "B",
                "elements": [
                    {
                        "type": "Control",
                        "scope": "#/properties/b",
                        "rule": {"effect": "SHOW", "condition": {"scope": "#/properties/a", "schema": {"minimum": 3}}},
                    },
                ],
            },
        ],
    }
    number = {"type": "integer", "title": "N"}
    form = forms.compile({"properties": {"a": number, "b": number}}, ui)
    assert bind(form, "b", {"a": 2}).groups == ()
    (group,) = bind(form, "b", {"a": 3}).groups
    assert group.fields[0].when == ""


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ({"minimum": 2, "maximum": 4}, "2 sampai 4"),
        ({"minimum": 2}, "2 atau lebih"),
        ({"maximum": 4}, "4 atau kurang"),
        ({"enum": [1, 2]}, "1 atau 2"),
    ],
)
def test_conditions_in_words(test, words):
    schema = {
        "properties": {"a": {"type": "integer", "title": "A"}},
        "if": {"properties": {"a": test}, "required": ["a"]},
        "then": {"properties": {"b": {"type": "string", "title": "B"}}},
    }
    bound = bind(forms.compile(schema), "isian", {})
    assert bound.groups[0].fields[1].when_words == f"Hanya bila “A”: {words}."


def test_a_repeated_group_grows_and_shrinks_by_buttons(draw):
    form = birth()
    page = draw("page", page_of("berkas", {}))
    assert page.sent["saksi"] == ["2"]
    buttons = [attrs for tag, attrs in page.tags if tag == "button"]
    assert buttons[0].get("name") is None
    assert buttons[0]["class"] == "vh"
    assert [(b["name"], b["value"]) for b in buttons[1:]] == [("_add", "saksi")]
    more = forms.restructure(form, "berkas", page.sent | {"saksi.1.nama": ["Agus"], "_add": ["saksi"]})
    page = draw("page", page_of("berkas", {}, typed=more))
    assert page.sent["saksi"] == ["3"]
    assert page.sent["saksi.1.nama"] == ["Agus"]
    removes = [attrs["value"] for _tag, attrs in page.named("_remove")]
    assert removes == ["saksi.0", "saksi.1", "saksi.2"]
    less = forms.restructure(form, "berkas", page.sent | {"_remove": ["saksi.0"]})
    page = draw("page", page_of("berkas", {}, typed=less))
    assert page.sent["saksi"] == ["2"]
    assert page.sent["saksi.0.nama"] == ["Agus"]
    full = {"saksi": ["4"]}
    assert "_add" not in {attrs.get("name") for _tag, attrs in draw("page", page_of("berkas", {}, typed=full)).tags}


def test_a_title_that_the_page_already_says_is_for_readers_only(draw):
    schema = {"properties": {"nama": {"type": "string", "title": "Siapa nama Anda?"}}}
    bound = bind(forms.compile(schema), "isian", {})
    assert bound.title == "Siapa nama Anda?"
    assert ("label", {"class": "vh", "for": "nama"}) in draw("page", bound).tags
    assert "Saksi 2" in draw("page", page_of("berkas")).text


def test_problems_in_a_row_stand_in_that_row(draw):
    parsed = forms.fill(birth(), "berkas", {"saksi": ["2"], "saksi.1.nama": ["Agus"], "saksi.1.nik": ["12"]}, {})
    bound = page_of("berkas", parsed.answers, typed=parsed.typed, problems=parsed.problems)
    assert "16 angka" in bound.problems["saksi-0-nik"]
    page = draw("page", bound)
    assert page.sent["saksi.0.nik"] == ["12"]
    assert bound.problems["saksi"].startswith("Tambahkan sampai ada 2")


def test_why_we_ask_and_warnings_stand_under_the_input(draw):
    page = draw("page", page_of("berkas", notes={"/saksi/0/nik": "Kode wilayah ini tidak kami kenal."}))
    assert "Mencocokkan nama saksi." in page.text
    assert "Kode wilayah ini tidak kami kenal." in page.text
    assert page.by_id("saksi-0-nik")["aria-describedby"] == "saksi-0-nik-h saksi-0-nik-n"


def test_a_file_that_is_there_can_be_taken_out(draw):
    bound = page_of("berkas", {"surat": "f-1"})
    page = draw("page", bound)
    assert page.sent["surat"] == ["f-1"]
    assert bound.has_files
    assert ("_remove", "surat") in {(a.get("name"), a.get("value")) for _tag, a in page.tags}
    check(page)


def test_two_forms_on_one_page_have_ids_of_their_own(draw):
    page = draw("page", page_of("anak", prefix="survei-"))
    assert {id.split("-")[0] for id in page.ids()} == {"survei"}
    assert "anak.nama" in page.sent
    check(page)


def test_other_languages(draw):
    assert bind(birth(), "anak", GOOD, lang="en").key == "anak"


def test_the_review_links_each_answer_to_its_input(draw):
    form = birth()
    page = draw("review", forms.present(form, GOOD), {"anak": "/ajukan/x/anak"})
    assert ("a", {"href": "/ajukan/x/anak#anak-nama"}) in page.tags
    assert "3510••••••••0001" in page.text
    assert len([1 for tag, attrs in page.tags if attrs.get("class") == "card"]) == 4
    check(page)
    target = draw("page", page_of("anak"))
    for tag, attrs in page.tags:
        if tag == "a":
            assert attrs["href"].partition("#")[2] in target.ids()


def test_typed_texts_come_back_as_they_were_and_harm_nothing(draw):
    form = birth()
    for number, text in enumerate(naughty()[:30] + naughty()[30::12]):
        for key in PAGES if number < 30 else ["anak"]:
            names = [f.path.replace("*", "0") for top in form.page(key).fields for f in top.tree() if not f.fields]
            parsed = forms.fill(
                form, key, {name: [text] for name in names} | {"saksi": ["1"]}, {}, today=date(2026, 1, 1)
            )
            bound = page_of(key, parsed.answers, typed=parsed.typed, problems=parsed.problems)
            page = draw("page", bound)
            tags = {tag for tag, _attrs in page.tags}
            assert tags <= {
                "div", "label", "span", "p", "svg", "use", "input", "textarea", "fieldset", "legend", "select", "option",
                "optgroup", "button", "details", "summary", "section", "h2", "strong",
            }  # fmt: skip
            for name in names:
                if (
                    name in page.sent
                    and name in parsed.typed
                    and "surat" not in name
                    and page.named(name)[0][0] != "select"
                ):
                    kind = page.named(name)[0][1].get("type", "text")
                    if kind not in {"radio", "checkbox"}:
                        assert page.sent[name] == [parsed.typed[name]]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(texts, st.sampled_from(["anak.nama", "anak.lahir.y", "anak.berat"]))
def test_any_text_survives_the_page(draw, text, name):
    typed = {name: text}
    page = draw("page", page_of("anak", {}, typed=typed))
    assert page.sent[name] == [text]


def test_the_script_is_named_by_its_path():
    script = TEMPLATES.parent / "static" / "js" / "forms.js"
    assert "data-when" in script.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|eval\(|\.style", script.read_text(encoding="utf-8"))
