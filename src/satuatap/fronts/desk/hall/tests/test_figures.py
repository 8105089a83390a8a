"""The manager sees whether forecasts came true, and tries other counters; nobody else does."""

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.models import Score
from satuatap.domain.visits.tests.factories import make_lane

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def dewi(licensing, client_of):
    return client_of(make_officer("Dewi Contoh", licensing, "mall-manager"))


def page(browser, **asked):
    return " ".join(browser.get(reverse("desk:figures"), asked).content.decode().split())


def test_the_share_that_came_true_is_told_once_there_is_enough(lane, dewi, noon):
    score = Score.objects.create(lane=lane, day=noon.date(), told=29, came_true=20)
    assert "belum cukup data" in page(dewi)

    score.told, score.came_true = 50, 40
    score.save()
    assert "80 %" in page(dewi)
    assert "40 tepat dari 50 perkiraan" in page(dewi)


def test_a_trial_says_when_there_is_not_enough_and_what_is_wrong(lane, dewi):
    asked = {"antrean": lane.pk, "hari": "2026-11-20", "tambah": 2, "mulai": "10:00", "sampai": "12:00"}
    assert "Belum cukup data" in page(dewi, **asked)

    wrong = dewi.get(reverse("desk:figures"), asked | {"hari": "9999-12-31", "tambah": 40, "mulai": "x", "sampai": "9"})
    assert wrong.status_code == 422
    for words in ("Pilih hari yang sudah lewat", "Pilih 1 sampai 9 loket", "misalnya 10:00", "misalnya 12:00"):
        assert words in wrong.content.decode()


def test_others_find_nothing(lane, budi, client_of):
    assert client_of(budi).get(reverse("desk:figures")).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_many_lanes(many, lane, dewi, django_assert_max_num_queries):
    for number in range(many):
        make_lane(f"lain-{number}", "B", unit=lane.unit)
    page(dewi)
    with django_assert_max_num_queries(6):
        page(dewi)
