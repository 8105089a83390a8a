"""The page of what letting some go first costs the others."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Errand
from satuatap.domain.visits.tests.factories import KIOSK, PACK, call, come, make_counter, make_lane

pytestmark = pytest.mark.django_db
COSTS = reverse("desk:priority_costs")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def manager(lane, client_of):
    return client_of(make_officer("Bambang Contoh", lane.unit, "mall-manager"))


def day_of(lane, noon, codes, many=30):
    """So many were called, a minute each; the last of them had these priorities."""
    visits = [come(lane, at=noon) for _turn in range(many)]
    for code, visit in zip(codes, reversed(visits), strict=False):
        actions.put_priority(code=code, name=code.title(), head_start=20, by=PACK, at=noon)
        actions.grant_priority(visit_id=visit.pk, code=code, by=KIOSK, at=noon)
    for turn, errand in enumerate(Errand.objects.order_by("rank_at", "id")):
        moment = noon + turn * MINUTE
        Errand.objects.filter(pk=errand.pk).update(called_at=moment)


def test_a_day_with_too_few_calls_says_so(lane, manager, budi, noon):
    counter = make_counter(lane)
    actions.sit_down(counter_id=counter.pk, by=budi, at=noon)
    come(lane, at=noon)
    call(counter, budi, noon)

    page = manager.get(COSTS, {"hari": "bukan tanggal"}).content.decode()
    assert "Belum cukup data" in page
    assert "1 panggilan" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_each_reason_has_its_row_at_the_same_cost(rows, lane, manager, noon, django_assert_max_num_queries):
    day_of(lane, noon, ["lansia", "hamil", "bayi"][:rows])
    manager.get(COSTS)
    with django_assert_max_num_queries(10):
        page = manager.get(COSTS).content.decode()

    assert page.count('<th scope="row">') == rows
    assert "Lansia" in page


def test_a_day_without_priorities_says_so(lane, manager, noon):
    day_of(lane, noon, [])

    assert "Tidak ada yang didahulukan hari itu" in manager.get(COSTS).content.decode()


def test_officers_have_no_such_page(lane, budi, client_of):
    assert client_of(budi).get(COSTS).status_code == 404
