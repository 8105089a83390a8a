"""RT and RW confirm by a link that is answered once; without a yes the office says why it goes on."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.cases import actions, tasks
from satuatap.domain.cases.events import CaseSubmitted
from satuatap.domain.cases.models import Case, Confirmation
from satuatap.domain.cases.queries.confirming import confirmed_words
from satuatap.domain.notifications.actions.notices import SEAL
from satuatap.domain.notifications.models import Message
from satuatap.domain.outboxes.tests.factories import make_desk, make_letter
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI
from satuatap.domain.residents.models import NeighbourhoodHead
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.errors import Refused
from satuatap.kernel.secrets import unseal

pytestmark = pytest.mark.django_db
PAPER = {
    "key": "konfirmasi-rt-rw", "name": "Konfirmasi ketua RT atau RW", "law": "unknown", "required": False,
    "confirm": {"by": "rt", "hours": 48, "without": "reason"},
}  # fmt: skip


@pytest.fixture
def village(noon, time_machine, client_of, messages):
    """Wayan's browser, Wayan, the village, and Agus who lives in its RT 01 RW 02; letters are confirmed there."""
    time_machine.move_to(noon, tick=False)
    unit, wayan, _revision = make_desk(noon)
    make_letter(unit, noon, papers=[PAPER])
    agus = make_person("Agus Contoh")
    make_family((agus, HEAD), rt="1", rw="02")
    return client_of(wayan), wayan, unit, agus


def name_head(browser, **typed):
    given = {"rw": "2", "rt": "01", "nama": "Bu Siti Contoh", "hp": "0812 0000 7788"} | typed
    return browser.post(reverse("desk:neighbours"), given)


def hand_in(wayan, agus, noon):
    draft = actions.start_draft(
        service_code="surat-coba", party_id=agus.pk, channel="desk", key=uuid4(), by=wayan, at=noon
    )
    actions.save_answers(case_id=draft.pk, page="isian", answers={"tujuan": "Melamar kerja"}, by=wayan, at=noon)
    case = actions.hand_in(case_id=draft.pk, key=uuid4(), by=wayan, at=noon)
    tasks.ask_neighbour(CaseSubmitted(case_id=case.pk))
    return case


def link():
    message = Message.objects.filter(template="neighbour-asked").latest("created_at")
    return re.search(r"/rt/(\S+)", unseal(bytes(message.sealed), SEAL).decode()).group(1)


def accept(case, wayan, at):
    return actions.perform(case_id=case.pk, step="periksa", verb="accept", key=uuid4(), by=wayan, at=at)


def test_the_village_names_its_heads_and_replaces_them(village):
    browser, _wayan, _unit, _agus = village
    assert name_head(browser).status_code == 302
    assert name_head(browser, nama="Pak Budi Contoh").status_code == 302

    assert [row.to_on is None for row in NeighbourhoodHead.objects.order_by("id")] == [False, True]
    page = browser.get(reverse("desk:neighbours")).text
    assert "RT 001 RW 002" in page
    assert "Pak Budi Contoh" in page
    assert "0812-••••-7788" in page
    assert name_head(browser, hp="bukan nomor").status_code == 422

    head = NeighbourhoodHead.objects.get(to_on=None)
    assert browser.post(reverse("desk:neighbours"), {"akhiri": head.pk}).status_code == 302
    assert not NeighbourhoodHead.objects.filter(to_on=None).exists()


def test_another_village_neither_sees_nor_ends_them(village, client_of):
    browser, *_rest = village
    name_head(browser)
    other = make_unit("desa-lain", kind="desa", area_code=OTHER_TAMANSARI)
    komang = client_of(make_officer("Komang Contoh", other, "village-officer"))

    assert "Bu Siti Contoh" not in komang.get(reverse("desk:neighbours")).text
    head = NeighbourhoodHead.objects.get()
    assert komang.post(reverse("desk:neighbours"), {"akhiri": head.pk}).status_code == 404
    assert NeighbourhoodHead.objects.get().to_on is None


