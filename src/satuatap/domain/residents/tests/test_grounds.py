"""For whom somebody may apply, and on what ground."""

from datetime import timedelta

import pytest

from satuatap.domain.residents import queries
from satuatap.domain.residents.tests.factories import (
    TODAY,
    make_household,
    make_mandate,
    make_organisation,
    make_person,
    resident,
)
from satuatap.kernel.actors import NOBODY

pytestmark = pytest.mark.django_db


def kinds(actor, service="sktm", on=TODAY):
    return [(row.name, row.kind, row.is_limited) for row in queries.grounds(actor, service, on)]


def test_oneself_comes_first_and_then_the_others_by_name_with_their_ground():
    people = make_household()
    rani, sekar = people["rani"], people["sekar"]
    make_mandate(sekar, rani, kind="parent")
    siti = make_person("Siti Contoh")
    make_mandate(siti, rani, kind="kuasa", scope=["sktm"], to_on=TODAY + timedelta(days=9))
    firm = make_organisation(rani, name="CV Contoh Bersama")
    actor = resident(rani, acts_for=queries.acts_for(rani.pk, TODAY))

    assert kinds(actor) == [
        ("Rani Contoh", "self", False),
        (firm.name, "organisation", False),
        ("Sekar Contoh", "parent", False),
        ("Siti Contoh", "kuasa", True),
    ]
    assert ("Siti Contoh", "kuasa", True) not in kinds(actor, service="izin-reklame")
    assert ("Siti Contoh", "kuasa", True) not in kinds(actor, on=TODAY + timedelta(days=10))


def test_somebody_without_a_person_applies_for_nobody():
    assert queries.grounds(NOBODY, "sktm", TODAY) == ()
    assert queries.ground(NOBODY, make_person().pk, "sktm", TODAY) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_grounds_does_not_grow(rows, django_assert_num_queries):
    rani = make_person()
    for number in range(rows):
        make_mandate(make_person(f"Wakil Contoh {number}"), rani)
    actor = resident(rani, acts_for=queries.acts_for(rani.pk, TODAY))

    with django_assert_num_queries(2):
        assert len(queries.grounds(actor, "sktm", TODAY)) == rows + 1
