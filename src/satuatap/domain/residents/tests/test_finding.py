from datetime import date

import pytest

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents import queries
from satuatap.domain.residents.tests.factories import (
    HEAD,
    NOON,
    make_family,
    make_organisation,
    make_person,
    officer,
    resident,
)
from satuatap.kernel.actors import NOBODY
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
NIK, BORN = "3510245505949001", date(1994, 5, 15)
WHY = "mengajukan untuk pemohon di loket"


@pytest.fixture
def budi():
    return officer(make_unit(short_name="DPMPTSP"))


def find(actor, text, purpose=WHY):
    return queries.find(actor, text, purpose, at=NOON)


def test_an_officer_finds_somebody_by_the_number_on_the_card(budi):
    rani = make_person(nik=NIK)
    make_family((rani, HEAD))

    (found,) = find(budi, "3510 2455 0594 9001")

    assert (found.party_id, found.masked_nik, found.area_label) == (rani.pk, "3510••••••••9001", "Tamansari, Licin")


def test_an_officer_finds_people_by_the_beginning_of_the_name(budi):
    make_person("Rani Contoh")
    make_person("Ranita Contoh")
    make_person("Siti Rani")
    make_organisation(make_person("Dewi Contoh"), name="Ranting Jaya")

    assert [found.name for found in find(budi, "  RAN")] == ["Rani Contoh", "Ranita Contoh", "Ranting Jaya"]


def test_an_organisation_is_found_by_its_number(budi):
    body = make_organisation(nib="9120260009001")

    (found,) = find(budi, "9120260009001")

    assert (found.party_id, found.kind, found.masked_nik, found.born_on) == (body.pk, "organisation", "", None)


def test_signs_of_a_pattern_are_letters_like_others(budi):
    make_person("Rani Contoh")

    assert find(budi, "R%n") == ()
    assert find(budi, "ra_i") == ()


@pytest.mark.parametrize("text", ["", "R", "Ra", "  Ra "])
def test_too_few_letters_are_refused(budi, text):
    with pytest.raises(Refused, match="tiga huruf"):
        find(budi, text)


def test_a_search_needs_a_purpose(budi):
    with pytest.raises(Refused, match="untuk apa"):
        find(budi, "Rani", " ")
    assert not Entry.objects.filter(verb__in=["looked", "residents.searched"]).exists()
    assert Entry.objects.filter(verb="residents.search-refused").exists()


def test_everybody_shown_can_read_that_they_were(budi):
    rani = make_person("Rani Contoh")
    make_person("Siti Contoh")

    find(budi, "Rani")
    find(budi, "3510240101909002")

    assert [look.purpose for look in queries.looks(resident(rani), rani.pk).rows] == [WHY]
    assert Entry.objects.filter(verb="residents.searched", purpose=WHY).count() == 2
    assert not any("Rani" in str(vars(entry)) for entry in Entry.objects.all())


def test_a_village_finds_its_own_by_name_and_anybody_by_number():
    here, there = make_person("Rani Contoh"), make_person("Rani Lain", nik=NIK)
    make_family((here, HEAD))
    make_family((there, HEAD), area_code=OTHER_TAMANSARI)
    wayan = officer(make_village(), "village-officer")

    assert [found.party_id for found in find(wayan, "Rani")] == [here.pk]
    assert [found.party_id for found in find(wayan, NIK)] == [there.pk]


@pytest.mark.parametrize("who", ["nobody", "resident", "manager"])
def test_those_who_serve_nobody_find_nobody(who):
    actors = {
        "nobody": NOBODY,
        "resident": resident(make_person()),
        "manager": officer(make_unit(), "mall-manager"),
    }

    with pytest.raises(NotFound):
        find(actors[who], "Rani")
    assert Entry.objects.filter(verb="residents.search-refused").exists()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_cost_of_a_search_does_not_grow(rows, budi, django_assert_num_queries):
    for number in range(rows):
        make_family((make_person(f"Rani Contoh {number:02}"), HEAD))

    with django_assert_num_queries(5):  # offices, people, the search, the looks, names of villages
        assert len(find(budi, "Rani")) == min(rows, 20)


def test_match_says_yes_to_the_whole_truth_only():
    make_person("Rani Contoh", nik=NIK, born_on=BORN)

    assert queries.match(NIK, "RANI CONTOH", BORN)
    assert not queries.match(NIK, "Siti Contoh", BORN)
    assert not queries.match(NIK, "Rani Contoh", date(1994, 5, 16))
    assert not queries.match("3510245505949002", "Rani Contoh", BORN)
    assert not queries.match("", "Rani Contoh", BORN)


def test_a_known_and_an_unknown_nik_take_the_same_reads(django_assert_num_queries):
    make_person("Rani Contoh", nik=NIK, born_on=BORN)

    for nik in (NIK, "3510245505949002"):
        with django_assert_num_queries(1):
            queries.match(nik, "Siti Contoh", BORN)


def test_a_known_and_an_unknown_nik_take_the_same_path(monkeypatch):
    """Both go through the comparison: no early answer gives the difference away."""
    make_person("Rani Contoh", nik=NIK, born_on=BORN)
    compared = []
    monkeypatch.setattr("satuatap.domain.residents.rules.is_same", lambda *given: compared.append(len(given)) or False)

    queries.match(NIK, "Siti Contoh", BORN)
    queries.match("3510245505949002", "Siti Contoh", BORN)

    assert compared == [4, 4]
