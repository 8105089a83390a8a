"""Whoever is about to set out is told how it stands where a service is to be had: shut, full, elsewhere, quieter."""

from datetime import timedelta

import pytest

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, make_unit, put_hours
from satuatap.domain.appointments.tests.factories import make_plan
from satuatap.domain.visits import queries
from satuatap.domain.visits.tests.factories import NOON, PACK, come, make_lane, make_officer, make_site, sit

pytestmark = pytest.mark.django_db
UNKNOWN = {"level": "full", "agreement": "", "from_on": None, "until_on": None, "weekdays": [], "last_number_at": None}


@pytest.fixture
def lane(db):
    return opened(make_lane())


@pytest.fixture
def genteng(lane):
    return opened(make_lane("izin", "A", site=make_site("genteng"), unit=lane.unit))


@pytest.fixture
def bambang(lane):
    return make_officer(lane.unit, "Bambang", "mall-manager")


def opened(lane):
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=NOON)
    return lane


def offers(lane, at=NOON, service="izin-reklame"):
    return queries.offers(unit_code=lane.unit.code, service=service, site_codes=("mpp", "genteng", "bulan"), at=at)


def test_who_waits_there_and_where_it_is_quieter(lane, genteng):
    sit(lane), sit(genteng, "Loket 2")
    come(lane)

    here, there = sorted(offers(lane), key=lambda one: one.is_quietest)
    assert (here.site_code, here.waiting, here.open, here.says) == ("mpp", 1, 1, "")
    assert (there.site_code, there.waiting, there.is_quietest) == ("genteng", 0, True)


def test_only_halls_with_a_lane_for_the_service_are_told_and_a_quick_lane_is_not_one_for_it(lane):
    make_lane("cepat", "Q", site=lane.site, unit=lane.unit, is_quick=True)
    make_lane("lain", "L", site=opened(make_lane("x", "X", site=make_site("genteng"), unit=make_unit("bapenda", name="Bapenda"))).site,
              unit=lane.unit, services=["izin-lain"])  # fmt: skip
    make_plan(NOON, lane.code, site=lane.site, unit=lane.unit)

    assert [(one.site_code, one.lane_code) for one in offers(lane)] == [("mpp", "izin")]
    assert [one.lane_code for one in offers(lane, service="izin-lain")] == ["", "izin"]


def test_closed_says_when_it_opens(lane):
    (found,) = offers(lane, NOON + timedelta(hours=10))

    assert found.says == "mpp sekarang tutup. Buka lagi Selasa, 24 November pukul 08.00."


def test_an_office_that_is_away_says_why_and_when_it_is_back(lane, genteng, bambang):
    agencies.mark_away(site_id=lane.site_id, unit_id=lane.unit_id, reason="Rapat dinas", by=bambang, at=NOON)

    says = {one.site_code: one.says for one in offers(lane)}
    assert says["genteng"] == ""
    assert "hari ini tidak melayani di mpp (Rapat dinas). Melayani lagi Selasa, 24 November" in says["mpp"]


def test_full_for_today(lane):
    terms = UNKNOWN | {"quota": 1, "outside_rule": "", "outside_system": ""}
    agencies.put_tenant(site_id=lane.site_id, unit_id=lane.unit_id, terms=terms, by=PACK, at=NOON)
    assert offers(lane)[0].says == ""
    come(lane)

    assert "hari ini sudah habis" in offers(lane)[0].says


@pytest.mark.parametrize(
    ("emergency", "says"),
    [
        ({"booking_only": True}, "hanya melayani yang punya janji"),
        ({"capacity": 1}, "sudah penuh"),
        ({"contact_free": True}, ""),
    ],
)
def test_an_emergency_is_told_before_travelling(lane, bambang, emergency, says):
    come(lane)
    agencies.begin_emergency(
        site_id=lane.site_id, reason="Banjir", until_on=NOON.date(), by=bambang, at=NOON, **emergency
    )

    assert says in offers(lane)[0].says


def test_an_office_that_moved_in_an_emergency_names_where_to(lane, genteng, bambang):
    agencies.begin_emergency(
        site_id=lane.site_id, reason="Banjir", until_on=NOON.date(), closed={lane.unit_id: genteng.site_id}, by=bambang,
        at=NOON,
    )  # fmt: skip

    assert "sementara melayani di genteng" in {one.site_code: one.says for one in offers(lane)}["mpp"]


def test_three_halls_cost_as_much_as_one(lane, genteng, bambang, django_assert_max_num_queries):
    agencies.mark_away(site_id=lane.site_id, unit_id=lane.unit_id, reason="Rapat dinas", by=bambang, at=NOON)
    for _round in range(2):
        with django_assert_max_num_queries(7):
            offers(lane)
        opened(make_lane("izin", "A", site=make_site("bulan"), unit=lane.unit))
