"""Taking an act back from the page of the case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import do, make_case, make_service
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db
OFFER = "Tarik kembali tindakan terakhir"


@pytest.fixture
def case(rani, licensing, budi, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return do(make_case(rani, noon), "periksa", "accept", budi, noon)


def page(client, case):
    return client.get(reverse("desk:case", args=[case.number])).content.decode()


def take_back(client, case, reason="Salah berkas."):
    return client.post(reverse("desk:undo", args=[case.number]), {"alasan": reason, "key": str(uuid4())})


def test_the_officer_takes_the_act_back_with_a_reason(case, budi, client_of):
    client = client_of(budi)
    assert OFFER in page(client, case)
    assert take_back(client, case, reason="").status_code == 422

    answer = take_back(client, case)

    assert answer.url.endswith("?selesai=undo")
    assert "Tindakan terakhir Anda ditarik kembali." in client.get(answer.url).content.decode()
    assert Case.objects.get(pk=case.pk).state == "submitted"


def test_it_is_offered_to_nobody_else_and_for_five_minutes(case, budi, sari, client_of, noon, time_machine):
    assert OFFER not in page(client_of(sari), case)
    time_machine.move_to(noon + timedelta(minutes=6), tick=False)
    assert OFFER not in page(client_of(budi), case)


def test_others_cannot(case, sari, tono, client_of):
    assert take_back(client_of(sari), case).status_code == 422
    assert take_back(client_of(tono), case).status_code == 404
    assert Case.objects.get(pk=case.pk).state == "accepted"
