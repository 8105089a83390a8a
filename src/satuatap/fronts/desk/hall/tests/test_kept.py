"""At a node an application is kept when it is sent, and its officer decides on what the centre turned down."""

from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.nodes import actions
from satuatap.domain.nodes.models import Kept, Line
from satuatap.domain.nodes.ports import Taken
from satuatap.domain.nodes.tests.test_kept import typed
from satuatap.domain.regions.tests.factories import make_home
from satuatap.kernel.actors import system

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages", "village")]


@pytest.fixture
def draft(licensing, budi, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    Line.objects.create(pk=1, site_code="mpp", contact_at=noon)
    return typed(budi, noon)


def page(browser):
    return " ".join(browser.get(reverse("desk:kept")).content.decode().split())


def send(browser, draft):
    form = {"benar": "1", "key": str(uuid4())}
    return browser.post(reverse("portal:case_review", args=[draft.number]), form, follow=True).content.decode()


def turned_down(draft, noon):
    actions.note_answer(kept_id=draft.pk, answer=Taken("", "Sudah ada."), by=system("node"), at=noon)


def test_sending_at_a_node_gives_a_slip(draft, budi, client_of):
    shown = send(client_of(budi), draft)

    assert "SEMENTARA-0001" in shown
    assert "nomor resminya menyusul" in shown
    assert Case.objects.get().state == "draft"


def test_what_was_turned_down_is_sent_again_or_dropped_with_a_reason(draft, budi, client_of, noon):
    browser = client_of(budi)
    send(browser, draft)
    turned_down(draft, noon)
    assert "Sudah ada." in page(browser)
    assert f"{draft.number}/periksa" in page(browser)

    browser.post(reverse("desk:decide_kept", args=[draft.pk, "lagi"]))
    assert Kept.objects.get().state == "waiting"
    turned_down(draft, noon)
    assert browser.post(reverse("desk:decide_kept", args=[draft.pk, "buang"]), {"alasan": ""}).status_code == 422
    browser.post(reverse("desk:decide_kept", args=[draft.pk, "buang"]), {"alasan": "Pemohon batal"})

    assert "Pemohon batal" in page(browser)


def test_who_does_not_work_in_the_hall_finds_nothing(draft, rani, client_of):
    assert client_of(rani).get(reverse("desk:kept")).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_many_wait(many, draft, budi, client_of, noon, django_assert_max_num_queries):
    browser = client_of(budi)
    for number in range(many):
        Kept.objects.create(pk=uuid4(), slip=number + 1, title="Izin", by=budi.id, by_name="Budi", taken_at=noon)
    page(browser)
    with django_assert_max_num_queries(8):
        page(browser)
