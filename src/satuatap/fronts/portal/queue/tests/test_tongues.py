"""The page of one's own number in the language of the region in which it was taken."""

import pytest
from django.urls import reverse

from satuatap.domain.notifications.models import Message
from satuatap.domain.regions.tests.factories import make_home, put_tongue
from satuatap.domain.visits import actions
from satuatap.domain.visits.tests.factories import KIOSK, PACK, come, make_lane

pytestmark = pytest.mark.django_db
WORDS = {
    "Rencana Anda hari ini": "Rancangan panjenengan dinten punika",
    "menunggu": "nengga",
    "Pilih dulu yang ingin diurus.": "Mangga pilih rumiyin.",
}


@pytest.fixture
def lane(noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    make_home()
    put_tongue(WORDS)
    return make_lane()


def read(client, ticket):
    return client.get(reverse("portal:visit", args=[ticket])).content.decode()


def test_a_number_taken_in_javanese_is_read_in_it_sentence_by_sentence(lane, client):
    visit = come(lane, language="jv")
    page = read(client, visit.token)

    assert '<html lang="jv">' in page
    assert "Rancangan panjenengan dinten punika" in page
    assert ">nengga<" in page
    assert "Batalkan antrean" in page  # nobody has translated it


def test_the_holder_reads_it_in_another_language_and_every_form_keeps_that(lane, client):
    visit = come(lane, language="jv")
    address = reverse("portal:visit", args=[visit.token])
    assert f'href="{address}~id" lang="id"' in read(client, visit.token)

    page = read(client, f"{visit.token}~id")
    assert '<html lang="id">' in page
    assert "Rencana Anda hari ini" in page
    assert f'action="{address}~id/undur"' in page
    assert f'data-live-part="{address}~id"' in page
    sent = client.post(reverse("portal:visit_act", args=[f"{visit.token}~id", "undur"]))
    assert sent["Location"] == f"{address}~id"
    assert "<svg" in client.get(reverse("portal:visit_code", args=[f"{visit.token}~jv"])).content.decode()
    assert client.get(reverse("portal:visit", args=["tebakan~jv"])).status_code == 404


def test_a_number_taken_in_indonesian_is_read_in_it_unless_its_holder_chooses(lane, client):
    visit = come(lane)

    assert "Rencana Anda hari ini" in read(client, visit.token)
    assert "Rancangan panjenengan" in read(client, f"{visit.token}~jv")
    english = client.get("/en" + reverse("portal:visit", args=[f"{visit.token}~jv"])).content.decode()
    assert '<html lang="en">' in english
    assert "Rancangan" not in english


def test_where_no_language_is_offered_none_is_chosen(lane, client):
    put_tongue(WORDS, offered=False)
    page = read(client, come(lane, language="jv").token)

    assert '<html lang="id">' in page
    assert "~" not in page.split("<main", 1)[1]


def test_whoever_wants_to_be_told_is_led_back_to_the_page_without_a_prefix(lane, client, noon):
    visit = come(lane, language="jv")
    client.post(reverse("portal:visit_act", args=[visit.token, "kabari"]), {"hp": "0812 3456 7890"})
    visit.refresh_from_db()
    assert visit.language == "jv"

    actions.tell_near(by=PACK, at=noon)
    assert Message.objects.get().language == "jv"
    assert client.get("/k/" + Message.objects.get().short)["Location"] == reverse("portal:visit", args=[visit.token])


def test_the_other_half_of_a_family_keeps_the_language(lane, noon):
    other = make_lane("bank", "B", site=lane.site)
    visit = come(lane, other, language="jv")
    second = actions.split(
        visit_id=visit.pk, errand_ids=[visit.errands.get(lane=other).pk], key=other.pk, by=KIOSK, at=noon
    )
    assert second.language == "jv"
