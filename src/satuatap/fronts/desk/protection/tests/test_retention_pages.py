"""The schedule, holds and lists on their pages: read by who protects data, decided by the head of the office."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.support import cast

from satuatap.domain.notifications.models import Message
from satuatap.domain.residents.actions import ask_at_counter
from satuatap.domain.residents.tests.factories import make_person
from satuatap.domain.retention import actions, tasks
from satuatap.domain.retention.models import DestructionList, Hold
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
BY = system("test")


@pytest.fixture
def mega(licensing, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    return cast.make_officer("Mega Contoh", licensing, "data-protection-officer")


@pytest.fixture
def head(licensing):
    return cast.make_officer("Sari Contoh", licensing, "head-of-agency")


def put(noon, **facts):
    told = {"code": "message-body", "from_on": date(2016, 1, 1), "span": "1 year", "fate": "anonymise", "basis": "own"}
    actions.put_schedule(entries=[actions.TermEntry(**told | facts)], by=BY, at=noon)


def old_message(noon, party_id=None, **facts) -> Message:
    return Message.objects.create(
        key="lama", channel="inapp", template="returned", language="id", state="sent", text="Perlu perbaikan",
        created_at=noon - timedelta(days=400), party_id=party_id, **facts,
    )  # fmt: skip


def test_only_who_protects_data_reads_the_schedule(mega, head, client_of, client, rani):
    for name in ("desk:schedule", "desk:holds"):
        assert client_of(mega).get(reverse(name)).status_code == 200
        assert client_of(head).get(reverse(name)).status_code == 404
        assert client_of(rani).get(reverse(name)).status_code in (302, 404)
        assert client.get(reverse(name)).status_code == 302
    assert client_of(head).get(reverse("desk:destruction_lists")).status_code == 200


def test_the_schedule_says_what_is_over_before_and_what_went_after_a_night(mega, noon, client_of):
    put(noon)
    old_message(noon)
    desk = client_of(mega)
    assert "Belum diketahui; disimpan dulu" in desk.get(reverse("desk:schedule")).content.decode()
    desk.post(reverse("desk:look_what_is_over"))
    assert Message.objects.get().text
    told = desk.get(reverse("desk:schedule")).content.decode()
    assert "1 tahun" in told
    assert '<td data-l="Habis masanya" class="num">1</td>' in told

    tasks.work()

    assert Message.objects.get().text == ""
    assert "23 November 2026: 1" in desk.get(reverse("desk:schedule")).content.decode()


def test_a_hold_is_set_and_ended_on_its_pages(mega, noon, client_of):
    person, desk = make_person("Rani Teluk Hijau"), client_of(mega)
    typed = {"apa": "party", "nomor": person.person.nik, "sebab": "dispute", "alasan": ""}
    refused = desk.post(reverse("desk:holds"), typed)
    assert refused.status_code == 422
    assert "Tulis alasannya" in refused.content.decode()

    desk.post(reverse("desk:holds"), typed | {"alasan": "Perkara 7"})

    hold = Hold.objects.get()
    told = desk.get(reverse("desk:holds")).content.decode()
    assert "Perkara 7" in told
    assert person.person.nik not in told
    page = reverse("desk:hold", args=[hold.pk])
    assert desk.post(page, {"alasan": " "}).status_code == 422
    desk.post(page, {"alasan": "Putusan tetap"})
    assert "Putusan tetap" in desk.get(page).content.decode()
    assert "Tidak ada yang ditahan" in desk.get(reverse("desk:holds")).content.decode()


def test_a_list_goes_from_one_person_to_another(mega, head, noon, client_of, village):
    put(noon, needs_decision=True)
    old_message(noon)
    tasks.work()
    made = DestructionList.objects.get()
    page = reverse("desk:destruction_list", args=[made.pk])
    assert client_of(head).get(page).status_code == 404  # not put before anybody yet
    client_of(mega).post(page, {"act": "ajukan"})
    assert "Boleh dimusnahkan?" not in client_of(mega).get(page).content.decode()
    other = cast.make_officer("Kusnadi Contoh", village, "head-of-agency")
    assert client_of(other).get(page).status_code == 404

    desk = client_of(head)
    assert "Menunggu Anda" in desk.get(reverse("desk:destruction_lists")).content.decode()
    assert desk.post(page, {"dasar": "JRA 7"}).status_code == 422
    desk.post(page, {"putusan": "setuju", "dasar": "JRA 7"})
    assert Message.objects.get().text
    tasks.work()

    assert Message.objects.get().text == ""
    assert "Sudah dimusnahkan" in desk.get(page).content.decode()


def test_a_request_for_erasure_says_what_stays_and_why(mega, noon, client_of, run_jobs, licensing):
    put(noon)
    person = make_person("Rani Teluk Hijau")
    old_message(noon, person.pk)
    counter = cast.make_officer("Budi Contoh", licensing, "front-officer")
    asked = ask_at_counter(
        party_id=person.pk, kind="erasure", came="self", shown="KTP-el", words="Pesan lama", by=counter, at=noon
    )
    desk, page = client_of(mega), reverse("desk:data_request", args=[asked.pk])
    told = desk.get(page).content.decode()
    assert "Isi pesan dan alamatnya" in told
    assert "Tetap: Selamanya" in told

    desk.post(page, {"putusan": "kabul", "jawaban": "Pesan dihapus; daftar penduduk tetap."})
    run_jobs()

    assert Message.objects.get(key="lama").text == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_much_there_is(rows, mega, noon, client_of, django_assert_max_num_queries):
    put(noon)
    for number in range(rows):
        person = make_person(f"Orang {number}")
        actions.set_hold(subject="party", told=person.person.nik, cause="dispute", reason="Perkara", by=mega, at=noon)
    desk = client_of(mega)
    for name in ("desk:schedule", "desk:holds", "desk:destruction_lists"):
        with django_assert_max_num_queries(12):
            desk.get(reverse(name))
