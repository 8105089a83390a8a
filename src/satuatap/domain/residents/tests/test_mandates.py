from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.files.tests.pictures import picture
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import Mandate
from satuatap.domain.residents.tests.factories import (
    BY,
    NOON,
    TODAY,
    make_household,
    make_mandate,
    make_organisation,
    make_person,
    officer,
    resident,
)
from satuatap.kernel.actors import NOBODY
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
NEXT_YEAR = TODAY + timedelta(days=365)


@pytest.fixture
def people():
    return make_household()


def test_a_parent_acts_for_a_minor_child_until_it_is_of_age(people):
    rani, sekar = people["rani"], people["sekar"]

    mandate = make_mandate(sekar, rani, kind="parent", how="code", by=resident(rani))

    assert mandate.to_on == date(2032, 8, 16)  # the day before Sekar is eighteen
    assert queries.acts_for(rani.pk, date(2032, 8, 16)) == {sekar.pk}
    assert queries.acts_for(rani.pk, date(2032, 8, 17)) == frozenset()


@pytest.mark.parametrize(
    ("child", "parent", "words"),
    [
        ("bima", "rani", "sudah dewasa"),
        ("sekar", "bima", "tidak tercatat"),
        ("rani", "agus", "tidak tercatat"),
        ("sekar", "stranger", "tidak tercatat"),
        ("stranger", "rani", "tidak tercatat"),
    ],
)
def test_a_parent_needs_a_minor_child_on_the_same_card(child, parent, words, people):
    people["stranger"] = make_person("Siti Contoh", born_on=date(2015, 1, 1))

    with pytest.raises(Refused, match=words):
        make_mandate(people[child], people[parent], kind="parent")
    assert not Mandate.objects.exists()


def test_a_married_child_acts_for_itself():
    people = make_household()
    actions.correct_fact(party_id=people["sekar"].pk, field="marital", value=2, by=BY, at=NOON)

    with pytest.raises(Refused, match="sudah dewasa"):
        make_mandate(people["sekar"], people["rani"], kind="parent")


def test_a_guardian_needs_a_court_order(people):
    with pytest.raises(Refused, match="penetapan pengadilan"):
        make_mandate(people["sekar"], make_person("Paman Contoh"), reference=" ")

    make_mandate(people["sekar"], make_person("Bibi Contoh"), reference="12/Pdt.P/2026/CONTOH")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reference": ""}, "nomor atau tanggal"),
        ({"scope": ["*"]}, "satu per satu"),
        ({"scope": []}, "Sebutkan layanan"),
        ({"to_on": None}, "sampai kapan"),
        ({"to_on": TODAY - timedelta(days=1)}, "tidak boleh sebelum"),
    ],
)
def test_a_power_of_attorney_names_deed_services_and_end(facts, words):
    given = {"kind": "kuasa", "scope": ["izin-reklame"], "to_on": NEXT_YEAR} | facts

    with pytest.raises(Refused, match=words):
        make_mandate(make_person(), make_person("Siti Contoh"), **given)


def test_a_power_of_attorney_opens_the_named_services_and_nothing_else():
    rani, siti = make_person(), make_person("Siti Contoh")
    kuasa = make_mandate(rani, siti, kind="kuasa", scope=["izin-reklame"], to_on=NEXT_YEAR)

    assert queries.mandate_for(siti.pk, rani.pk, "izin-reklame", TODAY) == kuasa
    assert queries.mandate_for(siti.pk, rani.pk, "akta-kelahiran", TODAY) is None
    assert queries.mandate_for(siti.pk, rani.pk, "izin-reklame", NEXT_YEAR + timedelta(days=1)) is None
    assert queries.mandate_for(rani.pk, siti.pk, "izin-reklame", TODAY) is None
    assert queries.acts_for(siti.pk, TODAY) == frozenset()
    assert (kuasa.covers("izin-reklame"), kuasa.covers("akta-kelahiran")) == (True, False)


def test_an_officer_assists_somebody_present_for_the_day(people):
    budi = officer(make_unit())

    mandate = make_mandate(people["rani"], kind="assisted", scope=["sktm"], how="spoken", by=budi)

    assert (mandate.agent_name, mandate.recorded_by, mandate.to_on) == ("Budi", budi.id, TODAY)


