"""The page of calls from counters and kiosks, for whoever runs the hall or leads the office."""

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.models import HelpCall
from satuatap.domain.visits.tests.factories import make_counter, make_lane

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(licensing, noon, budi, client_of, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return ask(make_counter(make_lane(unit=licensing)), client_of(budi))


def ask(counter, browser):
    browser.post(reverse("desk:sit", args=[counter.pk]))
    browser.post(reverse("desk:counter_act", args=[counter.pk, "bantuan"]), {"perihal": "KTP rusak"})
    return counter


def test_who_leads_the_office_answers_and_the_counter_reads_it(counter, licensing, budi, client_of):
    head = client_of(make_officer("Ratih Contoh", licensing, "unit-admin"))
    page = head.get(reverse("desk:help_calls")).content.decode()
    assert "KTP rusak" in page
    assert "Panggilan" in page

    head.post(reverse("desk:help_answer", args=[HelpCall.objects.get().pk]))

    desk = client_of(budi)
    screen = reverse("desk:counter", args=[counter.pk])
    assert "Ratih Contoh menuju ke sini." in desk.get(screen).content.decode()
    desk.post(f"{screen}/terbantu")
    assert "Panggil penyelia" in desk.get(screen).content.decode()


def test_others_have_no_such_page(counter, budi, tono, rani, client_of):
    assert (
        "KTP rusak" not in client_of(tono).get(reverse("desk:help_calls")).content.decode()
    )  # he leads another office
    assert client_of(tono).post(reverse("desk:help_answer", args=[HelpCall.objects.get().pk])).status_code == 404
    for who in (budi, rani):
        assert client_of(who).get(reverse("desk:help_calls")).status_code == 404
        assert client_of(who).post(reverse("desk:help_answer", args=[HelpCall.objects.get().pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_ask(rows, counter, licensing, client_of, django_assert_max_num_queries):
    lane = counter.posts.get().lane
    for number in range(2, rows + 1):
        ask(make_counter(lane, f"Loket {number}"), client_of(make_officer(f"P{number}", licensing, "front-officer")))
    head = client_of(make_officer("Ratih Contoh", licensing, "unit-admin"))
    head.get(reverse("desk:help_calls"))
    with django_assert_max_num_queries(8):
        head.get(reverse("desk:help_calls"))
