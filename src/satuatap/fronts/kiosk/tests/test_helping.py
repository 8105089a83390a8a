"""A visitor calls an officer to the kiosk: who hears of it, what the kiosk says, and that no more than one call stands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import HelpCall
from satuatap.domain.visits.tests.factories import PACK, make_lane
from satuatap.fronts.kiosk.stay import COOKIE, MARK, Stay

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiosk(licensing, noon, time_machine):
    """``kiosk(name)`` is the address of a page."""
    time_machine.move_to(noon, tick=False)
    make_home()
    lane = make_lane(unit=licensing)
    secret = actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan pintu", by=PACK, at=noon)[1]
    return lambda name: reverse(f"kiosk:{name}", args=[secret])


@pytest.fixture
def press(client, kiosk):
    def send(name, **headers):
        mark = {MARK: Stay(client.cookies[COOKIE].value).mark}
        return client.post(kiosk(name), mark, headers=headers)

    client.get(kiosk("home"))
    return send


def test_from_the_touch_to_the_name_of_who_comes(press, client, kiosk, licensing, client_of):
    assert "Panggil petugas" in client.get(kiosk("choose")).content.decode()
    assert press("help").url == kiosk("help")
    assert "Petugas dipanggil" in client.get(kiosk("home")).content.decode()

    guide = client_of(make_officer("Intan Contoh", licensing, "guide"))
    page = guide.get(reverse("desk:help_calls")).content.decode()
    assert "Anjungan pintu, mpp" in page
    assert "Pengunjung di anjungan" in page
    guide.post(reverse("desk:help_answer", args=[HelpCall.objects.get().pk]))

    assert "Intan Contoh menuju ke sini" in client.get(kiosk("help")).content.decode()
    guide.post(reverse("desk:help_done", args=[HelpCall.objects.get().pk]))
    assert "Kami datang membantu Anda" in client.get(kiosk("home")).content.decode()


def test_over_a_page_it_is_a_part_and_what_was_typed_stays(press, kiosk):
    part = press("help", HX_Request="true").content.decode()
    assert "Petugas dipanggil" in part
    assert "<html" not in part

    assert "Perlu dibantu?" in press("helped", HX_Request="true").content.decode()
    assert HelpCall.objects.get().over_at is not None


def test_nobody_comes_is_said_after_some_minutes(press, client, kiosk, noon, time_machine):
    press("help")
    time_machine.move_to(noon + timedelta(minutes=4), tick=False)

    assert "Semua petugas sedang sibuk" in client.get(kiosk("help")).content.decode()


def test_whoever_plays_with_it_is_stopped(press):
    for _touch in range(12):
        press("help")
        press("helped")

    assert press("help").status_code == 422
    assert not HelpCall.objects.filter(over_at=None).exists()


def test_officers_of_counters_do_not_end_it(press, budi, client_of):
    press("help")
    asked = HelpCall.objects.get()

    assert client_of(budi).post(reverse("desk:help_done", args=[asked.pk])).status_code == 404
    assert HelpCall.objects.get().over_at is None