@pytest.mark.parametrize(("first", "second"), [("", ""), ("Siti Contoh", ""), ("Siti Contoh", "siti contoh")])
def test_a_thumb_print_needs_two_witnesses(first, second, people):
    with pytest.raises(Refused, match="saksi"):
        make_mandate(
            people["rani"], kind="assisted", how="thumb-print", witness1=first, witness2=second, paper_follows=True
        )

    make_mandate(
        people["rani"],
        kind="assisted",
        how="thumb-print",
        witness1="Siti Contoh",
        witness2="Adi Contoh",
        paper_follows=True,
    )


def test_one_stamp_is_accepted_once(people):
    make_mandate(people["sekar"], make_person("Bibi Contoh"), stamp_serial="METERAI-CONTOH-1")

    with pytest.raises(Refused, match="sudah pernah dipakai"):
        make_mandate(people["sekar"], make_person("Paman Contoh"), stamp_serial="METERAI-CONTOH-1")


def test_nobody_acts_for_oneself_or_for_nobody(people):
    with pytest.raises(Refused, match="diri sendiri"):
        make_mandate(people["rani"], people["rani"])
    with pytest.raises(Refused, match="siapa yang mewakili"):
        make_mandate(people["rani"])
    with pytest.raises(NotFound):
        actions.record_mandate(
            principal_id=uuid7(), kind="wali", scope=["*"], how="code", reference="1", agent_name="Siti", by=BY, at=NOON
        )


def test_a_mandate_of_another_kind_is_a_fault_of_ours(people):
    with pytest.raises(ValueError, match="no such mandate"):
        make_mandate(people["rani"], people["agus"], kind="friend")
    with pytest.raises(ValueError, match="no such mandate"):
        make_mandate(people["rani"], people["agus"], how="telepathy")


@pytest.mark.parametrize(
    ("who", "kind", "how"),
    [
        ("nobody", "wali", "code"),
        ("agent", "wali", "code"),  # a guardian shows the order at a counter
        ("agent", "kuasa", "code"),  # the power is given, not taken
        ("principal", "kuasa", "spoken"),
        ("back office", "assisted", "spoken"),
        ("unseen parent", "parent", "code"),
    ],
)
def test_strangers_record_nothing(who, kind, how, people):
    principal, agent = (people["sekar"], people["rani"]) if kind == "parent" else (people["agus"], people["rani"])
    actors = {
        "nobody": NOBODY,
        "agent": resident(agent),
        "principal": resident(principal),
        "back office": officer(make_unit(), "head-of-agency"),
        "unseen parent": resident(agent, proof=1),
    }

    with pytest.raises(NotFound):
        make_mandate(principal, agent, kind=kind, how=how, scope=["sktm"], to_on=NEXT_YEAR, by=actors[who])
    assert not Mandate.objects.exists()


def test_a_principal_gives_a_power_of_attorney_by_code(people):
    agus, rani = people["agus"], people["rani"]

    make_mandate(agus, rani, kind="kuasa", how="code", scope=["sktm"], to_on=NEXT_YEAR, by=resident(agus))

    (given,) = queries.mandates(resident(agus), TODAY)
    (held,) = queries.mandates(resident(rani), TODAY)
    assert (given.is_given, given.agent_name, held.is_given, held.principal_name) == (
        True, "Rani Contoh", False, "Agus Contoh",
    )  # fmt: skip
    assert queries.mandates(NOBODY, TODAY) == ()


@pytest.mark.parametrize("side", ["agus", "rani"])
def test_either_side_ends_a_mandate_at_once(side, people):
    mandate = make_mandate(people["agus"], people["rani"])

    actions.end_mandate(mandate_id=mandate.pk, by=resident(people[side]), at=NOON)
    actions.end_mandate(mandate_id=mandate.pk, by=resident(people[side]), at=NOON + timedelta(days=1))

    mandate.refresh_from_db()
    assert mandate.revoked_at == NOON
    assert queries.acts_for(people["rani"].pk, TODAY) == frozenset()
    assert queries.mandate_for(people["rani"].pk, people["agus"].pk, "sktm", TODAY) is None
    assert not queries.mandates(resident(people["agus"]), TODAY)[0].is_in_force


def test_a_third_person_ends_nothing(people):
    mandate = make_mandate(people["agus"], people["rani"])

    for by in (NOBODY, resident(people["bima"])):
        with pytest.raises(NotFound):
            actions.end_mandate(mandate_id=mandate.pk, by=by, at=NOON)
    with pytest.raises(NotFound):
        actions.end_mandate(mandate_id=uuid7(), by=BY, at=NOON)


