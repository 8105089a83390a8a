"""Names as they sound, and finding people by them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents import actions, queries, rules
from satuatap.domain.residents.models import Person
from satuatap.domain.residents.queries import Where
from satuatap.domain.residents.rules.spelling import spelled, words
from satuatap.domain.residents.tests.factories import BY, HEAD, NOON, make_family, make_person, officer

PURPOSE = "mengajukan permohonan bagi warga di loket"


@pytest.mark.parametrize(
    "names",
    [
        ("Moh. Djoko Soesilo", "Mohammad Joko Susilo", "MUHAMMAD YOKO SUSILO", "Mochamad Djoko Soesilo"),
        ("Hj. Siti Fatimah", "Siti Fatima", "Siti Pattimah"),
        ("Achmad Tjahjono", "Ahmad Cahyono", "Akhmad Cahjono, S.Pd."),
        ("Rizqi Rachmawati", "Riski Rahmawati", "Rizki Rokhmawati".replace("o", "a")),
        ("Rudy Hartono", "Rudi Hartono", "H. Roedi Hartono"),
        ("I Ketut Wirya", "Ketut Wirja"),
        ("Drs. H. M. Jusuf, M.Pd.", "Muhammad Yusuf", "Moh. Yusup"),
        ("Ma'ruf", "Maruf", "Ma\u2019ruf"),
        ("Oei Tjoe Tat", "Ui Cu Tat"),
        ("Djajadi", "Jayadi"),
    ],
)
def test_one_name_in_many_spellings_has_the_same_keys(names):
    assert len({tuple(rules.exact_keys(name)) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [("Budi", "Badu"), ("Sari", "Sarah"), ("Agus", "Ayu"), ("Wati", "Tuti")])
def test_different_names_stay_different(one, other):
    assert rules.exact_keys(one) != rules.exact_keys(other)


def test_a_name_of_one_letter_and_one_of_nothing_but_titles_have_keys():
    assert rules.exact_keys("O") == ["no"]
    assert rules.exact_keys("I") == ["ni"]
    assert rules.exact_keys("Ni Luh Putu O") == rules.exact_keys("Luh Putu O")
    assert rules.joined_key("Ma`ruf") == rules.joined_key("Ma'ruf")


def test_a_wrong_letter_leaves_one_of_the_rough_keys():
    for right, wrong in (("sulistyowati", "sulistiowati"), ("prasetya", "prasetyo"), ("kusnadi", "kusnaidi")):
        assert set(rules.rough_keys(right)[0]) & set(rules.rough_keys(wrong)[0])
    assert rules.likeness("Kusnaidi", "Kusnadi") > 0.5 > rules.likeness("Kusnadi", "Rahayu")


@given(st.text(max_size=40))
def test_any_text_has_keys_of_bounded_length_and_spelling_settles(text):
    keys = rules.search_keys(text, date(1990, 1, 1), area_code="35.10.24.2008", address=text)
    assert all(0 < len(key) <= 32 for key in keys)
    for word in words(text):
        assert spelled(word) in ("", word) or spelled(spelled(word)) in ("", spelled(word))


def found(actor, text, **where):
    return [row.name for row in queries.find(actor, text, PURPOSE, at=NOON, where=Where(**where))]


@pytest.fixture
def village(db):
    for name, born_on in (
        ("Muhammad Djoko Susilo", date(1980, 1, 2)), ("Siti Aminah", date(1980, 1, 2)), ("Nur Aini", date(1999, 9, 9)),
    ):  # fmt: skip
        make_family((make_person(name, born_on=born_on), HEAD), address="Jalan Mawar 4", rt="002", rw="01")
    far = make_person("Siti Aminah", born_on=date(1970, 1, 1))
    make_family((far, HEAD), area_code=OTHER_TAMANSARI)
    return officer(make_village(), "village-officer")


def test_a_village_finds_its_people_however_they_are_spelled(village):
    assert found(village, "moch joko soesilo") == ["Muhammad Djoko Susilo"]
    assert found(village, "Nuraini") == ["Nur Aini"]
    assert found(village, "Sity Aminnah") == ["Siti Aminah"]
    assert found(village, "Siti Amiran") == ["Siti Aminah"]
    assert found(village, "Wayan Sudarsono") == []


def test_birth_date_neighbourhood_and_street_narrow_the_search(village):
    budi = officer(make_unit(), "front-officer")

    assert found(village, "", born_on=date(1980, 1, 2)) == found(village, "", born_on=date(1980, 1, 2), rt="2", rw="1")
    assert found(village, "", born_on=date(1980, 1, 2), rt="3", rw="1") == []
    assert found(village, "Siti", street="Jl. Mawar") == ["Siti Aminah"]
    assert found(budi, "Siti", born_on=date(1970, 1, 1)) == ["Siti Aminah"]
    assert found(budi, "Siti Aminah", area_code=OTHER_TAMANSARI) == ["Siti Aminah"]
    assert found(village, "Siti Aminah", area_code=OTHER_TAMANSARI) == []


def test_a_card_number_finds_everybody_on_it_the_head_first(db):
    head, child = make_person("Siti Contoh"), make_person("Anak Contoh")
    family = make_family((child, 4), (head, HEAD))

    assert found(officer(make_unit(), "front-officer"), family.kk) == ["Siti Contoh", "Anak Contoh"]


def test_who_moves_or_is_renamed_is_found_where_and_as_they_are_now(village):
    person = Person.objects.get(party__name="Nur Aini")
    actions.correct_fact(party_id=person.pk, field="name", value="Nur Laila", by=BY, at=NOON)
    assert (found(village, "Nur Aini"), found(village, "Noer Laela")) == ([], ["Nur Laila"])
    family = queries.as_of(person.pk, NOON.date()).family_id
    given = {"source": actions.Source("SKP 1/CONTOH", NOON.date()), "on": NOON.date(), "by": BY, "at": NOON}

    actions.report_move_within(family_id=family, card=actions.Card(OTHER_TAMANSARI, "Jalan Jauh 1"), **given)

    assert found(village, "Nur Laila") == []


def test_people_who_came_without_keys_are_found_after_the_next_minute(village):
    Person.objects.update(keys=None)
    assert found(village, "Siti Aminah") == []

    assert actions.write_missing_keys(by=BY, at=NOON) == 4

    assert found(village, "Siti Aminah") == ["Siti Aminah"]
