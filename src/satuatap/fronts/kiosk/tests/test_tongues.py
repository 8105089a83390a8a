"""A kiosk in a language of the region: its sentences where it has them, Indonesian where it has none."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.regions.tests.factories import make_home, put_tongue
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Visit
from satuatap.domain.visits.tests.factories import PACK, come, make_lane
from satuatap.fronts.kiosk.stay import COOKIE, MARK, Stay

from .test_upkeep import PIN, with_pin

pytestmark = pytest.mark.django_db
WORDS = {
    "Mau mengurus apa?": "Badhé ngurus punapa?",
    "%(num)s orang menunggu": "%(num)s tiyang nengga",
    "Pilih dulu yang ingin diurus.": "Mangga pilih rumiyin.",
    "Kode ini tidak ada. Periksa lagi pesannya, atau temui petugas di dekat pintu.": "Kode punika boten wonten.",
}


@pytest.fixture
def lane(licensing, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def secret(lane, noon):
    return actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan", by=PACK, at=noon)[1]


def read(client, name, kiosk, *args):
    return client.get(reverse(f"kiosk:{name}", args=[kiosk, *args])).content.decode()


def test_each_sentence_is_read_in_the_language_chosen_or_else_in_indonesian(secret, lane, noon, client):
    put_tongue(WORDS)
    come(lane)
    page = read(client, "home", f"{secret}~jv")

    assert '<html lang="jv">' in page
    assert "Badhé ngurus punapa?" in page
    assert "1 tiyang nengga" in page
    assert "Ambil nomor antrean" in page


def test_the_choice_is_on_every_page_and_every_link_keeps_it(secret, noon, client):
    put_tongue(WORDS)
    start = reverse("kiosk:home", args=[secret])
    page = read(client, "home", secret)
    assert f'href="{start}~jv" lang="jv"' in page
    spoken = read(client, "choose", f"{secret}~jv")

    assert f'href="{start}/nomor" lang="id"' in spoken
    assert f'href="/en{start}/nomor" lang="en"' in spoken
    assert f'href="{start}~jv"' in spoken
    assert "/nomor/nomor" not in spoken


def test_the_next_visitor_begins_in_indonesian(secret, noon, client):
    put_tongue(WORDS)
    start = reverse("kiosk:home", args=[secret])

    for page in (read(client, "choose", f"{secret}~jv"), client.get(f"/en{start}").content.decode()):
        assert f'data-start="{start}"' in page


def test_what_a_room_refuses_is_said_in_it_too(secret, noon, client):
    put_tongue(WORDS)
    client.get(reverse("kiosk:home", args=[secret]))
    mark = {MARK: Stay(client.cookies[COOKIE].value).mark}

    nothing = client.post(reverse("kiosk:choose", args=[f"{secret}~jv"]), mark | {"key": str(uuid4())})
    unknown = client.post(reverse("kiosk:booked", args=[f"{secret}~jv"]), mark | {"kode": "ABCD2345"})

    assert "Mangga pilih rumiyin." in nothing.content.decode()
    assert "Kode punika boten wonten." in unknown.content.decode()


@pytest.mark.parametrize(("chosen", "kept"), [("~jv", "jv"), ("", "id"), ("~xx", "id")])
def test_a_number_keeps_the_language_in_which_it_was_taken(secret, lane, client, chosen, kept):
    put_tongue(WORDS)
    client.get(reverse("kiosk:home", args=[secret]))
    mark = {MARK: Stay(client.cookies[COOKIE].value).mark}
    client.post(
        reverse("kiosk:choose", args=[secret + chosen]), mark | {"key": str(uuid4()), "antrean": [str(lane.pk)]}
    )

    assert Visit.objects.get().language == kept


def test_what_nobody_offers_is_read_in_indonesian_and_offered_nowhere(secret, noon, client):
    put_tongue(WORDS, offered=False)
    page = read(client, "home", f"{secret}~jv")

    assert '<html lang="id">' in page
    assert "Mau mengurus apa?" in page
    assert "~jv" not in page
    assert "Basa Jawa" not in page
    assert client.get(reverse("kiosk:home", args=["tebakan~jv"])).status_code == 404


def test_it_ends_with_the_page_and_english_is_not_mixed_with_it(secret, noon, client):
    put_tongue(WORDS)
    read(client, "home", f"{secret}~jv")

    assert "Mau mengurus apa?" in read(client, "home", secret)
    english = client.get("/en" + reverse("kiosk:home", args=[f"{secret}~jv"])).content.decode()
    assert '<html lang="en">' in english
    assert "Badhé" not in english


def test_the_words_are_read_once_for_each_of_their_stamps(secret, noon, client, django_assert_num_queries):
    put_tongue(WORDS)
    address = reverse("kiosk:choose", args=[f"{secret}~jv"])
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)

    put_tongue({"Urusan apa saja hari ini?": "Badhé ngurus punapa dinten punika?"})
    assert "Badhé ngurus punapa dinten punika?" in client.get(address).content.decode()


def test_officers_of_the_hall_see_how_much_is_there_and_whether_a_speaker_has_read_it(secret, licensing, noon, client):
    put_tongue(WORDS, offered=False)
    intan = with_pin(make_officer("Intan Contoh", licensing, "guide"), noon)
    client.get(reverse("kiosk:home", args=[secret]))
    mark = {MARK: Stay(client.cookies[COOKIE].value).mark}
    client.post(reverse("kiosk:upkeep", args=[secret]), mark | {"siapa": f"{intan.account_id}@mpp.example", "pin": PIN})
    page = read(client, "upkeep", secret)

    assert "Basa Jawa" in page
    assert "4 dari 160 kalimat · Belum ditawarkan kepada pengunjung · Belum diperiksa penuturnya" in page
