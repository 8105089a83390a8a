"""How it was, asked at the kiosk by the number of today's slip."""

import re

import pytest
from django.urls import reverse

from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Rating
from satuatap.domain.visits.tests.factories import call, come, sit
from satuatap.fronts.kiosk.stay import MARK

from .test_kiosk import lane, make_kiosk  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
ASKS = "Bagaimana tadi di Antrean izin?"


@pytest.fixture
def served(lane, noon):  # noqa: F811 (the fixture)
    counter, officer = sit(lane)
    visit = come(lane, at=noon)
    call(counter, officer, noon)
    actions.finish(counter_id=counter.pk, by=officer, at=noon)
    return visit, reverse("kiosk:rate", args=[make_kiosk(lane, noon)])


def test_the_number_of_the_slip_opens_the_question_once(served, client):
    visit, address = served
    first = client.post(address, {"nomor": "a1"}).content.decode()
    assert ASKS in first

    mark = {MARK: re.search(rf'name="{MARK}" value="(\w+)"', first)[1]}
    said = mark | {"nomor": "A-001", "urusan": str(visit.errands.get().pk), "nilai": "3"}
    assert "Terima kasih. Penilaian Anda sudah masuk." in client.post(address, said).content.decode()

    assert Rating.objects.get().value == 3
    again = client.post(address, mark | {"nomor": "A-001"}).content.decode()
    assert "Belum ada yang perlu dinilai" in again
    assert ASKS not in again
    assert "sudah dinilai" in client.post(address, said | {"nilai": "1"}).content.decode()
    assert Rating.objects.get().value == 3


def test_a_number_that_is_none_is_said_kindly(served, client):
    answer = client.post(served[1], {"nomor": "A-002"})

    assert answer.status_code == 422
    assert "Nomor ini tidak ada hari ini." in answer.content.decode()
