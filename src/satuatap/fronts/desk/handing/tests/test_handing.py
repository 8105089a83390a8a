"""Handing work on: who sees the pages, what they do, and what they cost."""

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.cases import actions
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def wati(licensing):
    return make_officer("Wati Contoh", licensing, "front-officer")


@pytest.fixture
def town(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)


@pytest.fixture
def case(town, rani, noon):
    return make_case(rani, noon)


def address(case):
    return reverse("desk:move", args=[case.number, case.tasks.get().pk])


def test_a_task_is_handed_on_from_its_page(case, budi, wati, client_of):
    page = client_of(budi).get(address(case)).content.decode()
    assert "Wati Contoh" in page

    answer = client_of(budi).post(address(case), {"kepada": wati.account_id, "alasan": "Rapat."})

    assert answer.url.endswith("?selesai=alih")
    page = client_of(wati).get(answer.url).content.decode()
    assert "Dialihkan oleh Budi Contoh: Rapat." in page


def test_a_refusal_keeps_what_was_chosen(case, budi, wati, client_of):
    answer = client_of(budi).post(address(case), {"kepada": wati.account_id, "alasan": ""})

    assert answer.status_code == 422
    assert f'value="{wati.account_id}" checked' in answer.content.decode()


def test_others_find_no_such_page(case, tono, sari, client_of):
    assert client_of(tono).get(address(case)).status_code == 404
    assert client_of(tono).post(address(case), {"kepada": "peran", "alasan": "x"}).status_code == 404


def test_a_second_officer_reads_who_has_the_case_open(case, budi, wati, client_of):
    page = reverse("desk:case", args=[case.number])
    assert "Sedang dibuka" not in client_of(budi).get(page).content.decode()
    assert "Sedang dibuka Budi Contoh, baru saja" in client_of(wati).get(page).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_handing_over_costs_the_same_however_much(
    rows, town, rani, budi, wati, noon, client_of, django_assert_max_num_queries
):
    for _ in range(rows):
        actions.claim(task_id=make_case(rani, noon).tasks.get().pk, by=budi, at=noon)
    client = client_of(budi)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("desk:hand_over")).content.decode()
    assert f"{rows} berkas" in page

    inputs = {"dari": budi.account_id, "kepada": wati.account_id, "alasan": "Cuti."}
    answer = client.post(reverse("desk:hand_over"), inputs)

    assert f"{rows} berkas sudah diserahkan." in client.get(answer.url).content.decode()
    assert "Tidak ada yang perlu diserahkan" in client.get(answer.url).content.decode()


def test_nobody_hands_over_for_a_stranger(case, budi, tono, client_of):
    inputs = {"dari": budi.account_id, "kepada": "peran", "alasan": "x"}
    assert client_of(tono).post(reverse("desk:hand_over"), inputs).status_code == 404
