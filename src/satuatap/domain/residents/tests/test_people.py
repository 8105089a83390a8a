from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import TAMANSARI, make_area
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import CivilEvent, EventChange, FactOrigin, Person
from satuatap.domain.residents.tests.factories import (
    BY,
    FEMALE,
    MALE,
    NOON,
    make_family,
    make_household,
    make_nik,
    make_organisation,
    make_person,
    officer,
    resident,
)
from satuatap.kernel.actors import NOBODY
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
BORN = date(1994, 5, 15)


def register(**facts):
    given = {"name": "Rani Contoh", "sex": FEMALE, "born_on": BORN, "by": BY, "at": NOON} | facts
    return actions.register_person(**given)


def test_register_person_writes_what_is_given_and_leaves_a_trace():
    party = register(nik="3510 2455 0594 9001", occupation=88, phone="0812-0000-4471")

    person = party.person
    assert (person.nik, person.phone, person.origin, person.origin_on) == (
        "3510245505949001", "+6281200004471", "village-reported", NOON.date(),
    )  # fmt: skip
    entry = Entry.objects.get(verb="residents.person-registered")
    assert entry.party_id == str(party.pk)
    assert {"nik", "occupation", "phone"} <= set(entry.fields)
    assert "Rani" not in str(vars(entry))


def test_a_telephone_number_is_the_persons_own_word():
    party = register(origin="SIAK-verified", phone="081200004471")

    assert [(f.field, f.origin) for f in queries.profile(party.pk).facts] == [("phone", "resident-stated")]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"sex": 3}, "sex"),
        ({"born_on": NOON.date() + timedelta(days=1)}, "born_on"),
        ({"nik": "123"}, "nik"),
        ({"religion": 12}, "religion"),
        ({"occupation": 90}, "occupation"),
        ({"phone": "abc"}, "phone"),
        ({"area_code": "35.99"}, "area_code"),
    ],
)
def test_register_person_refuses_what_cannot_be(facts, field):
    with pytest.raises(Refused) as refusal:
        register(**facts)

    assert refusal.value.field == field
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_a_nik_belongs_to_one_person():
    register(nik="3510245505949001")

    with pytest.raises(Refused, match="sudah tercatat"):
        register(nik="3510245505949001")


def test_people_without_nik_are_many():
    register()
    register()

    assert Person.objects.filter(nik=None).count() == 2


def test_the_database_keeps_the_form_of_a_nik():
    party = register()

    with pytest.raises(IntegrityError, match="nik_form"):
        Person.objects.filter(pk=party.pk).update(nik="35102455059490O1")


def test_residents_and_strangers_register_nobody():
    for by in (NOBODY, resident(make_person()), officer(make_unit(), "head-of-licensing")):
        with pytest.raises(NotFound):
            register(by=by)


def test_the_officer_is_warned_about_a_nik_that_does_not_fit():
    make_area("35.10.24")

    assert queries.nik_warnings("3510245505949001", born_on=BORN, sex=FEMALE) == ()
    assert len(queries.nik_warnings("3599245505949001", born_on=BORN, sex=MALE)) == 2
    assert queries.nik_warnings("", born_on=BORN, sex=FEMALE) == ()


def test_a_profile_speaks_in_words(django_assert_num_queries):
    people = make_household()

    with django_assert_num_queries(2):
        found = queries.profile(people["rani"].pk)

    assert (found.sex, found.marital, found.occupation) == ("Perempuan", "Kawin", "Wiraswasta")
    assert found.address_line == "Jalan Contoh 3, Dusun Krajan, RT 002/RW 001, Tamansari, Licin"
    assert (found.area_code, found.rt, found.postal_code) == (TAMANSARI, "002", "68454")
    assert found.masked_nik == f"{found.nik[:4]}••••••••{found.nik[-4:]}"
    assert (found.age(NOON.date()), found.origin, found.proof) == (32, "SIAK-verified", 0)


