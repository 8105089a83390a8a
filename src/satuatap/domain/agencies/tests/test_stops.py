"""A service van is open where and when it stops, and nowhere else."""

from datetime import date, time, timedelta

import pytest

from satuatap.domain.agencies import actions, queries
from satuatap.domain.agencies.actions import StopRow
from satuatap.domain.agencies.models import Stop
from satuatap.domain.regions.tests.factories import make_home
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db
PACK = system("pack")
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
MORNING = StopRow(MONDAY, time(8), time(10), "Balai Dusun Krajan")
NOONTIME = StopRow(MONDAY, time(11), time(13), "Lapangan", services=("surat",))
LATER = StopRow(FRIDAY, time(8), time(12), "Pasar Desa", is_example=True)


@pytest.fixture
def van(noon):
    make_home()
    return actions.put_site(code="mobil", name="Mobil Layanan", kind="van", by=PACK, at=noon)


def put(noon, *rows):
    return actions.put_stops(site_code="mobil", rows=rows, by=PACK, at=noon)


def test_its_stops_are_its_opening_hours(van, noon):
    put(noon, LATER, NOONTIME, MORNING)

    today = queries.hours_today(van.pk, noon)
    assert today.hours == ((time(8), time(10)), (time(11), time(13)))
    assert today.is_open
    assert not queries.hours_today(van.pk, noon + timedelta(days=1)).hours
    assert queries.hours_today(van.pk, noon + timedelta(days=1)).opens_next.date() == FRIDAY


def test_the_next_stops_are_told_in_order_for_a_village_and_for_a_service(van, noon):
    put(noon, LATER, NOONTIME, MORNING)

    assert [stop.location for stop in queries.next_stops(noon)] == ["Lapangan", "Pasar Desa"]  # the first is over
    assert [stop.location for stop in queries.next_stops(noon, text="pasar")] == ["Pasar Desa"]
    assert [stop.location for stop in queries.next_stops(noon, service="ktp")] == ["Pasar Desa"]
    assert queries.next_stops(noon, site_codes=["mpp"]) == []
    assert [stop.is_example for stop in queries.next_stops(noon)] == [False, True]


def test_told_again_nothing_changes_and_a_stop_taken_back_is_gone(van, noon):
    assert put(noon, MORNING, LATER) == 2
    assert put(noon, MORNING, LATER) == 0

    put(noon + timedelta(days=1))

    assert [stop.on for stop in Stop.objects.all()] == [MONDAY]  # what has been stays
    assert not queries.hours_today(van.pk, noon + timedelta(days=4)).hours


def test_it_cannot_be_at_two_places_nor_a_house_on_the_road(van, noon):
    with pytest.raises(Refused):
        put(noon, MORNING, StopRow(MONDAY, time(9), time(11), "Lapangan"))
    with pytest.raises(Refused, match="belum tercatat"):
        put(noon, StopRow(MONDAY, time(8), time(9), "Lapangan", "35.10.99"))
    actions.put_site(code="mpp", name="Mal", kind="mall", by=PACK, at=noon)
    with pytest.raises(Refused, match="layanan keliling"):
        actions.put_stops(site_code="mpp", rows=[MORNING], by=PACK, at=noon)
