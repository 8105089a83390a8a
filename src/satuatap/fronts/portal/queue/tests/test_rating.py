"""How it was, asked on the page of one's own number."""

import pytest
from django.urls import reverse

from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Rating
from satuatap.domain.visits.tests.factories import call, come, make_lane, sit

pytestmark = pytest.mark.django_db
ASKS = "Bagaimana tadi di Antrean izin?"


@pytest.fixture
def counter(db, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return sit(make_lane())


def page(client, visit):
    return client.get(reverse("portal:visit", args=[visit.token])).content.decode()


def say(client, visit, **typed):
    address = reverse("portal:visit_act", args=[visit.token, "nilai"])
    return client.post(address, {"urusan": str(visit.errands.get(position=1).pk), **typed})


def test_it_is_asked_after_the_errand_and_can_be_changed(counter, client, noon):
    at, budi = counter
    visit = come(make_lane(), at=noon)
    call(at, budi, noon)
    assert ASKS not in page(client, visit)
    actions.finish(counter_id=at.pk, by=budi, at=noon)
    assert ASKS in page(client, visit)

    assert say(client, visit, nilai="2", catatan="Antre lama").status_code == 302

    after = page(client, visit)
    assert "Terima kasih atas penilaian Anda." in after
    assert "Ubah penilaian" in after
    assert say(client, visit, nilai="4", catatan="").status_code == 302
    assert Rating.objects.values_list("value", "comment").get() == (4, "")


def test_without_an_answer_it_is_asked_again(counter, client, noon):
    at, budi = counter
    visit = come(make_lane(), at=noon)
    call(at, budi, noon)
    actions.finish(counter_id=at.pk, by=budi, at=noon)

    answer = say(client, visit, nilai="9")

    assert answer.status_code == 422
    assert "Pilih salah satu jawaban." in answer.content.decode()


@pytest.mark.parametrize("many", [2, 3])
def test_the_page_costs_the_same_however_many_errands_are_done(
    many, counter, client, noon, django_assert_max_num_queries
):
    lanes = [make_lane(), *(make_lane(f"meja-{number}", "BC"[number]) for number in range(many - 1))]
    visit = come(*lanes, at=noon)
    for number, lane in enumerate(lanes):
        at, officer = counter if number == 0 else sit(lane, f"Loket {number + 1}")
        call(at, officer, noon)
        actions.finish(counter_id=at.pk, by=officer, at=noon)
    page(client, visit)
    with django_assert_max_num_queries(9):
        page(client, visit)
