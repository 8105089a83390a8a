"""What visitors said, on the page of whoever answers for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.lifecycle import ErrandState
from satuatap.domain.visits.models import Errand, Rating
from satuatap.domain.visits.tests.factories import come, make_counter, make_lane

pytestmark = pytest.mark.django_db
PAGE = reverse("desk:ratings")
YESTERDAY = timedelta(days=1)


@pytest.fixture
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def manager(lane, client_of):
    return client_of(make_officer("Bambang Contoh", lane.unit, "mall-manager"))


def answers(lane, noon, many, service="", comment=""):
    """So many said yesterday that it was good."""
    at, counter = noon - YESTERDAY, make_counter(lane)
    for _answer in range(many):
        errands = Errand.objects.filter(visit=come(lane, at=at))
        errands.update(state=ErrandState.DONE, service=service, counter=counter, ended_at=at)
        Rating.objects.create(errand=errands.get(), value=3, comment=comment, said_at=at)


def text(client, **asked):
    return " ".join(client.get(PAGE, asked).content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
def test_each_service_has_its_row_at_the_same_cost(rows, lane, manager, noon, django_assert_max_num_queries):
    make_service(lane.unit, noon, code="izin-reklame", name="Izin reklame")
    for code in ("izin-reklame", "", "lama")[:rows]:
        answers(lane, noon, 5, code)
    text(manager)
    with django_assert_max_num_queries(10):
        page = text(manager)

    assert page.count('<th scope="row">') == rows
    assert "Izin reklame" in page


def test_fewer_than_five_are_not_told(lane, manager, noon):
    answers(lane, noon, 4, comment="Rahasia")

    assert "Belum cukup data" in text(manager)
    assert "Rahasia" not in text(manager, antrean=lane.pk, layanan="")


def test_a_service_shows_its_days_and_what_was_written(lane, manager, noon):
    answers(lane, noon, 5, comment="Petugasnya ramah")

    page = text(manager, antrean=lane.pk, layanan="")
    assert page.count("Petugasnya ramah") == 5
    assert "A-00" not in page
    assert manager.get(PAGE, {"antrean": "lain"}).status_code == 404


def test_without_answers_it_says_so_also_for_another_month(lane, manager, noon):
    answers(lane, noon, 5)

    assert "Belum ada jawaban" in text(manager, bulan="2020-01")
    assert "Belum ada jawaban" not in text(manager, bulan="apa saja")


def test_who_leads_another_office_reads_nothing_of_it_and_officers_have_no_such_page(lane, noon, client_of, budi):
    answers(lane, noon, 5)
    tono = make_officer("Tono Contoh", make_unit("dukcapil", name="Dukcapil"), "head-of-agency")

    assert "Belum ada jawaban" in text(client_of(tono))
    assert client_of(budi).get(PAGE).status_code == 404