def test_the_paper_behind_a_mandate_is_kept(people):
    kept = make_mandate(people["agus"], people["rani"], paper=("kuasa.jpg", picture()))
    assert kept.evidence_file.name == "kuasa.jpg"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_mandates_does_not_grow(rows, people, django_assert_num_queries):
    for number in range(rows):
        make_mandate(people["agus"], make_person(f"Wali Contoh {number}"))

    with django_assert_num_queries(1):
        assert len(queries.mandates(resident(people["agus"]), TODAY)) == rows


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"agent_name": ""}, "has_agent"),
        ({"scope": []}, "has_scope"),
        ({"kind": "kuasa", "to_on": None}, "kuasa_expires"),
        ({"kind": "wali", "reference": ""}, "wali_has_court_order"),
        ({"how": "thumb-print", "witness1": "Siti"}, "two_witnesses"),
        ({"to_on": TODAY - timedelta(days=1)}, "days_in_order"),
    ],
)
def test_the_database_keeps_what_a_mandate_needs(facts, constraint):
    given = {
        "principal": make_person(), "agent_name": "Siti", "kind": "wali", "scope": ["*"], "from_on": TODAY,
        "how": "code", "reference": "1", "recorded_by": "x", "recorded_at": NOON,
    } | facts  # fmt: skip

    with pytest.raises(IntegrityError, match=constraint):
        Mandate.objects.create(**given)


# Organisations


def test_a_person_seen_in_person_enters_the_own_firm():
    rani = make_person()

    body = make_organisation(rani, by=resident(rani))

    assert queries.acts_for(rani.pk, TODAY) == {body.pk}
    assert queries.profile(body.pk).origin == "resident-stated"


@pytest.mark.parametrize("proof", [0, 1])
def test_somebody_never_seen_enters_no_firm(proof):
    rani = make_person()

    with pytest.raises(NotFound):
        make_organisation(rani, by=resident(rani, proof=proof))


def test_nobody_enters_a_firm_of_others():
    with pytest.raises(NotFound):
        make_organisation(make_person("Dewi Contoh"), by=resident(make_person()))


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"nib": "123"}, "nib"), ({"npwp": "123"}, "npwp"), ({"name": ""}, "name"), ({"area_code": "35.99"}, "area_code")],
)
def test_a_firm_that_cannot_be_is_refused(facts, field):
    with pytest.raises(Refused) as refusal:
        make_organisation(make_person(), **facts)
    assert refusal.value.field == field


def test_a_number_belongs_to_one_firm():
    make_organisation(nib="9120260009001")

    with pytest.raises(Refused, match="sudah tercatat"):
        make_organisation(nib="9120260009001")


def test_officers_have_the_rights_they_are_given():
    dewi, rani = make_person("Dewi Contoh"), make_person()
    body = make_organisation(dewi)
    naming = {"organisation_id": body.pk, "party_id": rani.pk, "title": "Bendahara", "at": NOON}

    actions.name_officer(**naming, rights=["pay"], by=resident(dewi))
    assert queries.acts_for(rani.pk, TODAY) == frozenset()

    actions.name_officer(**naming, rights=["apply", "pay"], by=resident(dewi))
    assert queries.acts_for(rani.pk, TODAY) == {body.pk}
    with pytest.raises(NotFound):  # a treasurer appoints nobody
        actions.name_officer(**naming, rights=["appoint"], by=resident(rani))
    with pytest.raises(Refused, match="Pilih apa"):
        actions.name_officer(**naming, rights=["fly"], by=resident(dewi))


def test_an_office_ends_at_once():
    dewi, rani = make_person("Dewi Contoh"), make_person()
    body = make_organisation(dewi)
    yesterday = NOON - timedelta(days=1)
    actions.name_officer(
        organisation_id=body.pk, party_id=rani.pk, title="Manajer", rights=["apply"], by=BY, at=yesterday
    )
    assert queries.acts_for(rani.pk, TODAY) == {body.pk}

    actions.end_office(organisation_id=body.pk, party_id=rani.pk, by=resident(dewi), at=NOON)

    assert queries.acts_for(rani.pk, TODAY) == frozenset()
    with pytest.raises(NotFound):
        actions.end_office(organisation_id=body.pk, party_id=rani.pk, by=resident(dewi), at=NOON)
