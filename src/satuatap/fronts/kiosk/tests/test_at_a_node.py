"""A kiosk at the computer of a hall: what only the centre has is not offered, and nobody is promised a message without the line."""

import pytest
from django.urls import reverse

from satuatap.domain.nodes.models import Line
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.tests.factories import PACK, come, make_lane
from satuatap.fronts.kiosk.stay import COOKIE, MARK, Stay

pytestmark = pytest.mark.django_db
ONLY_AT_THE_CENTRE = (
    "Cetak dokumen saya",
    "Buat surat sendiri",
    "Lihat berkas saya",
    "Bayar tagihan",
    "Periksa dokumen",
)


@pytest.fixture
def lane(noon, time_machine, settings):
    time_machine.move_to(noon, tick=False)
    settings.ROLE = "site"
    make_home()
    return make_lane()


@pytest.fixture
def secret(lane, noon):
    return actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan", by=PACK, at=noon)[1]


@pytest.fixture
def line(lane, noon):
    return Line.objects.create(site_code=lane.site.code, contact_at=noon, copied_at=noon)


def home(client, secret):
    return client.get(reverse("kiosk:home", args=[secret])).content.decode()


def number(client, secret, visit):
    home(client, secret)
    mark = Stay(client.cookies[COOKIE].value).mark
    return client.get(reverse("kiosk:number", args=[secret, visit.token]), {MARK: mark}).content.decode()


def test_it_offers_what_the_hall_can_do_and_says_where_the_rest_is(secret, line, client, settings):
    shown = home(client, secret)
    assert "Ambil nomor antrean" in shown
    assert "Saya punya janji" in shown
    assert "lewat ponsel Anda, atau tanyakan di loket" in shown
    assert [words for words in ONLY_AT_THE_CENTRE if words in shown] == []

    settings.ROLE = ""
    shown = home(client, secret)
    assert [words for words in ONLY_AT_THE_CENTRE if words not in shown] == []


@pytest.mark.parametrize(("problem", "offered"), [("", True), ("no route to host", False)])
def test_a_message_is_promised_only_while_it_can_be_sent(lane, secret, line, client, problem, offered):
    Line.objects.update(problem=problem)
    for _before in range(5):
        come(lane)
    visit = come(lane)

    assert ("Belanja dulu, kami kabari" in number(client, secret, visit)) is offered
    assert ("Kabari saya" in client.get(reverse("portal:visit", args=[visit.token])).content.decode()) is offered
