import json

import pytest
from django.db import IntegrityError

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area
from satuatap.domain.residents import actions, policies, queries
from satuatap.domain.residents.models import Family, FamilyMember
from satuatap.domain.residents.rules import Member
from satuatap.domain.residents.tests.factories import (
    BY,
    CHILD,
    FEMALE,
    HEAD,
    MALE,
    NOON,
    PARENT,
    TODAY,
    WIFE,
    make_family,
    make_household,
    make_organisation,
    make_person,
    officer,
    resident,
)
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


def names(people):
    return [person["name"] for person in people]


def test_prefill_gives_the_person_and_the_family(django_assert_num_queries):
    people = make_household()

    with django_assert_num_queries(2):
        scope = queries.prefill_scope(people["rani"].pk)

    party, family = scope["party"], scope["family"]
    assert (party["name"], party["born_on"], party["occupation"]) == ("Rani Contoh", "1994-05-15", "Wiraswasta")
    assert (family["relation"], family["size"], family["head"]["name"]) == ("Istri", 4, "Agus Contoh")
    assert (family["father"]["name"], family["mother"]["name"]) == ("Agus Contoh", "Rani Contoh")
    assert names(family["children"]) == ["Bima Contoh", "Sekar Contoh"]
    assert names(family["members"]) == ["Agus Contoh", "Rani Contoh", "Bima Contoh", "Sekar Contoh"]
    assert family["mother"]["party_id"] == party["party_id"]


def test_prefill_is_ready_for_json():
    scope = queries.prefill_scope(make_household()["agus"].pk)

    assert json.loads(json.dumps(scope)) == scope


def test_a_grown_child_is_not_taken_for_its_own_mother():
    people = make_household()

    family = queries.prefill_scope(people["bima"].pk)["family"]

    assert (family["father"], family["mother"], family["children"]) == (None, None, [])
    assert (family["relation"], family["head"]["name"]) == ("Anak", "Agus Contoh")


def test_a_head_alone_has_no_other_parent():
    dewi, putra = make_person("Dewi Contoh"), make_person("Putra Contoh", sex=MALE)
    make_family((dewi, HEAD), (putra, CHILD))

    family = queries.prefill_scope(dewi.pk)["family"]

    assert (family["mother"]["name"], family["father"]) == ("Dewi Contoh", None)


def test_of_two_wives_none_is_guessed():
    agus, rani, siti = make_person("Agus Contoh", sex=MALE), make_person("Rani Contoh"), make_person("Siti Contoh")
    make_family((agus, HEAD), (rani, WIFE), (siti, WIFE))

    assert queries.prefill_scope(agus.pk)["family"]["mother"] is None
    assert queries.prefill_scope(siti.pk)["family"]["mother"]["name"] == "Siti Contoh"


def test_somebody_on_no_card_has_no_family():
    assert queries.prefill_scope(make_person().pk)["family"] == {}
    assert queries.prefill_scope(make_organisation().pk)["party"]["form"] == "CV"
    with pytest.raises(NotFound):
        queries.prefill_scope(uuid7())


def test_only_people_seen_in_person_and_officers_are_prefilled():
    rani, siti = make_person(), make_person("Siti Contoh")

    assert policies.may_prefill(resident(rani), rani.pk)
    assert policies.may_prefill(resident(siti, acts_for=frozenset({rani.pk})), rani.pk)
    assert policies.may_prefill(officer(make_unit()), rani.pk)
    assert not policies.may_prefill(resident(rani, proof=1), rani.pk)
    assert not policies.may_prefill(resident(siti), rani.pk)
    assert not policies.may_prefill(officer(make_unit("setda"), "mall-manager"), rani.pk)


def test_put_family_again_changes_nothing():
    people = make_household()
    family = Family.objects.get()
    rows = [(member.person.party, member.relation) for member in family.members.order_by("relation", "id")]

    make_family(*rows, kk=family.kk)

    assert FamilyMember.objects.count() == len(people)


def test_whoever_is_no_longer_given_leaves_the_card():
    people = make_household()
    kk = Family.objects.get().kk

    make_family((people["agus"], HEAD), (people["rani"], WIFE), kk=kk)

    gone = FamilyMember.objects.exclude(to_on=None)
    assert {member.person.party.name for member in gone} == {"Bima Contoh", "Sekar Contoh"}
    assert gone.first().to_on == TODAY


