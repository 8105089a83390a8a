"""Sending an application: with the statement, once, and only by whoever it belongs to."""

from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_draft, make_service
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(rani, licensing, noon, time_machine):
    """An application of Rani's that lacks nothing but being sent."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_draft(rani, noon)


def send(client, case, **inputs):
    return client.post(reverse("portal:case_review", args=[case.number]), {"key": str(uuid4()), **inputs})


def state(case):
    return Case.objects.get(pk=case.pk).state


def test_sending_costs_few_queries_and_leads_to_the_case(draft, rani, client_of, django_assert_max_num_queries):
    client = client_of(rani)

    with django_assert_max_num_queries(31):
        answer = send(client, draft, benar="1")

    assert answer.url.endswith(f"/berkas/{draft.number}?terkirim=1")
    assert state(draft) == "submitted"


def test_without_the_statement_nothing_is_sent(draft, rani, client_of):
    answer = send(client_of(rani), draft)

    assert answer.status_code == 422
    assert state(draft) == "draft"


def test_what_was_sent_already_leads_to_the_case(draft, rani, client_of):
    client = client_of(rani)
    send(client, draft, benar="1")

    assert send(client, draft, benar="1").url.endswith(f"/berkas/{draft.number}")


def test_nobody_else_can_send_it(draft, dewi, tono, client_of):
    assert [send(client_of(other), draft, benar="1").status_code for other in (dewi, tono)] == [404, 404]
    assert state(draft) == "draft"
