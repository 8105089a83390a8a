"""Cases that end in an event of the register."""

import pytest

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.regions.tests.factories import TAMANSARI
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.models import CivilEvent, FollowUp, Person
from satuatap.domain.residents.tests.factories import BY, NOON, TODAY, make_household, make_person, resident
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
SIAK = Source("Akta kematian BWI-26-CONTOH", TODAY, reference="3510-KM-23112026-0009", reference_on=TODAY)


def nik(party):
    return Person.objects.get(pk=party.pk).nik


def tell(kind, facts, **given):
    told = {"source": SIAK, "about": uuid7(), "unit_id": make_unit().pk, "by": BY, "at": NOON} | given
    return actions.tell_from_case(kind=kind, facts=facts, **told)


def test_a_birth_from_a_case_is_recorded_with_the_outside_number():
    people = make_household()
    given = {
        "name": "Arkana Contoh", "sex": "laki-laki", "on": TODAY.isoformat(), "place": "Banyuwangi",
        "mother": nik(people["rani"]), "mother_name": "RANI CONTOH", "father": "", "father_name": "",
    }  # fmt: skip

    event = tell("birth", given)

    child = Person.objects.get(party__name="Arkana Contoh")
    assert queries.prefill_scope(people["rani"].pk)["family"]["children"][-1]["name"] == "Arkana Contoh"
    row = queries.timeline(BY, child.pk, "melihat peristiwa", at=NOON)[0]
    assert (row.event_id, row.state, row.reference) == (event.pk, "tercatat", "3510-KM-23112026-0009")
    assert child.origin == "SIAK-verified"


def test_a_death_is_told_once():
    people, about = make_household(), uuid7()
    given = {"nik": nik(people["agus"]), "name": "Agus Contoh", "on": TODAY.isoformat()}

    assert tell("death", given, about=about).pk == tell("death", given, about=about).pk
    assert CivilEvent.objects.filter(kind="death").count() == 1


def test_people_from_elsewhere_come_onto_their_new_card():
    people = make_household()
    wayan = make_person("Wayan Contoh", sex=1, elsewhere="Buleleng")
    given = {
        "niks": [nik(wayan)], "names": ["Wayan Contoh"], "relations": ["kepala-keluarga"], "on": TODAY.isoformat(),
        "kk": "3510242311269321/2026-11-23", "area": TAMANSARI, "address": "Jalan Baru 1", "rt": "02", "rw": "01",
    }  # fmt: skip

    assert tell("move-in", given) is not None
    found = queries.profile(wayan.pk)
    assert (found.kk, found.elsewhere, found.area_code) == ("3510242311269321", "", TAMANSARI)
    assert tell("move-in", given | {"niks": [nik(people["rani"])], "names": ["Rani Contoh"]}) is None


@pytest.mark.parametrize("facts", [{"name": "Orang Lain"}, {"nik": "3510240101809011"}])
def test_what_does_not_fit_is_left_to_a_person_of_the_deciding_office(facts):
    people, about, unit = make_household(), uuid7(), make_unit()
    given = {"nik": nik(people["agus"]), "name": "Agus Contoh", "on": TODAY.isoformat()} | facts

    for _again in range(2):
        assert tell("death", given, about=about, unit_id=unit.pk) is None

    task = FollowUp.objects.get()
    assert (task.unit_id, task.about, task.task) == (unit.pk, about, "record-by-hand:death")
    assert not CivilEvent.objects.filter(kind="death").exists()


def test_only_the_system_tells_for_a_case():
    with pytest.raises(NotFound):
        tell("death", {}, by=resident(make_person()))
