"""The re-asking meter: what is counted as asked in vain, once for each application, and never an answer itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.cast import make_officer

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import AskedTally, Case
from satuatap.domain.cases.queries import asking as shown
from satuatap.domain.cases.rules import asking
from satuatap.kernel import forms
from satuatap.kernel.errors import NotFound

from .factories import SYSTEM, make_case, make_service

FORM = forms.compile(
    {
        "type": "object",
        "properties": {
            "nama": {"type": "string", "title": "Nama", "x-from": "party.name"},
            "lahir": {"format": "date", "title": "Tanggal lahir"},
            "agama": {"title": "Agama", "enum": ["islam", "hindu"], "x-labels": {"islam": "Islam", "hindu": "Hindu"}},
            "usaha": {"type": "string", "title": "Nama usaha"},
            "rt": {"type": "string", "title": "RT"},
            "setuju": {"type": "boolean", "const": True, "title": "Setuju"},
            "saksi": {
                "type": "array",
                "title": "Saksi",
                "items": {"type": "object", "properties": {"nama": {"type": "string", "title": "Nama saksi"}}},
            },
        },
    },
    {},
)
FACTS = {
    "party": {"name": "Rani Contoh", "born_on": "1995-07-01", "religion": "Hindu", "kind": "person", "rt": "02"},
    "family": {"kk": "3510240503229001", "members": [{"name": "Dimas Contoh", "relation": "Kepala keluarga"}]},
}


def asked(answers, *, filled=("/nama",), earlier=None):
    found = asking.asked(FORM, answers, filled=filled, facts=FACTS, earlier=earlier or {})
    return {one.pointer: one.source for one in found}


def test_an_answer_is_known_where_the_register_or_an_earlier_application_says_the_same():
    answers = {
        "nama": "Rani Contoh", "lahir": "1995-07-01", "agama": "hindu", "usaha": " toko  RANI.", "rt": "02",
        "setuju": True, "saksi": [{"nama": "Budi"}, {"nama": "dimas contoh"}],
    }  # fmt: skip

    assert asked(answers, earlier={"nama usaha": {"toko rani"}}) == {
        "/lahir": "party.born_on",
        "/agama": "party.religion",
        "/usaha": "earlier",
        "/rt": "",  # two letters are alike by chance
        "/saksi/*/nama": "family.members.name",
    }


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_was_filled_in_is_never_asked_and_what_nobody_said_is_never_known(name, firm):
    found = asked({"nama": name, "usaha": firm})

    assert "/nama" not in found
    if asking.written_alike(firm) not in {asking.written_alike(v) for v in _texts(FACTS)}:
        assert found.get("/usaha", "") == ""


def _texts(value):
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value]


def tallies():
    return {(row.pointer, row.source): (row.times, row.unproven) for row in AskedTally.objects.all()}


@pytest.fixture
def permit(licensing, noon, messages):
    form = {
        "type": "object",
        "required": ["teks", "luas"],
        "properties": {
            "nama": {"type": "string", "title": "Nama pemohon", "x-from": "party.name"},
            "teks": {"type": "string", "title": "Tulisan pada reklame"},
            "luas": {"type": "integer", "title": "Luas"},
        },
    }
    return make_service(licensing, noon, form=form)


@pytest.mark.django_db
def test_a_sent_application_is_counted_once_and_only_names_are_kept(permit, rani, noon):
    case = make_case(rani, noon)

    assert actions.count_asked(case_id=case.pk, by=SYSTEM, at=noon)
    assert not actions.count_asked(case_id=case.pk, by=SYSTEM, at=noon)

    answer = case.answers["teks"]
    assert tallies()[("", "")] == (1, 0)
    assert tallies()[("/teks", "")] == (1, 0)
    assert ("/nama", "") not in tallies()
    assert not any(asking.written_alike(answer) in str(key).lower() for key in tallies())


@pytest.mark.django_db
def test_the_second_time_the_same_is_asked_in_vain(permit, rani, noon):
    for hours in (0, 1):
        later = noon + timedelta(hours=hours)
        actions.count_asked(case_id=make_case(rani, later).pk, by=SYSTEM, at=later)

    assert tallies()[("/teks", "")] == (2, 0)
    assert tallies()[("/teks", "earlier")] == (1, 0)


@pytest.mark.django_db
def test_drafts_and_strangers_are_not_counted(permit, rani, noon):
    case = make_case(rani, noon)
    with pytest.raises(NotFound):
        actions.count_asked(case_id=case.pk, by=rani, at=noon)
    Case.objects.filter(pk=case.pk).update(submitted_at=None, state="draft")
    assert not actions.count_asked(case_id=case.pk, by=SYSTEM, at=noon)


@pytest.mark.django_db
def test_the_head_of_the_office_reads_it_once_there_is_enough(permit, rani, licensing, civil, noon):
    head, other = (make_officer(f"Kepala {unit.code}", unit, "head-of-agency") for unit in (licensing, civil))
    today = noon.date()
    actions.count_asked(case_id=make_case(rani, noon).pk, by=SYSTEM, at=noon)
    assert [row.each for row in queries.meter(head, today)] == [None]
    assert queries.asked_questions(head, permit.service.code, today) is None

    AskedTally.objects.filter(pointer="").update(times=10)
    AskedTally.objects.filter(pointer="/teks").update(times=10)
    AskedTally.objects.create(
        service=permit.service,
        unit=licensing,
        month=today.replace(day=1),
        pointer="/teks",
        source="earlier",
        times=9,
    )

    (row,) = queries.meter(head, today)
    assert (row.applications, row.vain) == (10, 0.9)
    question = queries.asked_questions(head, permit.service.code, today)[0]
    assert (question.title, question.percent, question.source, question.is_in_vain) == (
        "Tulisan pada reklame", 90, "earlier", True,
    )  # fmt: skip
    assert queries.meter(other, today) == ()
    for stranger in (rani, make_officer("Budi Lain", licensing, "front-officer")):
        with pytest.raises(NotFound):
            queries.meter(stranger, today)


def test_half_a_year_is_shown():
    assert shown.since(date(2026, 11, 29)) == date(2026, 6, 1)
    assert shown.since(date(2026, 3, 1)) == date(2025, 10, 1)