def test_somebody_on_no_card_has_the_address_that_was_stated():
    make_area()
    party = make_person(address="Jalan Rekaan 7", area_code=TAMANSARI)

    assert queries.profile(party.pk).address_line == "Jalan Rekaan 7, Tamansari, Licin"


def test_the_profile_of_an_organisation():
    make_area()
    party = make_organisation(address="Jalan Contoh 9", area_code=TAMANSARI, nib="9120260009001")

    found = queries.profile(party.pk)

    assert (found.is_person, found.name, found.nib, found.form) == (False, "CV Contoh Bersama", "9120260009001", "CV")
    assert found.address_line == "Jalan Contoh 9, Tamansari, Licin"
    with pytest.raises(ValueError, match="no age"):
        found.age(NOON.date())


def test_an_unknown_party_is_not_found():
    with pytest.raises(NotFound):
        queries.profile(uuid7())


def test_an_officer_looks_for_a_purpose_and_the_person_reads_it():
    rani, unit = make_person(), make_unit(short_name="DPMPTSP")

    queries.get_person(officer(unit), rani.pk, "memeriksa berkas", at=NOON)

    (look,) = queries.looks(resident(rani), rani.pk).rows
    assert (look.purpose, look.unit_name, "nik" in look.fields) == ("memeriksa berkas", "DPMPTSP", True)
    assert queries.looks(resident(make_person("Tono Contoh")), rani.pk).rows == ()


def test_a_look_without_purpose_shows_nothing():
    rani = make_person()

    with pytest.raises(Refused, match="untuk apa"):
        queries.get_person(officer(make_unit()), rani.pk, "", at=NOON)


def test_ones_own_look_is_not_written_down():
    rani = make_person()

    assert queries.get_person(resident(rani), rani.pk, "", at=NOON).name == "Rani Contoh"
    assert not Entry.objects.filter(verb="looked").exists()


def test_ones_own_data_open_after_being_seen_in_person():
    rani = make_person()

    with pytest.raises(Refused, match="Tunjukkan KTP"):
        queries.get_person(resident(rani, proof=1), rani.pk, "", at=NOON)


@pytest.mark.parametrize("who", ["nobody", "another", "back office"])
def test_strangers_see_nobody(who):
    rani = make_person()
    actors = {
        "nobody": NOBODY,
        "another": resident(make_person("Siti Contoh")),
        "back office": officer(make_unit(), "mall-manager"),
    }

    with pytest.raises(NotFound):
        queries.get_person(actors[who], rani.pk, "ingin tahu", at=NOON)
    assert not Entry.objects.filter(verb="looked").exists()


def test_correct_fact_notes_where_the_new_one_comes_from():
    rani = make_person(occupation=2)
    budi = officer(make_unit())

    actions.correct_fact(party_id=rani.pk, field="occupation", value=88, by=budi, at=NOON)
    actions.correct_fact(
        party_id=rani.pk, field="phone", value="081200004471", origin="resident-stated", by=budi, at=NOON
    )
    actions.correct_fact(party_id=rani.pk, field="name", value="Rani  Wulandari", by=budi, at=NOON)

    found = queries.profile(rani.pk)
    assert (found.occupation, found.phone, found.name) == ("Wiraswasta", "+6281200004471", "Rani Wulandari")
    assert {f.field: f.origin for f in found.facts} == {
        "name": "village-reported", "occupation": "village-reported", "phone": "resident-stated",
    }  # fmt: skip


def test_the_register_keeps_what_it_said_before_and_the_document():
    rani, nita = make_person(occupation=2), officer(make_unit(), "registration-operator")
    for field, value in (("occupation", "88"), ("born_on", "1994-05-16"), ("birth_place", "Jember")):
        report = actions.report_fact(party_id=rani.pk, field=field, words="Keliru", by=resident(rani), at=NOON)
        correction = actions.Correction(value, "Akta 12", date(2020, 1, 2))
        actions.settle_report(report_id=report.pk, outcome="Diperbaiki", correction=correction, by=nita, at=NOON)

    changes = EventChange.objects.filter(event__kind="correction").order_by("id")
    assert [(change.before, change.facts) for change in changes] == [
        ({"occupation": 2}, {"occupation": 88}),
        ({"born_on": "1994-05-15"}, {"born_on": "1994-05-16"}),
        ({"birth_place": "Banyuwangi"}, {"birth_place": "Jember"}),
    ]
    assert {(fact.origin, fact.origin_on) for fact in FactOrigin.objects.all()} == {("SIAK-verified", date(2020, 1, 2))}
    assert {row.change.became for row in queries.own_reports(resident(rani))} == {"Wiraswasta", "1994-05-16", "Jember"}


