"""What a person sees who asks for a number from home: the choice, the code, the number with its QR, and the check-in."""

from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, put_hours
from satuatap.domain.nodes import actions as nodes
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.models import RemoteTicket, Visit
from satuatap.domain.visits.queries import RemoteTerms
from satuatap.domain.visits.tests.factories import PACK, make_lane, make_site, sit
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
TERMS = RemoteTerms(each=1, minutes=60, late=20, head_start=15, share=50, begins=time(8), ends=time(14))


@pytest.fixture
def lane(licensing, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    make_home()
    lane = make_lane(unit=licensing)
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=noon)
    sit(lane)
    actions.put_remote(site_id=lane.site_id, terms=TERMS, by=PACK, at=noon)
    return lane


def text(answer):
    return " ".join(answer.content.decode().split())


def ask(lane):
    return reverse("portal:remote", args=[lane.site.code])


def kept(lane, client, outbox):
    client.post(ask(lane), {"antrean": str(lane.pk), "hp": "0812 3456 7890", "key": str(uuid4())})
    client.post(reverse("portal:remote_code"), {"code": outbox.code})
    return Visit.objects.get()


def test_the_page_of_the_hall_offers_it_only_where_it_is_given(lane, noon, client):
    page = reverse("portal:hall", args=[lane.site.code])
    assert ask(lane) in text(client.get(page))

    actions.put_remote(site_id=lane.site_id, terms=None, by=PACK, at=noon)

    assert ask(lane) not in text(client.get(page))
    assert client.get(ask(lane)).status_code == 404


def test_the_terms_stand_there_before_one_asks(lane, client):
    page = text(client.get(ask(lane)))

    assert "dalam 60 menit" in page
    assert "paling banyak 15 menit" in page
    assert "sampai 20 menit" in page


def test_outside_the_hours_it_says_so_before_anything_is_typed(lane, noon, client, time_machine):
    time_machine.move_to(noon + timedelta(hours=2, minutes=30), tick=False)
    page = text(client.get(ask(lane)))

    assert "Tempat ini sedang tutup." in page
    assert 'name="hp"' not in page


def test_a_phone_gets_a_number_with_the_code_that_was_sent_to_it(lane, client, outbox):
    answer = client.post(ask(lane), {"antrean": str(lane.pk), "hp": "0812 3456 7890", "key": str(uuid4())})
    assert answer.url == reverse("portal:remote_code")
    assert outbox.words_of == "code-number"
    assert client.post(answer.url, {"code": "12"}).status_code == 422
    assert not Visit.objects.exists()

    done = client.post(answer.url, {"code": outbox.code})
    visit = Visit.objects.get()
    page = text(client.get(done.url))

    assert done.url == reverse("portal:visit", args=[visit.token])
    assert "Lapor di tempat paling lambat pukul 13.00." in page
    assert visit.remote.code in page
    assert "812" not in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"hp": "0812 3456 7890"}, "Pilih dulu yang ingin diurus."),
        ({"antrean": "lane", "hp": "rani@contoh.id"}, "Tulis nomor HP"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(lane, client, typed, says):
    given = {**typed, "key": str(uuid4())} | ({"antrean": str(lane.pk)} if "antrean" in typed else {})
    answer = client.post(ask(lane), given)

    assert answer.status_code == 422
    assert says in text(answer)


def test_a_second_number_of_the_same_phone_is_refused_with_words(lane, client, outbox):
    kept(lane, client, outbox)
    client.post(ask(lane), {"antrean": str(lane.pk), "hp": "0812 3456 7890", "key": str(uuid4())})
    answer = client.post(reverse("portal:remote_code"), {"code": outbox.code})

    assert answer.status_code == 422
    assert "sudah memegang nomor antrean" in text(answer)
    assert RemoteTicket.objects.count() == 1


def test_the_guide_lets_in_whoever_reports(lane, client, outbox, client_of, licensing):
    visit = kept(lane, client, outbox)
    guide = client_of(make_officer("Intan Contoh", licensing, "guide"))

    answer = guide.post(reverse("desk:check_in"), {"kode": visit.remote.code})

    visit.refresh_from_db()
    assert answer.url == reverse("desk:number", args=[visit.pk])
    assert visit.state == VisitState.OPEN


def test_a_kiosk_lets_in_whoever_reports_and_says_who_is_late(lane, noon, client, outbox, time_machine):
    visit = kept(lane, client, outbox)
    secret = actions.put_device(site_id=lane.site_id, kind="kiosk", name="Pintu", by=PACK, at=noon)[1]
    time_machine.move_to(noon + timedelta(minutes=65), tick=False)
    address = reverse("kiosk:booked", args=[secret])

    answer = client.post(address, {"kode": f"http://testserver{reverse('portal:visit', args=[visit.token])}"})

    visit.refresh_from_db()
    assert answer.url.endswith("telat")
    assert visit.state == VisitState.OPEN


@pytest.fixture
def led(lane, noon):
    node, _key = nodes.enrol(site_code=lane.site.code, by=system("test"), at=noon)
    nodes.hear(node_id=node.pk, copied=False, by=system("node"), at=noon)
    return node


def test_of_a_hall_that_a_node_leads_it_is_asked_and_one_waits_for_its_answer(led, lane, noon, client, outbox):
    client.post(ask(lane), {"antrean": str(lane.pk), "hp": "0812 3456 7890", "key": str(uuid4())})
    answer = client.post(reverse("portal:remote_code"), {"code": outbox.code})
    assert "sedang diteruskan" in text(client.get(answer.url))
    (wish,) = nodes.hear(node_id=led.pk, copied=False, by=system("node"), at=noon).wishes

    nodes.note_refusal(node_id=led.pk, key=UUID(wish["key"]), problem="Sedang habis.", by=system("node"), at=noon)

    assert "Sedang habis." in text(client.get(answer.url))
    assert not Visit.objects.exists()


def test_while_its_node_is_not_heard_it_says_so_before_anything_is_typed(led, lane, noon, client, time_machine):
    assert 'name="hp"' in text(client.get(ask(lane)))
    time_machine.move_to(noon + timedelta(minutes=4), tick=False)

    page = text(client.get(ask(lane)))

    assert "sedang putus" in page
    assert 'name="hp"' not in page


def test_who_waits_for_a_node_gets_no_number_elsewhere(led, lane, licensing, noon, client, outbox):
    client.post(ask(lane), {"antrean": str(lane.pk), "hp": "0812 3456 7890", "key": str(uuid4())})
    client.post(reverse("portal:remote_code"), {"code": outbox.code})
    other = make_lane("pasar", "P", site=make_site("pasar"), unit=licensing)
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code="pasar", by=PACK, at=noon)
    sit(other)
    actions.put_remote(site_id=other.site_id, terms=TERMS, by=PACK, at=noon)

    client.post(ask(other), {"antrean": str(other.pk), "hp": "0812 3456 7890", "key": str(uuid4())})
    answer = client.post(reverse("portal:remote_code"), {"code": outbox.code})

    assert "masih menunggu nomor" in text(answer)
