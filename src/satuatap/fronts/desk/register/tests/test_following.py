"""The open list of an office."""

import pytest
from django.urls import reverse

from satuatap.domain.residents import actions
from satuatap.domain.residents.actions import Source
from satuatap.domain.residents.models import FollowUp
from satuatap.domain.residents.tests.factories import BY, HEAD, NOON, TODAY, make_family, make_person

pytestmark = pytest.mark.django_db


def deaths(number, unit):
    row = actions.ConsequenceRow("death", "aid", unit.pk)
    actions.put_consequences(rows=[row], by=BY, at=NOON)
    for count in range(number):
        person = make_person(f"Warga {count} Contoh")
        make_family((person, HEAD))
        source = Source("Surat kematian 1/CONTOH", TODAY)
        actions.report_death(party_id=person.pk, on=TODAY, source=source, by=BY, at=NOON)


def test_something_is_done_or_not_needed(budi, tono, licensing, client_of):
    deaths(2, licensing)
    desk, place = client_of(budi), reverse("desk:follow_ups")
    page = desk.get(place).text
    assert "Periksa daftar penerima bantuan" in page
    assert "Warga 0 Contoh" in page
    first, second = (reverse("desk:close_follow_up", args=[row.pk]) for row in FollowUp.objects.order_by("id"))

    assert client_of(tono).post(first, {"putusan": "selesai"}).status_code == 404
    assert desk.post(first, {"putusan": "tidak-perlu"}).status_code == 422
    desk.post(first, {"putusan": "tidak-perlu", "alasan": "Tidak menerima bantuan"})
    desk.post(second, {"putusan": "selesai"})

    assert "Tidak ada yang terbuka" in desk.get(place).text
    assert "Warga" not in client_of(tono).get(place).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_list_does_not_grow(rows, budi, licensing, client_of, django_assert_max_num_queries):
    deaths(rows, licensing)
    desk = client_of(budi)
    desk.get(reverse("desk:follow_ups"))

    with django_assert_max_num_queries(10):
        desk.get(reverse("desk:follow_ups"))
