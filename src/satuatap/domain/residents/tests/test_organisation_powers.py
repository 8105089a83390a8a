"""Powers of attorney of an organisation: given by an officer with the right, the organisation's whoever gave them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.audit.models import Entry
from satuatap.domain.files.models import Stamp
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import Mandate, OrganisationOfficer, Person
from satuatap.domain.residents.tests.factories import NOON, TODAY, make_organisation, make_person, resident
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=30)
UNKNOWN_NIK = "3510245505949998"


@pytest.fixture
def rani():
    return make_person("Rani Contoh")


@pytest.fixture
def siti():
    return make_person("Siti Contoh")


@pytest.fixture
def firm(rani):
    return make_organisation(rani)


def seat(firm, name, *rights):
    """An officer with some rights only."""
    person = make_person(name)
    actions.name_officer(
        organisation_id=firm.pk, party_id=person.pk, title="Manajer", rights=rights,
        by=resident(firm.officers.order_by("from_on", "id").first().person), at=NOON,
    )  # fmt: skip
    return person


def offer(giver, firm, nik=UNKNOWN_NIK, **facts):
    given = {
        "nik": nik, "name": "Siti Contoh", "scope": ["izin-reklame"], "to_on": UNTIL, "organisation_id": firm.pk,
        "by": resident(giver), "at": NOON,
    }  # fmt: skip
    return actions.offer_power(**(given | facts))


def nik_of(party):
    return Person.objects.get(pk=party.pk).nik


def taken(giver, firm, siti, **facts):
    mandate = offer(giver, firm, nik_of(siti), **facts)
    return actions.take_power(mandate_id=mandate.pk, by=resident(siti), at=NOON)


def test_whoever_enters_an_organisation_may_give_its_powers(rani, firm, siti):
    mandate = taken(rani, firm, siti)

    assert (mandate.principal_id, mandate.given_by_id) == (firm.pk, rani.pk)
    assert queries.mandate_for(siti.pk, firm.pk, "izin-reklame", TODAY) == mandate
    assert queries.mandate_for(siti.pk, rani.pk, "izin-reklame", TODAY) is None
    assert queries.acts_for(siti.pk, TODAY) == frozenset()
    seen = queries.power(resident(siti), mandate.pk, TODAY)
    assert (seen.row.principal_name, seen.row.given_by) == ("CV Contoh Bersama", "Rani Contoh")
    assert Entry.objects.filter(verb="residents.power-offered", party_id=str(firm.pk)).exists()


@pytest.mark.parametrize("rights", [["apply"], ["pay"], ["appoint"], ["apply", "pay", "appoint"]])
def test_officers_without_the_right_give_none_and_end_none(rights, rani, firm, siti):
    other = seat(firm, "Dewi Contoh", *rights)
    mandate = taken(rani, firm, siti)

    with pytest.raises(NotFound):
        offer(other, firm)
    with pytest.raises(NotFound):
        actions.end_mandate(mandate_id=mandate.pk, by=resident(other), at=NOON)
    assert not queries.power(resident(other), mandate.pk, TODAY).may_end
    assert Mandate.objects.count() == 1


@pytest.mark.parametrize("who", ["stranger", "unseen", "former", "organisation of nobody"])
def test_nobody_else_gives_a_power_of_an_organisation(who, rani, firm):
    former = seat(firm, "Dewi Contoh", "empower")
    actions.end_office(organisation_id=firm.pk, party_id=former.pk, by=resident(rani), at=NOON)
    actor = {"unseen": resident(rani, proof=1), "former": resident(former), "stranger": resident(make_person())}

    with pytest.raises(NotFound):
        offer(rani, firm, **({"organisation_id": uuid7()} if who not in actor else {"by": actor[who]}))
    assert not Mandate.objects.exists()


def test_an_officer_gives_no_power_to_oneself(rani, firm):
    with pytest.raises(Refused, match="kepada orang lain"):
        offer(rani, firm, nik_of(rani), name="Rani Contoh")


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"scope": []}, "Pilih layanan"), ({"scope": ["*"]}, "satu per satu"), ({"to_on": None}, "sampai kapan")],
)
def test_a_power_of_an_organisation_names_services_and_an_end(facts, words, rani, firm):
    with pytest.raises(Refused, match=words):
        offer(rani, firm, **facts)


def test_a_power_outlasts_the_office_of_whoever_gave_it(rani, firm, siti):
    dewi = seat(firm, "Dewi Contoh", "empower")
    mandate = taken(dewi, firm, siti)

    actions.end_office(organisation_id=firm.pk, party_id=dewi.pk, by=resident(rani), at=NOON)

    assert queries.mandate_for(siti.pk, firm.pk, "izin-reklame", TODAY) == mandate
    with pytest.raises(NotFound):
        queries.power(resident(dewi), mandate.pk, TODAY)
    with pytest.raises(NotFound):
        actions.end_mandate(mandate_id=mandate.pk, by=resident(dewi), at=NOON)


@pytest.mark.parametrize("who", ["another officer", "agent"])
def test_any_officer_with_the_right_and_the_agent_end_it(who, rani, firm, siti):
    dewi = seat(firm, "Dewi Contoh", "empower")
    mandate = taken(rani, firm, siti)

    actions.end_mandate(mandate_id=mandate.pk, by=resident(siti if who == "agent" else dewi), at=NOON)

    assert queries.mandate_for(siti.pk, firm.pk, "izin-reklame", TODAY) is None
    assert not queries.power(resident(rani), mandate.pk, TODAY).may_end


def test_officers_who_give_powers_are_told_and_nobody_else(rani, firm, siti, messages, run_jobs):
    dewi, adi = seat(firm, "Dewi Contoh", "empower"), seat(firm, "Adi Contoh", "apply", "pay", "appoint")
    mandate = offer(rani, firm, nik_of(siti))
    run_jobs()
    actions.take_power(mandate_id=mandate.pk, by=resident(siti), at=NOON)
    actions.end_mandate(mandate_id=mandate.pk, by=resident(siti), at=NOON)
    run_jobs()

    told = set(Message.objects.values_list("template", "party_id"))
    assert told == {
        ("power-offered", siti.pk),
        ("firm-power-offered", dewi.pk),  # Rani has just done it herself
        ("firm-power-taken", rani.pk),
        ("firm-power-taken", dewi.pk),
        ("firm-power-ended", rani.pk),
        ("firm-power-ended", dewi.pk),
        ("power-ended", siti.pk),
    }
    assert adi.pk not in {party for _template, party in told}


def test_an_organisation_without_such_an_officer_is_told_itself(rani, firm):
    office = OrganisationOfficer.objects.get()
    actions.change_rights(office_id=office.pk, rights=["apply", "appoint"], by=resident(rani), at=NOON)

    assert queries.givers(firm.pk, TODAY) == (firm.pk,)
    assert queries.givers(rani.pk, TODAY) == (rani.pk,)


def test_a_second_press_gives_the_same_power(rani, firm):
    key = uuid7()

    assert offer(rani, firm, key=key) == offer(rani, firm, key=key)
    with pytest.raises(NotFound):
        offer(rani, firm, key=key, organisation_id=None)
    assert Mandate.objects.count() == 1


def test_a_stamp_serves_one_power(rani, firm):
    first = offer(rani, firm, stamp_serial="contoh-77")
    assert (first.stamp_serial, Stamp.objects.get().owner_id) == ("CONTOH-77", str(first.pk))

    with pytest.raises(Refused, match="sudah pernah dipakai"):
        offer(rani, firm, stamp_serial="CONTOH-77")
    assert Mandate.objects.count() == 1


def test_officers_read_what_their_organisation_has_given(rani, firm, siti):
    dewi = seat(firm, "Dewi Contoh", "pay")
    taken(rani, firm, siti)
    offer(rani, firm)

    assert [row.agent_name for row in queries.powers_of(resident(dewi), firm.pk, TODAY)] == ["Siti Contoh"] * 2
    for stranger in (resident(siti), resident(make_person()), resident(rani, proof=1)):
        assert queries.powers_of(stranger, firm.pk, TODAY) == ()


# Rights, changed


def test_rights_are_changed_at_once_by_whoever_may_appoint(rani, firm):
    dewi = seat(firm, "Dewi Contoh", "apply")
    office = OrganisationOfficer.objects.get(person=dewi)
    with pytest.raises(NotFound):
        offer(dewi, firm)

    for _press in range(2):
        actions.change_rights(office_id=office.pk, rights=["empower"], by=resident(rani), at=NOON)

    offer(dewi, firm)
    assert queries.acts_for(dewi.pk, TODAY) == frozenset()
    assert Entry.objects.filter(verb="residents.rights-changed", party_id=str(firm.pk)).exists()
    with pytest.raises(NotFound):
        actions.change_rights(office_id=office.pk, rights=["appoint"], by=resident(dewi), at=NOON)
    with pytest.raises(NotFound):
        actions.change_rights(office_id=office.pk, rights=["apply"], by=resident(make_person()), at=NOON)
    with pytest.raises(NotFound):
        queries.office(resident(dewi), office.pk, TODAY)


@pytest.mark.parametrize(
    ("rights", "words"), [([], "Pilih apa"), (["fly"], "Pilih apa"), (["empower"], "Paling sedikit satu")]
)
def test_the_last_who_may_appoint_keeps_that_right(rights, words, rani, firm):
    office = OrganisationOfficer.objects.get()

    with pytest.raises(Refused, match=words):
        actions.change_rights(office_id=office.pk, rights=rights, by=resident(rani), at=NOON)
    office.refresh_from_db()
    assert "appoint" in office.rights


def test_an_invitation_is_changed_like_an_office(rani, firm, siti):
    invitation = actions.invite_officer(
        organisation_id=firm.pk,
        nik=nik_of(siti),
        name="Siti Contoh",
        title="",
        rights=["apply"],
        by=resident(rani),
        at=NOON,
    )
    actions.change_rights(office_id=invitation.pk, rights=["empower"], by=resident(rani), at=NOON)
    actions.accept_office(office_id=invitation.pk, by=resident(siti), at=NOON)

    assert queries.rights_in(resident(siti), firm.pk, TODAY) == {"empower"}


RIGHTS = st.sets(st.sampled_from(["apply", "pay", "appoint", "empower"]), min_size=1)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(RIGHTS, max_size=5))
def test_a_power_is_given_exactly_while_the_right_is_held(rani, firm, turns):
    Mandate.objects.all().delete()
    office = OrganisationOfficer.objects.filter(organisation=firm).exclude(person=rani).first()
    office = office or OrganisationOfficer.objects.get(person=seat(firm, "Dewi Contoh", "apply"))
    for rights in turns:
        actions.change_rights(office_id=office.pk, rights=sorted(rights), by=resident(rani), at=NOON)
        given = Mandate.objects.count()
        if "empower" in rights:
            offer(office.person, firm)
        else:
            with pytest.raises(NotFound):
                offer(office.person, firm)
        assert Mandate.objects.count() == given + ("empower" in rights)
