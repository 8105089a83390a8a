"""Answers and papers ticked off beside the decision, and named when the case goes back."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import Case, Defect
from satuatap.domain.cases.queries import MarkView, standards
from satuatap.domain.cases.tests.conftest import permit, press  # noqa: F401 (a service with a paper)
from satuatap.domain.cases.tests.factories import make_case, make_service, page_of
from satuatap.domain.catalog import actions as catalog
from satuatap.kernel import forms
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
PAPER = "paper:gambar"
SHARP = "Foto tidak terbaca. Unggah ulang yang jelas."


@pytest.fixture
def case(permit, rani, noon):  # noqa: F811
    return make_case(rani, noon)


@pytest.fixture
def desk(client_of, budi):
    return client_of(budi)


def address(name, case, *more):
    return reverse(f"desk:{name}", args=[case.number, *more])


def compare(desk, case, tanda, part=False, **typed):
    headers = {"HX-Request": "true"} if part else {}
    return desk.post(address("mark", case), {"tanda": tanda, "langkah": "periksa"} | typed, headers=headers)


def decide(desk, case, verb, **typed):
    form = {"key": str(uuid4()), "langkah": "periksa", "verb": verb}
    return desk.post(address("act", case, "periksa"), form | typed)


def defects():
    return list(Defect.objects.order_by("found_at", "id").values_list("about", "reason", "text"))


def test_without_script_a_mark_loses_nothing_that_was_typed(desk, case, budi):
    page = compare(desk, case, f"beda|{PAPER}", **{"catatan.other": "Belum selesai"}).content.decode()

    assert queries.marks_of(budi, case.pk) == {PAPER: MarkView(False, "")}
    assert "Belum selesai" in page
    assert re.search(rf'id="beda.{PAPER}"[^>]*aria-pressed="true"', page)
    assert re.search(rf'<textarea[^>]*id="catatan.{PAPER}"[^>]*autofocus', page)


def test_with_script_only_the_place_of_the_mark_comes_back(desk, case):
    page = compare(desk, case, f"cocok|{PAPER}", part=True).content.decode()

    assert "<html" not in page
    assert re.search(rf'id="cocok.{PAPER}"[^>]*aria-pressed="true"', page)
    assert "1 cocok" in page


def test_a_remark_is_kept_while_it_is_written(desk, case, budi):
    desk.post(f"{address('mark', case)}?tanda=beda|{PAPER}", {f"catatan.{PAPER}": "Foto gelap."})

    assert queries.marks_of(budi, case.pk) == {PAPER: MarkView(False, "Foto gelap.")}
    assert "Foto gelap." in desk.get(address("case", case)).content.decode()


def test_a_remark_that_the_decision_overtakes_disturbs_nobody(desk, case):
    sent = {f"catatan.{PAPER}": "Foto gelap."}
    decide(desk, case, "return", **sent)

    assert desk.post(f"{address('mark', case)}?tanda=beda|{PAPER}", sent).status_code == 204
    assert compare(desk, case, f"beda|{PAPER}").status_code == 422


def test_a_return_names_what_was_marked(desk, case):
    name = next(row.name for row in _rows(case) if row.label == "Tulisan pada reklame")
    compare(desk, case, f"beda|field:{name}")
    compare(desk, case, f"beda|{PAPER}")

    answer = decide(desk, case, "return", **{f"catatan.{PAPER}": "Foto gelap. Ambil ulang siang hari."})

    assert answer.status_code == 302
    unexplained = "Isian ini tidak sama dengan berkasnya. Cocokkan huruf demi huruf, lalu perbaiki."
    assert defects() == [(f"field:{name}", "", unexplained), (PAPER, "", "Foto gelap. Ambil ulang siang hari.")]


def _rows(case):
    form = standards.form(case.revision_id)
    return [row for section in forms.present(form, Case.objects.get(pk=case.pk).answers) for row in section.rows]


def test_people_of_a_list_stand_under_their_own_heading_and_are_marked_one_by_one(
    licensing, desk, rani, noon, messages
):
    name = {"type": "string", "title": "Nama lengkap", "maxLength": 60}
    person = {"type": "object", "title": "Saksi", "required": ["nama"], "properties": {"nama": name}}
    form = {
        "type": "object",
        "required": ["saksi"],
        "properties": {"saksi": {"type": "array", "title": "Saksi", "maxItems": 3, "items": person}},
    }
    make_service(licensing, noon, form=form, papers=[])
    draft = actions.start_draft(
        service_code="izin-reklame", party_id=rani.party_id, channel="portal", key=uuid4(), by=rani, at=noon
    )
    witnesses = {"saksi": [{"nama": "Agus Setiawan"}, {"nama": "Lilik Suryani"}]}
    actions.save_answers(case_id=draft.pk, page=page_of(draft), answers=witnesses, by=rani, at=noon)
    case = actions.hand_in(case_id=draft.pk, key=uuid4(), by=rani, at=noon)

    page = desk.get(address("case", case)).content.decode()

    assert re.findall(r'scope="rowgroup">([^<]+)<', page) == ["Saksi 1", "Saksi 2"]
    compare(desk, case, "beda|field:saksi.1.nama", **{"catatan.field:saksi.1.nama": "Beda dengan KTP."})
    decide(desk, case, "return")
    assert defects() == [("field:saksi.1.nama", "", "Beda dengan KTP.")]


def test_what_fits_is_not_named(desk, case):
    compare(desk, case, f"cocok|{PAPER}")

    assert decide(desk, case, "return").status_code == 422
    assert not Defect.objects.exists()


def test_a_yes_waits_for_what_differs(desk, case):
    compare(desk, case, f"beda|{PAPER}")

    answer = decide(desk, case, "accept")

    assert answer.status_code == 422
    assert "Masih ada 1 tanda beda" in answer.content.decode()


class TestDecreedWordings:
    @pytest.fixture(autouse=True)
    def library(self, noon):
        entries = [
            catalog.ReasonEntry("tidak-terbaca", "return", {"id": SHARP}),
            catalog.ReasonEntry("terlarang", "refuse", {"id": "Tempatnya terlarang."}),
        ]
        catalog.put_reasons(entries=entries, by=system("test"), at=noon)

    def test_one_click_puts_one_beside_what_differs(self, desk, case, budi):
        page = compare(desk, case, f"beda|{PAPER}").content.decode()
        assert f'value="beda|{PAPER}|tidak-terbaca"' in page

        compare(desk, case, f"beda|{PAPER}|tidak-terbaca")

        assert queries.marks_of(budi, case.pk) == {PAPER: MarkView(False, SHARP)}

    def test_one_click_is_enough_for_a_return(self, desk, case):
        assert decide(desk, case, "return", baku="tidak-terbaca").status_code == 302
        assert defects() == [("other", "tidak-terbaca", SHARP)]

    def test_a_ticked_one_stays_ticked_after_a_refused_try(self, desk, case):
        compare(desk, case, f"beda|{PAPER}")
        page = decide(desk, case, "accept", baku="tidak-terbaca").content.decode()

        assert re.search(r'name="baku" value="tidak-terbaca" checked', page)

    def test_a_refusal_takes_one_and_asks_for_the_law(self, desk, case):
        page = decide(desk, case, "refuse", dasar="terlarang").content.decode()
        assert "Sebutkan dasar hukum penolakan." in page
        assert re.search(r'name="dasar" value="terlarang" checked', page)

        assert decide(desk, case, "refuse", dasar="terlarang", law="Perda 1/2024").status_code == 302
        assert Case.objects.get(pk=case.pk).refusal == "Tempatnya terlarang."
