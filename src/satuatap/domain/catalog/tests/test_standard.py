"""The standard as pages read it: every part, translations, gaps."""

from datetime import date

import pytest

from satuatap.domain.catalog import queries, rules
from satuatap.domain.catalog.models import Compiled
from satuatap.domain.catalog.queries import Promise

from .factories import make_body, make_revision

ON = date(2026, 11, 23)


@pytest.mark.django_db
def test_a_standard_carries_the_whole_body():
    make_revision(decree={"number": "188/1/2026", "on": "2026-01-01"}, fees=[{"label": "Biaya", "amount": "5000"}])

    standard = queries.standard("izin-reklame", on=ON)

    assert standard.promise == Promise(3, "working-day", source="sk")
    assert (standard.unit_code, standard.unit_short_name) == ("dpmptsp", "DPMPTSP")
    assert (standard.decree_number, standard.decree_on) == ("188/1/2026", date(2026, 1, 1))
    assert standard.paper("gambar").instead == ("foto",)
    assert standard.paper("foto").name == "Foto reklame"
    assert not standard.paper("denah").required
    assert standard.document("izin-reklame")["template"] == "izin-reklame"
    assert (standard.fee, standard.fees[0].amount) == ("listed", 5000)
    assert standard.procedure[-1] == ("Pajak ditetapkan", "")


@pytest.mark.django_db
def test_what_is_unknown_is_a_gap_and_never_a_guess():
    make_revision(promise={"within": "unknown"}, fee="unknown", legal_basis=[])

    standard = queries.standard("izin-reklame", on=ON)

    assert standard.promise is None
    assert {"promise", "fee", "legal_basis", "decree", "papers.denah.law", "components.staff"} <= set(standard.gaps)
    assert "components.complaints" not in standard.gaps


@pytest.mark.django_db
def test_english_shows_what_is_translated_and_indonesian_elsewhere():
    make_revision(
        texts={
            "en": {
                "/name": "Advertising permit",
                "/papers/gambar/name": "Drawing",
                "/flow/pajak/name": "Tax is assessed",
                "/form/properties/luas/x-hint": "in metres",
            }
        }
    )

    english = queries.standard("izin-reklame", lang="en", on=ON)

    assert english.name == "Advertising permit"
    assert english.paper("gambar").name == "Drawing"
    assert english.flow[1]["together"][1][0]["name"] == "Tax is assessed"
    assert english.form["properties"]["luas"] == {"title": "Luas", "type": "integer", "x-hint": "in metres"}
    assert Compiled.objects.get(lang="en").untranslated == len(rules.texts_of(make_body())) - 4


@pytest.mark.django_db
def test_a_translation_of_a_text_that_has_changed_counts_as_missing():
    make_revision(texts={"en": {"/name": "Advertising permit"}})
    assert rules.translated(make_body(name="Lain"), {"/name": ("Other", rules.digest("Izin reklame"))})[0]["name"] == (
        "Lain"
    )


@pytest.mark.django_db
def test_a_better_translation_needs_no_new_revision():
    first = make_revision(texts={"en": {"/name": "Ad permit"}})
    second = make_revision(texts={"en": {"/name": "Advertising permit"}})

    assert first.pk == second.pk
    assert queries.standard("izin-reklame", lang="en", on=ON).name == "Advertising permit"


@pytest.mark.django_db
def test_a_language_the_pack_does_not_have_falls_back_to_indonesian():
    make_revision()
    assert queries.standard("izin-reklame", lang="jv", on=ON).name == "Izin reklame"


def test_every_text_people_read_can_be_translated():
    pointers = rules.texts_of(make_body())
    assert {"/name", "/words", "/papers/1/name", "/substitutes/0/name", "/form/properties/luas/title"} <= set(pointers)
    assert {"/flow/0/name", "/flow/1/together/0/name", "/flow/1/together/1/0/name"} <= set(pointers)
    assert "/components/complaints" in pointers


def test_questions_are_named_by_their_names_however_deep_they_are_asked():
    form = {
        "properties": {"saksi": {"items": {"properties": {"nik": {"title": "NIK saksi"}}}}},
        "allOf": [{"if": {}, "then": {"properties": {"wali": {"properties": {"nama": {"title": "Nama wali"}}}}}}],
    }
    body = make_body(form=form)

    assert rules.settle_pointer(body, "/form/saksi/nik/title") == "/form/properties/saksi/items/properties/nik/title"
    assert rules.settle_pointer(body, "/form/wali/nama/title") == (
        "/form/allOf/0/then/properties/wali/properties/nama/title"
    )


@pytest.mark.parametrize(
    "pointer", ["/papers/tidak-ada/name", "/name/lebih", "/form/zona/tidak-ada", "/nama", "/flow/tidak-ada/name"]
)
def test_a_pointer_to_nothing_is_an_error(pointer):
    with pytest.raises(KeyError):
        rules.settle_pointer(make_body(), pointer)


@pytest.mark.parametrize(
    ("text", "unit"), [("1 day", "day"), ("30 minutes", "minute"), ("4 working hours", "working-hour")]
)
def test_a_promise_keeps_the_unit_it_was_written_in(text, unit):
    assert rules.promise_of(text)["unit"] == unit


def test_a_promise_in_other_words_is_an_error():
    with pytest.raises(ValueError, match="soon"):
        rules.promise_of("soon")
