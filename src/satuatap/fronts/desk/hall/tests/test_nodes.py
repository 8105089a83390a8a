"""Whoever runs the halls lets a node lead one, sees which is silent, and looks at what could not be entered."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer
from tests.support.hall import led_elsewhere

from satuatap.domain.agencies.actions import StopRow, put_site, put_stops
from satuatap.domain.nodes import actions
from satuatap.domain.nodes.models import Fact, Line, Node
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.tests.factories import make_lane, make_site
from satuatap.fronts.shared.formats import moment
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()


@pytest.fixture
def dewi(licensing, client_of):
    return client_of(make_officer("Dewi Contoh", licensing, "mall-manager"))


def page(browser):
    return " ".join(browser.get(reverse("desk:nodes")).content.decode().split())


def test_the_key_is_shown_once_and_the_node_is_there(licensing, dewi):
    make_lane(unit=licensing)

    answer = dewi.post(reverse("desk:nodes"), {"tempat": "mpp"}).content.decode()

    node = Node.objects.get()
    assert f"{node.pk.hex}." in answer
    assert "satuatap site join http" in answer
    assert f"{node.pk.hex}." not in page(dewi)
    assert "Belum terkirim:" in page(dewi)
    assert "sudah dijalankan sebuah simpul" in dewi.post(reverse("desk:nodes"), {"tempat": "mpp"}).content.decode()


def test_a_silent_node_is_seen_and_one_that_spoke_lately_is_not(licensing, dewi, noon):
    lane = make_lane(unit=licensing)
    node, _key = actions.enrol(site_code=lane.site.code, by=system("test"), at=noon - timedelta(hours=2))
    assert "Tidak terdengar" in page(dewi)

    actions.hear(node_id=node.pk, copied=False, by=system("node"), at=noon - timedelta(minutes=2))

    assert "Tidak terdengar" not in page(dewi)


def test_what_could_not_be_entered_waits_for_a_person(licensing, dewi):
    _node_id, aside_id = led_elsewhere(licensing)
    assert "visits_series" in page(dewi)

    dewi.post(reverse("desk:settle_aside", args=[aside_id]))

    assert "visits_series" not in page(dewi)


def test_ended_the_centre_leads_again(licensing, dewi):
    node_id, _aside_id = led_elsewhere(licensing)

    dewi.post(reverse("desk:end_node", args=[node_id]), {"cara": "sekarang"})

    assert "Belum ada simpul" in page(dewi)
    assert not make_site("pasar").led_elsewhere


def test_stopped_it_leads_until_it_has_sent_everything(licensing, dewi):
    node_id, _aside_id = led_elsewhere(licensing)

    dewi.post(reverse("desk:end_node", args=[node_id]), {"cara": "tunggu"})

    assert "Menunggu simpul berhenti" in page(dewi)
    assert make_site("pasar").led_elsewhere
    assert dewi.post(reverse("desk:end_node", args=[node_id])).status_code == 404


def test_the_public_page_of_a_led_hall_says_from_when_it_is(licensing, client, noon):
    lane = make_lane(unit=licensing)
    node, _key = actions.enrol(site_code=lane.site.code, by=system("test"), at=noon)
    actions.hear(node_id=node.pk, copied=False, by=system("node"), at=noon - timedelta(minutes=25))

    shown = client.get(reverse("portal:hall", args=[lane.site.code])).content.decode()

    assert "Keadaan pukul 11.35" in shown
    assert "dijalankan komputer di tempatnya" in shown


def test_at_a_node_everybody_of_the_hall_sees_the_line(licensing, budi, rani, client_of, noon):
    Line.objects.create(
        site_code="mpp", contact_at=noon - timedelta(hours=3), copied_at=noon, problem="no route to host"
    )

    shown = page(client_of(budi))

    assert "Sedang tidak tersambung" in shown
    assert "no route to host" in shown
    assert client_of(rani).get(reverse("desk:nodes")).status_code == 404


def test_at_a_node_it_is_said_what_waits_since_when_and_what_to_do_instead(licensing, budi, client_of, noon):
    Line.objects.create(
        site_code="mpp", contact_at=noon - timedelta(hours=3), copied_at=noon, problem="no route to host"
    )
    for number in range(2):
        Fact.objects.create(table="visits_visit", thing=str(number), content={}, at=noon - timedelta(hours=2))
    shown = page(client_of(budi))

    assert f"Tanpa sambungan sejak {moment(noon - timedelta(hours=3))}" in shown
    assert f"tertua sejak {moment(noon - timedelta(hours=2))}" in shown
    assert "Nomor pengunjung" in shown
    assert '<span class="push strong num">2</span>' in shown
    assert "Sementara itu: minta pengunjung menunggu di tempat" in shown

    Fact.objects.all().delete()
    assert "Semua sudah terkirim." in page(client_of(budi))


def test_at_a_node_no_link_of_the_desk_leads_to_what_only_the_centre_has(licensing, sari, client_of, noon, settings):
    settings.ROLE = "site"
    Line.objects.create(site_code="mpp", contact_at=noon, copied_at=noon)
    bambang = make_officer("Bambang Contoh", licensing, "mall-manager")

    shown = page(client_of(bambang))
    for name in ("desk:nodes", "desk:opening", "desk:guide"):
        assert f'href="{reverse(name)}"' in shown
    for name in ("desk:files", "desk:sign", "desk:residents"):
        assert f'href="{reverse(name)}"' not in shown
    assert client_of(sari).get(reverse("desk:inbox")).status_code == 302


def test_the_node_on_a_van_says_where_it_goes_next(licensing, budi, client_of, noon):
    put_site(code="mobil", name="Mobil Layanan", kind="van", by=system("pack"), at=noon)
    row = StopRow(noon.date() + timedelta(days=1), time(8), time(12), "Balai Krajan")
    put_stops(site_code="mobil", rows=[row], by=system("pack"), at=noon)
    Line.objects.create(site_code="mobil", contact_at=noon, copied_at=noon)

    assert "Balai Krajan" in page(client_of(budi))


def test_at_a_node_whose_permission_is_over_it_is_said(licensing, budi, client_of, noon):
    Line.objects.create(site_code="mpp", contact_at=noon, copied_at=noon, stopped_at=noon)

    assert "Izin simpul ini sudah diakhiri pusat." in page(client_of(budi))


def test_at_the_centre_only_whoever_runs_the_halls_sees_them(licensing, budi, client_of):
    node_id, aside_id = led_elsewhere(licensing)
    browser = client_of(budi)

    assert browser.get(reverse("desk:nodes")).status_code == 404
    assert browser.post(reverse("desk:end_node", args=[node_id])).status_code == 404
    assert browser.post(reverse("desk:settle_aside", args=[aside_id])).status_code == 404
    assert Node.objects.get().ended_at is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_many_nodes(many, licensing, dewi, noon, django_assert_max_num_queries):
    for number in range(many):
        lane = make_lane(f"n{number}", "B", site=make_site(f"pasar-{number}"), unit=licensing)
        actions.enrol(site_code=lane.site.code, by=system("test"), at=noon)
    page(dewi)
    with django_assert_max_num_queries(9):
        page(dewi)
