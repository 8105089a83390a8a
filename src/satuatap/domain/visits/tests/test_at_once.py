"""Many counters and many kiosks at the same instant."""

from collections import Counter as Tally
from uuid import uuid4

import pytest
from tests.support.together import at_once

from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Call, Visit
from satuatap.domain.visits.tests.factories import KIOSK, NOON, come, make_lane, sit

pytestmark = pytest.mark.django_db(transaction=True)
COUNTERS, ROUNDS = 10, 12


def test_counters_that_press_together_call_each_number_once_and_skip_none():
    lane = make_lane()
    places = [sit(lane, f"Loket {n}") for n in range(COUNTERS)]
    for _visitor in range(COUNTERS * ROUNDS):
        come(lane)

    def press(place):
        counter, officer = place
        call = actions.call_next(counter_id=counter.pk, key=uuid4(), by=officer, at=NOON)
        actions.finish(counter_id=counter.pk, by=officer, at=NOON)
        return call.errand.visit.number

    called = [number for _round in range(ROUNDS) for number in at_once(*[lambda p=p: press(p) for p in places])]

    assert Tally(called) == Tally(range(1, COUNTERS * ROUNDS + 1))
    assert Call.objects.count() == COUNTERS * ROUNDS
    assert set(at_once(*[lambda p=p: press(p) for p in places])) == {"nobody"}


def test_kiosks_that_ask_together_give_every_number_once_without_a_gap():
    lane = make_lane()

    def ask():
        visit = actions.begin(
            site_id=lane.site_id, asks=[actions.Ask(lane.pk)], channel="kiosk", key=uuid4(), by=KIOSK, at=NOON
        )
        return actions.hand_out(visit_id=visit.pk, by=KIOSK, at=NOON).number

    numbers = [number for _round in range(5) for number in at_once(*[ask] * 10)]

    assert sorted(numbers) == list(range(1, 51))


def test_one_press_from_two_tabs_calls_one_number():
    lane = make_lane()
    counter, budi = sit(lane)
    come(lane), come(lane)
    key = uuid4()
    answers = at_once(*[lambda: actions.call_next(counter_id=counter.pk, key=key, by=budi, at=NOON).pk] * 4)

    assert len(set(answers)) == 1
    assert Call.objects.count() == 1
    assert Visit.objects.filter(errands__state="waiting").count() == 1
