"""Slips at the counter, the way of a case's messages, and answers that fit no case."""

import pytest
from django.urls import reverse
from tests.support.queue import drain

from satuatap.domain.cases.models import Post
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.notifications import actions
from satuatap.domain.notifications.lifecycle import Channel
from satuatap.domain.notifications.models import Message, Reply
from satuatap.domain.notifications.ports import Incoming
from satuatap.domain.regions.tests.factories import make_home
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
POST = system("post")
PHONE = "+6281200004471"


@pytest.fixture
def case(rani, licensing, noon, messages, time_machine):
    """Rani's application, waiting at the counter."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_case(rani, noon)


@pytest.fixture
def slip(case, noon):
    """A notice to Rani that only paper can carry."""
    words = {"service": "Izin reklame", "number": case.number}
    actions.notify(
        template="approved", key="k", context=words, party_id=case.party_id, about=case, unit_id=case.unit_id, by=POST,
        at=noon,
    )  # fmt: skip
    return Message.objects.get(channel="slip", key="k")


def test_a_slip_is_printed_handed_over_and_gone(slip, budi, client_of):
    client = client_of(budi)
    assert "Rani Contoh" in client.get(reverse("desk:slips")).content.decode()
    page = reverse("desk:slip", args=[slip.pk])
    assert client.post(page).status_code == 302
    assert "Disetujui: Izin reklame" in client.get(page).content.decode()
    assert client.post(reverse("desk:slip_given", args=[slip.pk])).status_code == 302

    assert "Tidak ada slip yang menunggu" in client.get(reverse("desk:slips")).content.decode()


def test_the_way_of_a_message_shows_no_number(slip, case, budi, rani, client_of):
    for who, name in ((budi, "desk:log"), (rani, "portal:case_log")):
        page = client_of(who).get(reverse(name, args=[case.number])).content.decode()
        assert "Perjalanan kabar" in page
        assert PHONE not in page


def test_an_answer_by_telephone_is_in_the_thread(case, budi, client_of, noon):
    Message.objects.create(
        key="s", channel="sms", rung=1, address=PHONE, template="accepted", language="id", text="x", state="sent",
        about_kind="cases.case", about_id=case.pk, unit_id=case.unit_id, created_at=noon, sent_at=noon,
    )  # fmt: skip
    for _again in range(2):
        actions.take_reply(incoming=Incoming("MI1", Channel.SMS, PHONE, "Besok saya datang"), by=POST, at=noon)
    drain()

    assert Post.objects.get().text == "Besok saya datang"
    page = client_of(budi).get(reverse("desk:talk", args=[case.number])).content.decode()
    assert "Besok saya datang" in page
    assert "•••• 4471" in page
    assert PHONE not in page


def test_what_fits_no_case_is_dealt_with_by_a_person(case, budi, client_of, noon):
    actions.take_reply(incoming=Incoming("MI1", Channel.SMS, PHONE, "Halo?"), by=POST, at=noon)
    client, address = client_of(budi), reverse("desk:replies")
    assert "Halo?" in client.get(address).content.decode()
    reply = str(Reply.objects.get().pk)
    assert client.post(address, {"balasan": reply, "tindakan": ""}).status_code == 422
    assert client.post(address, {"balasan": reply, "tindakan": "Sudah ditelepon."}).status_code == 302

    assert "Halo?" not in client.get(address).content.decode()


def test_another_agency_finds_nothing(slip, case, tono, client_of):
    client = client_of(tono)
    assert "Rani" not in client.get(reverse("desk:slips")).content.decode()
    for name, key in (("desk:slip", slip.pk), ("desk:log", case.number)):
        assert client.get(reverse(name, args=[key])).status_code == 404
    assert client.post(reverse("desk:slip_given", args=[slip.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(rows, slip, case, budi, client_of, noon, django_assert_num_queries):
    for number in range(rows - 1):
        actions.notify(
            template="approved", key=f"m{number}", context={"service": "x", "number": "y"}, party_id=case.party_id,
            unit_id=case.unit_id, by=POST, at=noon,
        )  # fmt: skip
    client = client_of(budi)
    client.get(reverse("desk:slips"))
    with django_assert_num_queries(9):
        client.get(reverse("desk:slips"))
