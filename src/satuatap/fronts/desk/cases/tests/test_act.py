"""Acting on a case from its page: who may, what comes back, and that an act reads no more than it needs."""

from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(rani, licensing, noon, time_machine):
    """Rani's application, waiting at the counter."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_case(rani, noon)


def act(client, case, verb, **inputs):
    address = reverse("desk:act", args=[case.number, "periksa"])
    return client.post(address, {"verb": verb, "langkah": "periksa", "key": str(uuid4()), **inputs})


def state(case):
    return Case.objects.get(pk=case.pk).state


def test_an_act_leads_back_to_the_case_and_costs_few_queries(case, budi, client_of, django_assert_max_num_queries):
    client = client_of(budi)

    with django_assert_max_num_queries(27):
        answer = act(client, case, "accept")

    assert answer.url.endswith("?selesai=accept")
    assert state(case) == "accepted"


def test_what_is_missing_is_said_on_the_page_of_the_case(case, budi, client_of):
    answer = act(client_of(budi), case, "refuse")

    assert answer.status_code == 422
    assert case.number in answer.content.decode()
    assert state(case) == "submitted"


def test_a_return_names_what_has_to_be_mended(case, budi, client_of):
    answer = act(client_of(budi), case, "return", **{"catatan.paper:gambar": "Gambar gelap."})

    assert answer.url.endswith("?selesai=return")
    assert [defect.about for defect in case.defects.all()] == ["paper:gambar"]


@pytest.mark.parametrize("verb", ["accept", "return", "refuse", "record"])
def test_another_agency_finds_no_such_case(verb, case, tono, client_of):
    assert act(client_of(tono), case, verb).status_code == 404


def test_nobody_signed_in_is_asked_who_they_are(case, client):
    assert act(client, case, "accept").status_code == 302
    assert state(case) == "submitted"