def test_the_head_is_asked_says_yes_once_and_the_letter_says_so(village, noon, client):
    browser, wayan, _unit, agus = village
    name_head(browser)
    case = hand_in(wayan, agus, noon)
    with pytest.raises(Refused, match="belum mengiyakan"):
        accept(case, wayan, noon)

    page = reverse("portal:neighbour", args=[link()])
    shown = client.get(page).text
    assert "Agus Contoh" in shown
    assert agus.person.nik not in shown
    assert "Melamar kerja" not in shown
    assert client.post(page, {"jawab": "ya"}).status_code == 302
    assert "jawaban Anda sudah diterima" in client.get(page).text
    assert client.post(page, {"jawab": "tidak", "sebab": "Berubah"}).status_code == 422

    assert Confirmation.objects.get().is_confirmed
    assert "Dikonfirmasi" in browser.get(reverse("desk:case", args=[case.number])).text
    assert confirmed_words(Case.objects.get()) == {
        "konfirmasi": "Keterangan ini telah dikonfirmasi ketua RT 001 RW 002 pada tanggal 23 November 2026."
    }
    assert accept(case, wayan, noon).accepted_at is not None


def test_a_no_says_why_and_the_officer_says_why_it_goes_on(village, noon, client):
    browser, wayan, _unit, agus = village
    name_head(browser, rt="")
    case = hand_in(wayan, agus, noon)
    page = reverse("portal:neighbour", args=[link()])
    assert client.post(page, {"jawab": "tidak"}).status_code == 422
    assert client.post(page, {"jawab": "tidak", "sebab": "Sudah pindah"}).status_code == 302

    desk = reverse("desk:confirmation", args=[case.number])
    assert "Sudah pindah" in browser.get(desk).text
    with pytest.raises(Refused, match="RW 002"):
        accept(case, wayan, noon)
    assert browser.post(desk, {"alasan": " "}).status_code == 422
    assert browser.post(desk, {"alasan": "KTP-nya masih di sini"}).status_code == 302
    assert accept(case, wayan, noon).accepted_at is not None
    assert confirmed_words(Case.objects.get()) == {}


def test_a_link_that_ran_out_is_sent_anew(village, noon, client, client_of, time_machine):
    browser, wayan, _unit, agus = village
    name_head(browser)
    case = hand_in(wayan, agus, noon)
    old = reverse("portal:neighbour", args=[link()])
    desk = reverse("desk:confirmation", args=[case.number])
    assert "Kirim tautan" not in browser.get(desk).text

    time_machine.move_to(noon + timedelta(hours=49), tick=False)
    assert "lewat waktunya" in client.get(old).text
    assert client.post(old, {"jawab": "ya"}).status_code == 422
    browser = client_of(wayan)  # the session of two days ago is over
    assert "Kirim tautan" in browser.get(desk).text
    assert browser.post(desk, {"tanya": "1"}).status_code == 302
    new = reverse("portal:neighbour", args=[link()])
    assert new != old
    assert client.post(new, {"jawab": "ya"}).status_code == 302


def test_where_nobody_is_named_the_letter_goes_on(village, noon):
    _browser, wayan, _unit, agus = village
    case = hand_in(wayan, agus, noon)

    assert not Confirmation.objects.exists()
    assert accept(case, wayan, noon).accepted_at is not None


def test_a_link_that_nobody_sent_is_not_there(village, client):
    assert client.get(reverse("portal:neighbour", args=["tidak-pernah"])).status_code == 404


def test_the_message_keeps_the_link_nowhere_in_the_clear(village, noon):
    browser, wayan, _unit, agus = village
    name_head(browser)
    hand_in(wayan, agus, noon)

    message = Message.objects.filter(template="neighbour-asked").latest("created_at")
    assert link() not in f"{message.text}{message.path}{message.short}"


def test_the_pages_ask_at_most_twelve_questions(village, noon, client, settings, django_assert_max_num_queries):
    settings.REMEMBER_SECONDS = 60
    browser, wayan, _unit, agus = village
    name_head(browser)
    case = hand_in(wayan, agus, noon)
    for page in ("case", "confirmation"):
        browser.get(reverse(f"desk:{page}", args=[case.number]))
        with django_assert_max_num_queries(12):
            assert browser.get(reverse(f"desk:{page}", args=[case.number])).status_code == 200
    with django_assert_max_num_queries(12):
        browser.get(reverse("desk:neighbours"))
    with django_assert_max_num_queries(12):
        client.get(reverse("portal:neighbour", args=[link()]))
