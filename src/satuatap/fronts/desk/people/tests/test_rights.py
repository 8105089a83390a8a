"""Whoever has no account asks for their rights at a counter, and is handed the copy there on paper."""

import pytest
from django.urls import reverse
from tests.support import cast

from satuatap.domain.audit.models import Entry
from satuatap.domain.residents import actions
from satuatap.domain.residents.models import DataRequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]
ASKED = {"datang": "self", "bukti": "KTP-el asli", "jenis": "access"}


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def page(rani):
    return reverse("desk:rights", args=[rani.party_id])


def test_a_request_is_written_down_answered_and_its_copy_printed_at_that_counter(
    page, rani, budi, tono, civil, noon, client_of, run_jobs
):
    assert client_of(budi).post(page, ASKED).status_code == 302
    asked = DataRequest.objects.get()
    assert (asked.came, asked.shown, asked.unit_id) == ("self", "KTP-el asli", budi.holdings[0].unit_id)
    assert asked.number in client_of(budi).get(page).text
    wira = cast.make_officer("Wira Contoh", civil, "data-protection-officer")
    actions.answer_data_request(request_id=asked.pk, is_granted=True, answer="Silakan.", by=wira, at=noon)
    run_jobs()
    copy = reverse("desk:rights_copy", args=[asked.pk])
    assert copy in client_of(budi).get(page).text

    assert "Rani Contoh" in client_of(budi).get(copy).text
    assert client_of(tono).get(copy).status_code == 404  # another counter's
    look = Entry.objects.filter(verb="looked", by=budi.id).latest("id")
    assert (look.purpose, look.party_id) == ("menyerahkan salinan data di loket", str(rani.party_id))
    assert Entry.objects.filter(verb="residents.copy-taken", by=budi.id).count() == 1


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("datang", "Pilih siapa yang datang"), ("bukti", "Tulis apa yang ditunjukkan"), ("jenis", "Pilih dulu apa yang")],
)
def test_who_came_and_what_they_showed_is_written_down(missing, sentence, page, budi, client_of):
    answer = client_of(budi).post(page, ASKED | {missing: ""})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not DataRequest.objects.exists()


def test_who_sits_at_no_counter_writes_nothing_down(page, wati_at_no_counter, client_of):
    assert client_of(wati_at_no_counter).post(page, ASKED).status_code == 404


@pytest.fixture
def wati_at_no_counter(licensing):
    return cast.make_officer("Wati Contoh", licensing, "unit-admin")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(rows, page, rani, budi, noon, client_of, django_assert_num_queries):
    for kind in ("access", "restriction", "objection")[:rows]:
        actions.ask_at_counter(
            party_id=rani.party_id, kind=kind, came="self", shown="KTP", words="Kata.", by=budi, at=noon
        )
    desk = client_of(budi)
    desk.get(page)
    with django_assert_num_queries(9, exact=False):
        desk.get(page)