def test_a_new_card_takes_its_people_from_the_old_one():
    people = make_household()

    make_family((people["bima"], HEAD), (people["sekar"], 9))

    assert queries.prefill_scope(people["rani"].pk)["family"]["size"] == 2
    assert queries.prefill_scope(people["sekar"].pk)["family"]["relation"] == "Famili lain"


def test_a_change_of_place_on_the_card_is_a_new_seat():
    rani, ibu = make_person(), make_person("Ibu Contoh")
    family = make_family((rani, HEAD), (ibu, PARENT))

    make_family((ibu, HEAD), (rani, CHILD), kk=family.kk)

    assert FamilyMember.objects.filter(to_on=None).count() == 2
    assert queries.prefill_scope(rani.pk)["family"]["head"]["name"] == "Ibu Contoh"


def put(members, **facts):
    given = {"kk": "3510240101209001", "area_code": TAMANSARI, "address": "Jalan Contoh 3", "by": BY, "at": NOON}
    return actions.put_family(members=members, **(given | facts))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kk": "123"}, "16 angka"),
        ({"area_code": "35.10.99.2001"}, "dari daftar"),
        ({"members": []}, "tepat satu"),
    ],
)
def test_put_family_refuses_what_cannot_be(facts, words):
    make_area()
    given = {"members": [Member(make_person().pk, HEAD)]} | facts

    with pytest.raises(Refused, match=words):
        put(**given)
    assert not Family.objects.exists()


def test_nobody_stands_twice_on_a_card_or_out_of_the_register():
    make_area()
    rani = make_person()

    with pytest.raises(Refused, match="dua kali"):
        put([Member(rani.pk, HEAD), Member(rani.pk, CHILD)])
    with pytest.raises(NotFound):
        put([Member(uuid7(), HEAD)])


def test_a_village_takes_nobody_off_a_card_of_another_and_that_it_tried_is_written_down():
    village = make_village()
    make_area(TAMANSARI)
    rani = make_person()
    theirs = make_family((rani, HEAD), area_code=OTHER_TAMANSARI)
    wayan = officer(village, "village-officer")
    card = {"kk": "3510240101209876", "address": "Jalan Uji 1", "area_code": TAMANSARI, "at": NOON}

    with pytest.raises(NotFound):
        actions.put_family(members=[Member(rani.pk, HEAD)], by=wayan, **card)

    assert list(theirs.members.filter(to_on=None).values_list("person", flat=True)) == [rani.pk]
    assert not Family.objects.filter(kk=card["kk"]).exists()
    note = Entry.objects.get(verb="residents.family-refused")
    assert (note.party_id, note.unit_id) == (str(rani.pk), str(village.pk))
    actions.put_family(members=[Member(rani.pk, HEAD)], by=BY, **card)


def test_a_village_writes_cards_of_its_own_area():
    village, other = make_village(), make_village(OTHER_TAMANSARI, "desa-tamansari-tegalsari")
    rani = make_person()

    put([Member(rani.pk, HEAD)], by=officer(village, "village-officer"))

    with pytest.raises(NotFound):
        put([Member(rani.pk, HEAD)], by=officer(other, "village-officer"))
    with pytest.raises(NotFound):  # nor by calling the card its own
        put([Member(rani.pk, HEAD)], by=officer(other, "village-officer"), area_code=OTHER_TAMANSARI)
    with pytest.raises(NotFound):
        put([Member(rani.pk, HEAD)], by=resident(rani))


def test_an_officer_is_warned_about_a_young_spouse():
    agus = make_person("Agus Contoh", sex=MALE, marital=2)
    young = make_person("Muda Contoh", sex=FEMALE, marital=2, born_on=TODAY.replace(year=2009))
    family = make_family((agus, HEAD), (young, WIFE))

    assert "19 tahun" in queries.card_warnings(family, TODAY)[0]


def test_the_database_keeps_one_head_and_one_card_per_person():
    people = make_household()
    family = Family.objects.get()
    seat = {"family": family, "from_on": TODAY}

    with pytest.raises(IntegrityError, match="one_family_per_person"):
        FamilyMember.objects.create(person=people["rani"].person, relation=CHILD, **seat)


def test_the_database_keeps_one_head_per_card():
    make_household()
    stranger = make_person("Siti Contoh")

    with pytest.raises(IntegrityError, match="one_head"):
        FamilyMember.objects.create(family=Family.objects.get(), person=stranger.person, relation=HEAD, from_on=TODAY)
