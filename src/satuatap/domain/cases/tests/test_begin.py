"""A button pressed several times begins one application."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case
from satuatap.domain.regions.tests.factories import make_home
from satuatap.kernel.errors import Conflict, NotFound

from .factories import make_service

PRESSES = 8


def begin(by, noon, key, service="izin-reklame"):
    return actions.start_draft(
        service_code=service, party_id=by.party_id, channel="portal", key=key, by=by, at=noon
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_presses_in_the_same_moment_begin_one_application(licensing, rani, noon):
    make_home()
    make_service(licensing, noon)
    key = uuid4()

    def press(_number):
        try:
            return begin(rani, noon, key).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PRESSES) as fingers:
        numbers = set(fingers.map(press, range(PRESSES)))

    assert numbers == {Case.objects.get().number}


@pytest.mark.django_db
def test_a_key_begins_nothing_else_and_nothing_for_anybody_else(licensing, rani, dewi, noon):
    make_home()
    make_service(licensing, noon)
    make_service(licensing, noon, code="izin-lain", name="Izin lain")
    case = begin(rani, noon, key := uuid4())

    assert begin(rani, noon, key) == case
    with pytest.raises(Conflict):
        begin(rani, noon, key, service="izin-lain")
    with pytest.raises(NotFound):
        begin(dewi, noon, key)
