import pytest

from satuatap.domain.residents import queries
from satuatap.domain.residents.tests.factories import make_person, resident
from satuatap.kernel.actors import NOBODY
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("others", [0, 3])
def test_oneself_comes_first_and_then_those_one_stands_for(others, django_assert_num_queries):
    rani = make_person("Rani Contoh")
    wards = {make_person(f"Anak Contoh {number}").pk for number in range(others)}

    with django_assert_num_queries(1):
        people = queries.represented(resident(rani, acts_for=frozenset(wards)))

    assert (people[0].name, people[0].is_self) == ("Rani Contoh", True)
    assert [person.name for person in people[1:]] == [f"Anak Contoh {number}" for number in range(others)]


def test_somebody_without_a_person_stands_for_nobody():
    assert queries.represented(NOBODY) == ()


def test_names_leave_out_the_unknown():
    rani = make_person("Rani Contoh")

    assert queries.names([rani.pk, uuid7()]) == {rani.pk: "Rani Contoh"}
