"""Whoever lives far sees when the service van comes, and what it brings."""

from datetime import date, time

import pytest
from django.urls import reverse

from satuatap.domain.agencies import actions
from satuatap.domain.agencies.actions import StopRow
from satuatap.domain.agencies.models import Site
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.tests.factories import make_lane
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
PACK = system("pack")
PAGE = reverse("portal:stops")


@pytest.fixture
def van(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon, sites=["mobil"])
    actions.put_site(code="mobil", name="Mobil Layanan", kind="van", by=PACK, at=noon)
    actions.put_stops(
        site_code="mobil",
        rows=[
            StopRow(date(2026, 11, 24), time(8), time(10), "Balai Krajan", is_example=True),
            StopRow(date(2026, 11, 26), time(8), time(12), "Pasar Licin", services=("lain",)),
        ],
        by=PACK,
        at=noon,
    )


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_next_stops_stand_there_and_what_one_gets(van, client):
    page = text(client.get(PAGE))

    assert page.index("Balai Krajan") < page.index("Pasar Licin")
    assert "Selasa, 24 November 2026" in page
    assert "08.00–10.00" in page
    assert page.count("Contoh, bukan jadwal sungguhan") == 1
    assert "izin-reklame" in page


def test_by_place_and_by_service(van, client):
    assert "Balai Krajan" not in text(client.get(PAGE, {"q": "licin"}))
    assert "Belum ada jadwal yang cocok" in text(client.get(PAGE, {"q": "gandrung"}))
    page = text(client.get(PAGE, {"layanan": "izin-reklame"}))
    assert ("Balai Krajan" in page, "Pasar Licin" in page) == (True, False)


def test_the_page_of_a_service_says_when_the_van_comes(van, client):
    page = text(client.get(reverse("portal:service", args=["izin-reklame"])))

    assert "Atau saat mobil layanan datang:" in page
    assert "Balai Krajan" in page
    assert "Pasar Licin" not in page


def test_on_the_day_the_queue_of_the_van_is_a_touch_away(van, licensing, noon, client, time_machine):
    lane = make_lane(site=Site.objects.get(code="mobil"), unit=licensing)
    queue = reverse("portal:hall", args=["mobil"])
    assert queue not in text(client.get(PAGE))
    time_machine.move_to(noon.replace(day=24, hour=8), tick=False)

    assert queue in text(client.get(PAGE))
    assert lane.name in text(client.get(queue))


def test_without_a_timetable_it_says_so(client, noon):
    make_home()

    assert "Belum ada jadwal" in text(client.get(PAGE))


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_many_stops(many, van, noon, client, django_assert_max_num_queries):
    rows = [StopRow(date(2026, 12, day + 1), time(8), time(10), "Balai") for day in range(many)]
    actions.put_stops(site_code="mobil", rows=rows, by=PACK, at=noon)
    with django_assert_max_num_queries(6):
        client.get(PAGE)