def test_a_correction_that_cannot_be_leaves_the_report_open():
    rani, nita = make_person(), officer(make_unit(), "registration-operator")
    report = actions.report_fact(party_id=rani.pk, field="religion", words="Keliru", by=resident(rani), at=NOON)

    for value in ("", "99", "Leo"):
        correction = actions.Correction(value, "Akta 12", date(2020, 1, 2))
        with pytest.raises(Refused):
            actions.settle_report(report_id=report.pk, outcome="Diperbaiki", correction=correction, by=nita, at=NOON)
    assert len(queries.open_reports(nita).rows) == 1
    assert not CivilEvent.objects.filter(kind="correction").exists()


def test_a_nik_is_entered_once_and_never_changed():
    rani = make_person(nik="0351024200890001", provisional=True)
    nik = make_nik(BORN, FEMALE)

    actions.correct_fact(party_id=rani.pk, field="nik", value=nik, by=BY, at=NOON)

    rani.person.refresh_from_db()
    assert (rani.person.nik, rani.person.provisional) == (nik, False)
    with pytest.raises(Refused, match="tidak pernah berubah"):
        actions.correct_fact(party_id=rani.pk, field="nik", value=make_nik(BORN, FEMALE), by=BY, at=NOON)


def test_a_village_corrects_its_own_people_only():
    other_village = make_village("35.10.23.2003", "desa-tamansari-tegalsari")
    rani = make_person()
    make_family((rani, 1))

    with pytest.raises(NotFound):
        actions.correct_fact(
            party_id=rani.pk, field="marital", value=2, by=officer(other_village, "village-officer"), at=NOON
        )
    assert not FactOrigin.objects.exists()


def test_a_wrong_fact_is_reported_and_settled():
    rani, budi = make_person(), officer(make_unit(), "registration-operator")
    report = actions.report_fact(
        party_id=rani.pk, field="birth_place", words="Seharusnya Jember", by=resident(rani), at=NOON
    )

    (row,) = queries.open_reports(budi).rows
    assert (row.report_id, row.party_name, row.words) == (report.pk, "Rani Contoh", "Seharusnya Jember")
    assert queries.open_reports(resident(rani)).rows == ()

    actions.settle_report(report_id=report.pk, outcome="Sudah diperbaiki", by=budi, at=NOON)

    assert queries.open_reports(budi).rows == ()
    with pytest.raises(Refused, match="sudah diselesaikan"):
        actions.settle_report(report_id=report.pk, outcome="Lagi", by=budi, at=NOON)


def test_reports_need_words_a_known_field_and_the_right_person():
    rani = make_person()

    with pytest.raises(Refused, match="apa yang salah"):
        actions.report_fact(party_id=rani.pk, field="name", words=" ", by=resident(rani), at=NOON)
    with pytest.raises(Refused, match="dari daftar"):
        actions.report_fact(party_id=rani.pk, field="horoscope", words="Leo", by=resident(rani), at=NOON)
    with pytest.raises(NotFound):
        actions.report_fact(party_id=rani.pk, field="name", words="Salah", by=resident(make_person()), at=NOON)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_reports_does_not_grow(rows, django_assert_num_queries):
    rani = make_person()
    for field in ("name", "birth_place", "religion")[:rows]:
        actions.report_fact(party_id=rani.pk, field=field, words="Salah", by=resident(rani), at=NOON)
    budi = officer(make_unit(), "registration-operator")

    with django_assert_num_queries(1):
        assert len(queries.open_reports(budi).rows) == rows
