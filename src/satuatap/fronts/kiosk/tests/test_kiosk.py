"""A visitor at the kiosk: one number for all errands, counted once it was shown; a case; a document."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import queries as residents
from satuatap.domain.visits import actions
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.models import Visit
from satuatap.domain.visits.tests.factories import PACK, come, make_lane, make_site
from satuatap.fronts.kiosk.stay import MARK

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane(licensing, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


def make_kiosk(lane, noon, name="Anjungan"):
    return actions.put_device(site_id=lane.site_id, kind="kiosk", name=name, by=PACK, at=noon)[1]


def test_one_number_for_all_errands_counts_once_it_was_shown(lane, noon, client):
    secret, bank = make_kiosk(lane, noon), make_lane("bank", "B")
    assert "Ambil nomor antrean" in Client().get(reverse("kiosk:home", args=[secret])).content.decode()
    answer = client.post(
        reverse("kiosk:choose", args=[secret]), {"antrean": [str(lane.pk), str(bank.pk)], "key": str(uuid4())}
    )
    visit = Visit.objects.get()
    slip = client.get(answer.url).content.decode()

    assert visit.state == VisitState.PENDING
    assert str(visit) in slip
    assert "Antrean bank" in slip
    told = client.post(reverse("kiosk:taken", args=[secret, visit.token]), headers={"HX-Request": "true"})
    visit.refresh_from_db()
    assert (told.status_code, visit.state) == (204, VisitState.OPEN)


def test_a_double_touch_gives_one_number(lane, noon, client):
    secret, key = make_kiosk(lane, noon), str(uuid4())
    for _touch in range(2):
        client.post(reverse("kiosk:choose", args=[secret]), {"antrean": [str(lane.pk)], "key": key})

    assert Visit.objects.count() == 1


def test_nothing_chosen_is_said_kindly(lane, noon, client):
    answer = client.post(reverse("kiosk:choose", args=[make_kiosk(lane, noon)]), {"key": str(uuid4())})

    assert answer.status_code == 422
    assert "Pilih dulu yang ingin diurus." in answer.content.decode()


def test_a_number_of_another_hall_is_not_here(lane, noon, client):
    elsewhere = come(make_lane(site=make_site("genteng"), unit=lane.unit))
    secret = make_kiosk(lane, noon)

    assert client.get(reverse("kiosk:number", args=[secret, elsewhere.token])).status_code == 404
    assert client.post(reverse("kiosk:taken", args=[secret, elsewhere.token])).status_code == 404
    assert client.get(reverse("kiosk:home", args=["tebakan"])).status_code == 404
    screen = actions.put_device(site_id=lane.site_id, kind="display", name="Layar", by=PACK, at=noon)[1]
    assert client.get(reverse("kiosk:home", args=[screen])).status_code == 404


def test_a_case_is_followed_without_signing_in(lane, licensing, rani, noon, client):
    make_service(licensing, noon)
    case = make_case(rani, noon)
    born = residents.profile(rani.party_id).born_on
    address = reverse("kiosk:case", args=[make_kiosk(lane, noon)])

    assert case.number in client.post(address, {"nomor": case.number, "angka": f"{born:%d%m%Y}"}).content.decode()
    wrong = Client().post(address, {"nomor": case.number, "angka": "0000"})
    assert wrong.status_code == 422
    assert "tidak cocok" in wrong.content.decode()


def test_an_unknown_code_is_no_document_of_ours(lane, noon, client):
    answer = client.post(reverse("kiosk:document", args=[make_kiosk(lane, noon)]), {"kode": "AAAA-BBBB-CCCC"})

    assert answer.status_code in (200, 422)
    assert 'class="alert bad"' in answer.content.decode()


def test_nothing_of_a_visitor_is_kept(lane, noon, client):
    answer = client.get(reverse("kiosk:home", args=[make_kiosk(lane, noon)]))

    assert answer["Cache-Control"] == "no-store"
    assert "sessionid" not in client.cookies


def test_do_your_shopping_we_tell_you(lane, noon, client):
    secret = make_kiosk(lane, noon)
    for _other in range(4):
        come(lane, at=noon)
    chosen = client.post(reverse("kiosk:choose", args=[secret]), {"antrean": [str(lane.pk)], "key": str(uuid4())}).url
    visit = Visit.objects.get(number=5)
    address, mark = reverse("kiosk:tell_me", args=[secret, visit.token]), {MARK: chosen.partition("=")[2]}
    actions.hand_out(visit_id=visit.pk, by=PACK, at=noon)
    assert "Belanja dulu, kami kabari" in client.get(chosen).content.decode()

    wrong = client.post(address, mark | {"hp": "0812"})
    assert wrong.status_code == 422
    assert 'value="0812"' in wrong.content.decode()
    told = client.post(address, mark | {"hp": "0812 0000 4471"})
    page = client.get(told.url).content.decode()
    assert "Kami kabari ke 0812-••••-4471" in page
    assert "00004471" not in page

    client.get(reverse("kiosk:home", args=[secret]))  # the next visitor, who goes back to this form
    assert client.post(address, mark | {"hp": "0813 0000 9999"}).url == reverse("kiosk:home", args=[secret])
    assert Visit.objects.get(number=5).contact == "+6281200004471"


def test_an_english_kiosk_notes_that_the_message_is_to_be_english(lane, noon, client):
    secret = make_kiosk(lane, noon)
    visit = come(lane, at=noon)
    client.post("/en" + reverse("kiosk:tell_me", args=[secret, visit.token]), {"hp": "0812 0000 4471"})

    assert Visit.objects.get().language == "en"


def test_a_hall_without_power_says_so_at_its_kiosks(lane, noon, client):
    secret, other = make_kiosk(lane, noon), make_kiosk(make_lane("pasar", "P", site=make_site("pasar")), noon)
    agencies.declare_outage(
        kind="power", system="", unit_id=None, site_id=lane.site_id, begins_at=noon, reason="Gardu terbakar", evidence="",
        by=PACK, at=noon,
    )  # fmt: skip

    for page in ("kiosk:home", "kiosk:choose"):
        assert "Gardu terbakar" in client.get(reverse(page, args=[secret])).content.decode()
        assert "Gardu terbakar" not in client.get(reverse(page, args=[other])).content.decode()


def test_nobody_is_sent_shopping_whose_turn_is_near(lane, noon, client):
    for _other in range(3):
        come(lane, at=noon)
    chosen = {"antrean": [str(lane.pk)], "key": str(uuid4())}
    slip = client.post(reverse("kiosk:choose", args=[make_kiosk(lane, noon)]), chosen).url

    actions.hand_out(visit_id=Visit.objects.get(number=4).pk, by=PACK, at=noon)
    assert "Belanja dulu, kami kabari" not in client.get(slip).content.decode()


def test_a_number_of_another_hall_is_told_to_nobody_here(lane, noon, client):
    elsewhere = come(make_lane("pasar", "P", site=make_site("pasar")))
    address = reverse("kiosk:tell_me", args=[make_kiosk(lane, noon), elsewhere.token])

    assert client.post(address, {"hp": "0812 0000 4471"}).status_code == 404
