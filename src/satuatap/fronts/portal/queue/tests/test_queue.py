"""What a phone shows: waiting times of every hall, and one's own number."""

import pytest
from django.urls import reverse

from satuatap.domain.notifications import ports
from satuatap.domain.notifications.tests.test_pushing import FIREFOX, KEYS
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.tests.factories import KIOSK, call, come, make_lane, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane(db, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane()


def text(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_waiting_times_are_public(lane, client):
    sit(lane)
    come(lane), come(lane)

    assert lane.site.name in text(client, "portal:queue")
    page = text(client, "portal:hall", lane.site.code)
    assert "±10 menit" in " ".join(page.split())
    assert client.get(reverse("portal:hall", args=["bulan"])).status_code == 404


def test_a_number_tells_its_holder_where_it_stands(lane, client, noon):
    counter, budi = sit(lane)
    first, second = come(lane, at=noon), come(lane, at=noon)

    assert "1 orang lagi" in text(client, "portal:visit", second.token)
    call(counter, budi, noon)
    assert "Giliran Anda. Silakan ke Loket 1." in text(client, "portal:visit", first.token)
    assert "Anda berikutnya" in text(client, "portal:visit", second.token)
    assert "<svg" in text(client, "portal:visit_code", second.token)
    assert client.get(reverse("portal:visit", args=["tebakan"])).status_code == 404


def test_the_holder_lets_others_go_first_or_gives_the_number_back(lane, client, noon):
    first, _second = come(lane, at=noon), come(lane, at=noon)

    client.post(reverse("portal:visit_act", args=[first.token, "undur"]))
    assert "1 orang lagi" in text(client, "portal:visit", first.token)
    client.post(reverse("portal:visit_act", args=[first.token, "batal"]))
    first.refresh_from_db()
    assert first.state == VisitState.LEFT
    assert "tidak berlaku" in text(client, "portal:visit", first.token)
    again = client.post(reverse("portal:visit_act", args=[first.token, "undur"]))
    assert again.status_code == 422


def test_the_holder_asks_to_be_told(lane, client, noon):
    visit = come(lane, at=noon)
    wrong = client.post(reverse("portal:visit_act", args=[visit.token, "kabari"]), {"hp": "12"})
    assert wrong.status_code == 422
    client.post(reverse("portal:visit_act", args=[visit.token, "kabari"]), {"hp": "081200004471"})

    page = text(client, "portal:visit", visit.token)
    assert "Anda kami kabari" in page
    assert "4471" not in page


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_hall_costs_the_same_however_many_lanes(many, lane, client, django_assert_max_num_queries):
    for number in range(many):
        make_lane(f"antrean-{number}", "B")
    with django_assert_max_num_queries(12):
        client.get(reverse("portal:hall", args=[lane.site.code]))
    visit = come(*lane.site.lanes.all())
    with django_assert_max_num_queries(14):
        client.get(reverse("portal:visit", args=[visit.token]))


def test_a_number_tells_that_another_errand_comes_first(lane, client, noon):
    bank = make_lane("bank", "B", site=lane.site)
    (desk, budi), _till = sit(lane), sit(bank, "Loket 2")
    come(bank, at=noon)
    visit = come(lane, bank, at=noon)
    actions.close(counter_id=desk.pk, sure=True, by=budi, at=noon)
    actions.plan_again(by=KIOSK, at=noon)

    page = " ".join(text(client, "portal:visit", visit.token).split())
    assert "Antrean izin sedang tidak melayani. Silakan ke Antrean bank dulu." in page
    assert "Giliran Anda di Antrean izin tidak hilang." in page


def test_the_browser_is_offered_to_tell_and_then_says_that_it_does(lane, client, noon, monkeypatch):
    monkeypatch.setattr(ports, "push_names", ["BName"])
    visit = come(lane, at=noon)
    assert 'data-push="BName"' in text(client, "portal:visit", visit.token)
    wrong = client.post(reverse("portal:visit_act", args=[visit.token, "dorong"]), {"endpoint": "https://10.0.0.1/x"})
    assert wrong.status_code == 422
    assert "tidak dapat kami kabari" in wrong.content.decode()

    client.post(reverse("portal:visit_act", args=[visit.token, "dorong"]), {"endpoint": FIREFOX, **KEYS})

    page = text(client, "portal:visit", visit.token)
    assert "Peramban di ponsel ini kami kabari" in page
    assert "data-push" not in page


def test_the_worker_of_notices_stands_at_the_root_and_is_never_old(client):
    answer = client.get(reverse("portal:push_worker"))

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "showNotification" in answer.content.decode()
