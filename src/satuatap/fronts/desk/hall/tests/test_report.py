"""The manager's report of a day."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.payments.actions import settle_cash
from satuatap.domain.payments.tests.factories import make_bill, make_treasury
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Series
from satuatap.domain.visits.tests.factories import call, come, make_counter, make_lane
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
REPORT = reverse("desk:hall_report")


@pytest.fixture
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def manager(lane, client_of):
    return client_of(make_officer("Bambang Contoh", lane.unit, "mall-manager"))


def test_the_day_balances(lane, manager, budi, noon):
    counter = make_counter(lane)
    actions.sit_down(counter_id=counter.pk, by=budi, at=noon)
    come(lane, at=noon)
    call(counter, budi, noon)
    actions.finish(counter_id=counter.pk, by=budi, at=noon)

    page = manager.get(REPORT).content.decode()

    assert "Laporan seimbang." in page
    assert "Budi Contoh" in page


def test_a_number_that_nobody_holds_is_named(lane, manager, noon):
    come(lane, at=noon)
    Series.objects.update(last=4)

    page = manager.get(REPORT, {"hari": "bukan tanggal"}).content.decode()

    assert 'Nomor yang keluar tetapi tidak dipegang siapa pun: <strong class="num">3</strong>' in page


def test_cash_of_who_sat_in_the_hall_is_counted_for_that_day(lane, manager, budi, noon):
    counter = make_counter(lane)
    actions.sit_down(counter_id=counter.pk, by=budi, at=noon)
    treasury = make_treasury(keeper=lane.unit)
    for at, rupiah in [(noon, 40_000), (noon, 2_500), (noon - timedelta(days=1), 9_000)]:
        bill = make_bill(treasury=treasury, amount=rupiah, at=at)
        settle_cash(bill_id=bill.pk, amount=rupiah, key=uuid4(), by=budi, at=at)

    page = manager.get(REPORT).content.decode()

    assert "Rp42.500" in page
    assert "Rp51.500" not in page


def test_absences_late_openings_and_emergencies_stand_in_the_report(lane, manager, noon):
    bambang = make_officer("Bambang Contoh", lane.unit, "mall-manager")
    place = {"site_id": lane.site_id, "by": bambang}
    late = agencies.mark_away(unit_id=lane.unit_id, reason="Ban bocor", back_at=time(14), at=noon, **place)
    agencies.mark_back(absence_id=late.pk, by=bambang, at=noon + timedelta(minutes=30))
    agencies.mark_away(unit_id=lane.unit_id, reason="Rapat dinas", at=noon + timedelta(hours=1), **place)
    flood = agencies.begin_emergency(reason="Banjir", until_on=noon.date(), capacity=5, at=noon, **place)
    agencies.lift_emergency(emergency_id=flood.pk, by=bambang, at=noon + timedelta(hours=2))

    page = " ".join(manager.get(REPORT).content.decode().split())

    assert "</strong> mulai terlambat: Ban bocor" in page
    assert "12.00–12.30</span>, hadir lebih cepat · dicatat Bambang Contoh" in page
    assert "</strong> tidak melayani: Rapat dinas" in page
    assert "<strong>Keadaan darurat</strong>: Banjir" in page
    yesterday = (noon - timedelta(days=1)).date().isoformat()
    assert "Tidak ada instansi yang tercatat absen" in manager.get(REPORT, {"hari": yesterday}).content.decode()


def test_officers_have_no_such_page(lane, budi, client_of):
    assert client_of(budi).get(REPORT).status_code == 404


def test_an_outage_of_the_hall_stands_in_the_report_of_its_days(lane, manager, noon):
    outage = agencies.declare_outage(
        kind="power", system="", unit_id=None, site_id=lane.site_id, begins_at=noon - timedelta(hours=2),
        reason="Gardu terbakar", evidence="", by=system("test"), at=noon,
    )  # fmt: skip
    assert "Gardu terbakar" in manager.get(REPORT).content.decode()

    agencies.lift_outage(outage_id=outage.pk, ends_at=noon - timedelta(hours=1), by=system("test"), at=noon)
    assert "Gardu terbakar" in manager.get(REPORT).content.decode()
    day_before = (noon - timedelta(days=1)).date().isoformat()
    assert "Gardu terbakar" not in manager.get(REPORT, {"hari": day_before}).content.decode()
