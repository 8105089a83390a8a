"""My consents: what holds, in which words, and one press to take it back; what the others see of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support import cast

from satuatap.domain.consents import queries
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.notifications.models import Message
from satuatap.kernel.actors import system

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]
PAGE = "/akun/persetujuan"
WORDS = "Saya setuju menerima kabar tentang urusan saya lewat WhatsApp."


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


def tell(phone, at, key):
    notifications.notify(
        template="approved",
        key=key,
        context={"service": "s", "number": "n"},
        channels={"sms": phone},
        by=system("x"),
        at=at,
    )
    return [row.channel for row in Message.objects.filter(key=key).order_by("rung")]


def test_agreeing_and_taking_back_change_where_news_go(rani, noon, client_of):
    client, phone = client_of(rani), Account.objects.get(pk=rani.account_id).phone
    assert WORDS in client.get(PAGE).text
    assert tell(phone, noon, "a") == ["sms"]

    chosen = {"guna": "whatsapp", "versi": "1", "tindakan": "setuju"}
    assert client.post(PAGE, chosen)["Location"] == PAGE
    page = client.get(PAGE).text
    assert "Persetujuan Anda tercatat" in page
    assert "Tarik persetujuan" in page
    assert tell(phone, noon + timedelta(minutes=9), "b") == ["whatsapp", "sms"]

    client.post(PAGE, {"guna": "whatsapp", "tindakan": "tarik"})
    assert tell(phone, noon + timedelta(minutes=18), "c") == ["sms"]
    history = client.get(PAGE).text
    assert history.count(f"“{WORDS}”") == 3  # the choice, and both lines of the history
    assert "di halaman akun" in history


def test_messages_and_my_consents_are_one_truth(rani, noon, client_of):
    client, phone = client_of(rani), Account.objects.get(pk=rani.account_id).phone
    client.post(reverse("portal:messages-channels"), {"whatsapp": "1", "versi-whatsapp": "1", "sms": "1"})
    assert queries.holds("whatsapp", phone, noon.date())
    assert "Tarik persetujuan" in client.get(PAGE).text

    client.post(PAGE, {"guna": "whatsapp", "tindakan": "tarik"})
    assert 'name="whatsapp" value="1" checked' not in client.get("/akun/pesan").text


def test_words_that_changed_meanwhile_are_read_again(rani, client_of):
    answer = client_of(rani).post(PAGE, {"guna": "whatsapp", "versi": "9", "tindakan": "setuju"})

    assert answer.status_code == 422
    assert "Baca sekali lagi" in answer.text


@pytest.mark.parametrize(
    "posted", [{"guna": "pizza", "tindakan": "setuju"}, {"guna": "whatsapp", "bagi": "x", "tindakan": "tarik"}]
)
def test_what_is_not_there_is_not_agreed_to(posted, rani, client_of):
    assert client_of(rani).post(PAGE, posted).status_code == 404


def test_nobody_agrees_for_somebody_else(rani, dewi, client_of):
    posted = {"guna": "village-phone", "versi": "1", "bagi": str(rani.party_id), "tindakan": "setuju"}

    assert client_of(dewi).post(PAGE, posted).status_code == 404
    assert client_of(None).get(PAGE).status_code == 302


def test_the_register_counts_and_names_nobody(rani, civil, tono, noon, client_of):
    client_of(rani).post(PAGE, {"guna": "village-phone", "versi": "1", "tindakan": "setuju"})
    wira = cast.make_officer("Wira Contoh", civil, "data-protection-officer")
    page = client_of(wira).get(reverse("desk:consent_register"))

    assert "Versi 1, sejak 1 Januari 2026" in page.text
    assert "Rani" not in page.text
    assert client_of(tono).get(reverse("desk:consent_register")).status_code == 404


def test_a_counter_notes_it_and_the_person_reads_where(rani, budi, client_of):
    page = reverse("desk:consents", args=[rani.party_id])
    told = {"guna": "whatsapp:setuju", "datang": "self", "cara": "spoken", "bukti": "KTP-el asli"}
    assert client_of(budi).post(page, told | {"cara": ""}).status_code == 422
    assert client_of(budi).post(page, told).status_code == 302
    assert "Tarik: Kabar lewat WhatsApp" in client_of(budi).get(page).text

    assert "di loket" in client_of(rani).get(PAGE).text
