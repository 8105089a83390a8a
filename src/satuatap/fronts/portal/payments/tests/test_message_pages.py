from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.identity.models import Account
from satuatap.domain.notifications import actions, ports, queries
from satuatap.domain.notifications.models import Message
from satuatap.domain.notifications.tests.test_pushing import FIREFOX, KEYS
from satuatap.kernel.actors import system

PAGE = "/akun/pesan"


def tell(actor, at, number=1):
    actions.notify(
        template="application-received",
        key=f"k{actor.id}{number}",
        account_id=actor.account_id,
        context={"service": "Izin reklame", "number": f"BWI-26-{number}"},
        path="/berkas/BWI-26-1",
        by=system("cases"),
        at=at,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_shows_own_messages_at_one_price(
    rows, messages, client_of, rani, dewi, noon, django_assert_num_queries
):
    tell(dewi, noon, 9)
    for number in range(rows):
        tell(rani, noon, number)
    client = client_of(rani)
    client.get(PAGE)  # the first look of a session notes the time
    with django_assert_num_queries(9):
        page = client.get(PAGE).content.decode()
    assert page.count("Permohonan Izin reklame sudah kami terima") == 2 * rows  # the title, and again in its link
    assert "BWI-26-9" not in page


def test_reading_marks_them(messages, client_of, rani, noon):
    tell(rani, noon)
    client = client_of(rani)
    assert "Tandai semua sudah dibaca" in client.get(PAGE).content.decode()

    assert client.post(reverse("portal:messages-read"))["Location"] == PAGE
    assert queries.unread_count(rani) == 0
    assert "Tandai semua sudah dibaca" not in client.get(PAGE).content.decode()


def test_looking_alone_changes_nothing(messages, client_of, rani, noon):
    tell(rani, noon)
    client_of(rani).get(PAGE)

    assert queries.unread_count(rani) == 1


def test_an_english_reader_is_led_to_the_english_page(messages, client_of, rani, noon):
    tell(rani, noon)

    assert 'href="/en/berkas/BWI-26-1"' in client_of(rani).get("/en" + PAGE).content.decode()


def test_nobody_signed_in_reads_nothing(client_of):
    assert client_of(None).get(PAGE).status_code == 302


def test_nothing_yet_is_said(client_of, rani):
    assert "Belum ada pesan" in client_of(rani).get(PAGE).content.decode()


def test_one_says_over_which_channels_one_wants_to_be_told(messages, client_of, rani):
    client, phone = client_of(rani), Account.objects.get(pk=rani.account_id).phone
    page = client.get(PAGE).content.decode()
    assert phone not in page
    assert f"SMS ke •••• {phone[-4:]}" in page

    assert (
        client.post(reverse("portal:messages-channels"), {"whatsapp": "1", "versi-whatsapp": "1"})["Location"] == PAGE
    )
    wishes = queries.wishes(phone, "", timezone.localdate())
    assert (wishes.whatsapp, wishes.sms) == (True, False)
    assert "Pilihan Anda tersimpan" in client.get(PAGE).content.decode()


def test_the_short_address_leads_on_and_an_unknown_one_nowhere(messages, client_of, rani, noon):
    actions.notify(
        template="approved", key="k", context={"service": "s", "number": "n"}, channels={"sms": "+6281200004471"},
        path="/berkas/BWI-26-1", by=system("cases"), at=noon,
    )  # fmt: skip
    short = Message.objects.get().short

    assert client_of(None).get(f"/k/{short}")["Location"] == "/berkas/BWI-26-1"
    assert client_of(None).get("/k/zzzzzzzzzz").status_code == 404


def test_the_log_of_a_case_is_for_its_applicant(messages, client_of, rani):
    assert client_of(rani).get(reverse("portal:case_log", args=[str(uuid4())])).status_code == 404


def test_a_browser_is_told_too_until_it_is_switched_off(messages, client_of, rani, monkeypatch):
    client, address = client_of(rani), reverse("portal:messages-browser")
    monkeypatch.setattr(ports, "push_names", [])
    assert "data-push" not in client.get(PAGE).content.decode()  # here nothing is pushed
    assert client.post(address, {"endpoint": FIREFOX} | KEYS).status_code == 404

    monkeypatch.setattr(ports, "push_names", ["name"])
    assert 'data-push="name" data-scope="/akun/"' in client.get(PAGE).content.decode()
    wrong = client.post(address, {"endpoint": "https://10.0.0.1/x"} | KEYS)
    assert (wrong.status_code, "tidak dapat kami kabari" in wrong.content.decode()) == (422, True)
    assert client.post(address, {"endpoint": FIREFOX} | KEYS)["Location"] == PAGE
    assert "Matikan pemberitahuan peramban" in client.get(PAGE).content.decode()

    client.post(address, {"matikan": "1"})
    assert "Beri tahu di peramban ini" in client.get(PAGE).content.decode()
