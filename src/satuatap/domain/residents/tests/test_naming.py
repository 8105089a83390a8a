import pytest

from satuatap.domain.residents import queries
from satuatap.domain.residents.tests.factories import make_person
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


def test_names_leave_out_the_unknown():
    rani = make_person("Rani Contoh")

    assert queries.names([rani.pk, uuid7()]) == {rani.pk: "Rani Contoh"}
