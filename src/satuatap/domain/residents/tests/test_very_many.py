"""Very many people at once: their search keys are gathered, and everybody is found all the same."""

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.residents.actions import bulk
from satuatap.domain.residents.models import Person
from satuatap.domain.residents.tests.factories import make_person
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db
INDEX = "residents_person_by_keys"


def is_gathering():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [INDEX])
        return cursor.fetchone()[0] == ["fastupdate=on"]


def left_over():
    """Pages of the index that hold what was gathered and is not put in yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s)", [INDEX])
        return cursor.fetchone()[0]


def found(key):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return Person.objects.filter(keys__contains=[key]).count()


def test_whoever_came_meanwhile_is_found_before_and_after():
    with bulk.keys_gathered():
        assert is_gathering()
        people = [make_person(f"Serbaneka {number}") for number in range(30)]
        assert found("nserbaneka") == len(people)
    assert not is_gathering()
    assert left_over() == 0
    assert found("nserbaneka") == len(people)


def test_what_fails_leaves_the_index_as_it_was():
    with pytest.raises(Refused), transaction.atomic(), bulk.keys_gathered():
        raise Refused("nik-taken", "")
    assert not is_gathering()


def test_who_comes_second_goes_without_and_does_not_wait():
    asked = "SELECT residents_gather_keys(true)"
    with connection.cursor() as cursor, psycopg.connect(**connection.get_connection_params()) as other:
        cursor.execute(asked)
        first = cursor.fetchone()
        assert (first, other.execute(asked).fetchone()) == ((True,), (False,))


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1), max_size=5))
def test_an_array_is_read_as_it_was_given(texts):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [bulk._array(texts)])
        assert cursor.fetchone()[0] == texts
