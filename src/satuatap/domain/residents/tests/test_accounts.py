from datetime import date

import pytest
from django.db import IntegrityError

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.identity.models import Session
from satuatap.domain.identity.tests.factories import make_account
from satuatap.domain.regions.tests.factories import TAMANSARI
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import AccountLink, Person
from satuatap.domain.residents.tests.factories import (
    FEMALE,
    NOON,
    TODAY,
    make_area,
    make_household,
    make_link,
    make_mandate,
    make_organisation,
    make_person,
    officer,
    resident,
)
from satuatap.kernel.actors import account_actor, system
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
NOBODY = queries.Standing()
NIK, BORN = "3510245505949001", date(1994, 5, 15)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def account():
    return make_account(name="Rani Contoh")


def own(account):
    return account_actor(account.pk, account.name)


def state(account, **facts):
    given = {
        "account_id": account.pk, "name": "Rani Contoh", "sex": FEMALE, "born_on": BORN, "by": own(account), "at": NOON,
    }  # fmt: skip
    return actions.state_person(**(given | facts))


def test_an_account_without_a_person_stands_for_nobody(account, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.standing(account.pk, TODAY) == NOBODY
    assert queries.link_of_account(account.pk) is None


def test_what_an_account_says_of_itself_is_a_person_of_its_own(account):
    make_area()
    known = make_person("Rani Contoh", nik=NIK, born_on=BORN)

    stated = state(account, nik=NIK, address="Jalan Rekaan 1", area_code=TAMANSARI)

    assert stated.pk != known.pk
    assert (stated.person.nik, stated.person.stated_nik, stated.person.origin) == (None, NIK, "resident-stated")
    assert queries.standing(account.pk, TODAY) == queries.Standing(stated.pk)
    assert queries.profile(stated.pk).area_code == TAMANSARI


@pytest.mark.parametrize(
    ("facts", "level"),
    [({"nik": NIK}, 1), ({"nik": "3510245505949002"}, 0), ({"nik": NIK, "name": "Siti Contoh"}, 0), ({}, 0)],
)
def test_a_fitting_nik_proves_a_little_and_opens_nothing(account, facts, level):
    make_person("Rani Contoh", nik=NIK, born_on=BORN)

    state(account, **facts)

    account.refresh_from_db()
    assert account.proof_level == level
    assert AccountLink.objects.get().level == level


def test_stating_again_corrects(account):
    make_person("Rani Contoh", nik=NIK, born_on=BORN)
    first = state(account, name="Rani Salah")

    again = state(account, nik=NIK)

    assert again.pk == first.pk
    assert (again.name, again.person.stated_nik) == ("Rani Contoh", NIK)
    assert queries.link_of_account(account.pk).level == 1


def test_nobody_states_who_somebody_else_is(account):
    with pytest.raises(NotFound):
        state(account, by=account_actor(uuid7(), "Tono"))


def test_a_person_that_cannot_be_is_refused(account):
    with pytest.raises(Refused, match="bukan tanggal lahir"):
        state(account, nik="3510249999999001")
    assert not Person.objects.exists()


def test_an_officer_who_has_seen_the_card_links_the_account(account, unit):
    rani = make_person()

    actions.link_account(account_id=account.pk, party_id=rani.pk, unit_id=unit.pk, by=officer(unit), at=NOON)
    actions.link_account(account_id=account.pk, party_id=rani.pk, unit_id=unit.pk, by=officer(unit), at=NOON)

    account.refresh_from_db()
    assert (account.proof_level, account.proof_where) == (2, unit.code)
    assert AccountLink.objects.count() == 1
    assert queries.profile(rani.pk).proof == 2


def test_what_was_described_before_stays_behind_the_account(account, unit):
    stated, rani = state(account), make_person()

    make_link(rani, unit.pk, account)

    assert queries.standing(account.pk, TODAY) == queries.Standing(rani.pk, frozenset({stated.pk}))
    with pytest.raises(NotFound):
        state(account)


def test_the_described_person_can_be_seen_too(account, unit):
    stated = state(account)

    make_link(stated, unit.pk, account)

    assert queries.standing(account.pk, TODAY) == queries.Standing(stated.pk)
    assert queries.link_of_account(account.pk).level == 2


def test_a_lost_phone_loses_the_person_and_the_proof(unit):
    rani = make_person()
    lost = make_link(rani, unit.pk)

    new = make_link(rani, unit.pk)

    lost.refresh_from_db()
    assert lost.proof_level == 0
    assert queries.standing(lost.pk, TODAY) == NOBODY
    assert queries.standing(new.pk, TODAY).party_id == rani.pk


def test_a_wrong_link_is_parted(unit):
    account = make_link(make_person(), unit.pk)
    Session.objects.create(session_key="relied-on-it", account=account, expire_date=NOON)

    actions.end_link(account_id=account.pk, unit_id=unit.pk, by=officer(unit), at=NOON)

    account.refresh_from_db()
    assert (account.proof_level, account.proof_where) == (0, "")
    assert not Session.objects.exists()
    assert queries.standing(account.pk, TODAY) == NOBODY
    with pytest.raises(NotFound):
        actions.end_link(account_id=account.pk, unit_id=unit.pk, by=officer(unit), at=NOON)


def test_a_digital_identity_takes_the_proof_from_the_account_before(unit):
    rani = make_person()
    before, after = make_link(rani, unit.pk), make_account(name="Rani Contoh")

    actions.link_account(account_id=after.pk, party_id=rani.pk, how="digital-id", by=system("digital-id"), at=NOON)

    before.refresh_from_db()
    assert before.proof_level == 0
    assert queries.standing(before.pk, TODAY) == NOBODY
    assert queries.standing(after.pk, TODAY).party_id == rani.pk


@pytest.mark.parametrize("who", ["self", "resident", "back office", "officer elsewhere"])
def test_only_an_officer_of_the_unit_links(who, account, unit):
    actors = {
        "self": own(account),
        "resident": resident(make_person()),
        "back office": officer(unit, "head-of-agency"),
        "officer elsewhere": officer(make_unit("dispendukcapil")),
    }

    with pytest.raises(NotFound):
        actions.link_account(account_id=account.pk, party_id=make_person().pk, unit_id=unit.pk, by=actors[who], at=NOON)
    assert not AccountLink.objects.exists()


def test_an_account_is_nobodys_firm(account, unit):
    with pytest.raises(NotFound):
        actions.link_account(
            account_id=account.pk, party_id=make_organisation().pk, unit_id=unit.pk, by=officer(unit), at=NOON
        )


def test_the_database_keeps_one_person_per_account(unit):
    account = make_link(make_person(), unit.pk)

    with pytest.raises(IntegrityError, match="one_person_per_account"):
        AccountLink.objects.create(account=account, party=make_person(), level=2, linked_at=NOON, by="x")


def test_the_parties_of_an_account_are_read_with_one_query(account, unit, django_assert_num_queries):
    people = make_household()
    stated = state(account)
    make_link(people["rani"], unit.pk, account)
    make_mandate(people["sekar"], people["rani"], kind="parent")
    make_mandate(people["agus"], people["rani"])  # a guardian by court order
    body = make_organisation(people["rani"])

    with django_assert_num_queries(1):
        held = queries.standing(account.pk, TODAY)

    assert held.party_id == people["rani"].pk
    assert held.acts_for == {stated.pk, people["sekar"].pk, people["agus"].pk, body.pk}
    assert queries.acts_for(people["rani"].pk, TODAY) == held.acts_for - {stated.pk}


def test_a_party_is_reached_by_its_account_before_the_register(account, unit):
    rani = make_person(phone="081200004471", email="rani@contoh.id")
    assert queries.contact(rani.pk).channels == {"sms": "+6281200004471", "email": "rani@contoh.id"}

    make_link(rani, unit.pk, account)

    reached = queries.contact(rani.pk)
    assert (reached.account_id, reached.channels) == (account.pk, {"sms": account.phone})
    assert queries.contact(make_organisation().pk).channels == {}
    with pytest.raises(NotFound):
        queries.contact(uuid7())


def test_tracking_knows_the_phone_and_the_birth_date(account, unit, django_assert_num_queries):
    rani = make_person(phone="081200004471", born_on=BORN)
    make_link(rani, unit.pk, account)

    for party_id, digits, fits in (
        (rani.pk, "4471", True),
        (rani.pk, account.phone[-4:], True),
        (rani.pk, "15051994", True),
        (rani.pk, "0000", False),
        (rani.pk, "", False),
        (uuid7(), "4471", False),
        (None, "4471", False),
    ):
        with django_assert_num_queries(1):
            assert queries.knows_digits(party_id, digits) is fits
