"""The manager opens the hall: what is missing is seen, noted and told; an emergency is one step, and so is its end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.models import Absence, Emergency
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import OpeningCheck
from satuatap.domain.visits.tests.factories import PACK, make_counter, make_lane, sit

pytestmark = pytest.mark.django_db
TERMS = {"level": "queue", "agreement": "", "weekdays": []}


@pytest.fixture
def lane(licensing, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    make_home()
    lane = make_lane(unit=licensing)
    agencies.put_tenant(site_id=lane.site_id, unit_id=licensing.pk, terms=TERMS, by=PACK, at=noon)
    return lane


@pytest.fixture
def bambang(licensing, client_of):
    return client_of(make_officer("Bambang Contoh", licensing, "mall-manager"))


def page(browser, name="desk:opening", **asked):
    return " ".join(browser.get(reverse(name), asked).content.decode().split())


def test_counters_without_an_officer_stand_first_and_gaps_are_seen(lane, bambang):
    sit(lane, "Loket 1")
    make_counter(lane, "Loket 2")

    seen = page(bambang)
    assert "1 loket belum ada petugasnya" in seen
    assert seen.index("Loket 2") < seen.index("<strong>Loket 1")
    assert "Belum diketahui:" in seen
    assert "nomor perjanjian" in seen


def test_what_was_looked_at_is_kept_with_time_and_name(lane, bambang):
    bambang.post(reverse("desk:opening_tick"), {"tempat": lane.site.code, "hal": "paper", "catatan": "Sisa satu rol"})

    assert OpeningCheck.objects.get().note == "Sisa satu rol"
    assert "Bambang Contoh: Sisa satu rol" in page(bambang)
    assert bambang.post(reverse("desk:opening_tick"), {"hal": "roof"}).status_code == 404


def test_an_absent_tenant_is_noted_and_comes_back(lane, bambang, client):
    typed = {"tempat": lane.site.code, "instansi": str(lane.unit_id), "sebab": "Rapat dinas", "jam": "25.00"}
    refused = bambang.post(reverse("desk:opening_away"), typed)
    assert refused.status_code == 422
    assert "misalnya 10.00" in refused.content.decode()

    bambang.post(reverse("desk:opening_away"), typed | {"jam": ""})
    assert "tidak hadir" in page(bambang)
    assert "(Rapat dinas)" in client.get(reverse("portal:hall", args=[lane.site.code])).content.decode()

    absence = Absence.objects.get()
    bambang.post(reverse("desk:opening_back"), {"tempat": lane.site.code, "absen": str(absence.pk)})
    assert "dijadwalkan hadir" in page(bambang)
    assert "(Rapat dinas)" not in client.get(reverse("portal:hall", args=[lane.site.code])).content.decode()


def test_an_emergency_is_announced_and_lifted_in_one_step_each(lane, bambang, client, noon):
    typed = {"tempat": lane.site.code, "sebab": "Banjir", "sampai": noon.date().isoformat()}
    refused = bambang.post(reverse("desk:emergency"), typed)
    assert refused.status_code == 422
    assert "sedikitnya satu hal" in refused.content.decode()

    bambang.post(reverse("desk:emergency"), typed | {f"instansi-{lane.unit_id}": "tutup", "paling": "40"})
    public = " ".join(client.get(reverse("portal:hall", args=[lane.site.code])).content.decode().split())
    assert "Banjir" in public
    assert "Paling banyak 40 pengunjung di dalam" in public
    assert "tutup sementara" in public

    emergency = Emergency.objects.get()
    known = {"tempat": lane.site.code, "darurat": str(emergency.pk)}
    bambang.post(reverse("desk:prolong_emergency"), known | {"sampai": "2099-01-01"})
    bambang.post(reverse("desk:lift_emergency"), known)
    assert "Banjir" not in client.get(reverse("portal:hall", args=[lane.site.code])).content.decode()
    emergency.refresh_from_db()
    assert (emergency.until_on.year, emergency.lifted_by_name) == (2099, "Bambang Contoh")


def test_nobody_else_opens_the_hall(lane, budi, client_of):
    for name in ("desk:opening", "desk:emergency"):
        assert client_of(budi).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_many_counters(many, lane, bambang, django_assert_max_num_queries):
    for number in range(many):
        make_counter(lane, f"Loket {number}")
    with django_assert_max_num_queries(14):
        bambang.get(reverse("desk:opening"))


def test_the_opening_tells_which_machines_are_on_and_when_the_others_were_seen(
    lane, bambang, noon, client, time_machine
):
    machines = {kind: actions.put_device(site_id=lane.site_id, kind=kind, name=f"Si {kind}", by=PACK, at=noon)[1]
                for kind in ("display", "kiosk")}  # fmt: skip
    assert page(bambang).count("belum pernah terlihat") == 2

    client.get(reverse("display:screen", args=[machines["display"]]))
    client.get(reverse("kiosk:home", args=[machines["kiosk"]]))
    assert page(bambang).count("</svg>menyala") == 2

    time_machine.move_to(noon + timedelta(minutes=13), tick=False)
    client.get(reverse("kiosk:home", args=[machines["kiosk"]]))
    for name in ("desk:opening", "desk:devices"):
        seen = page(bambang, name)
        assert "terakhir terlihat" in seen
        assert seen.count("</svg>menyala") == 1
