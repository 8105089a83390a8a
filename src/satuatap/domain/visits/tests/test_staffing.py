"""A day played again with other counters: nobody is lost, and more counters help."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.visits import actions, queries, rules
from satuatap.domain.visits.tests.factories import KIOSK, NOON, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import NotFound

MINUTE = timedelta(minutes=1)
moments = st.lists(st.floats(0, 600), max_size=60)
services = st.lists(st.floats(0.1, 60), min_size=1, max_size=20)
shifts = st.lists(
    st.tuples(st.floats(0, 600), st.floats(0, 600)).map(lambda both: rules.Shift(min(both), max(both))), max_size=6
)


@given(moments, services, shifts, st.integers(0, 9))
def test_everybody_is_served_or_counted_as_not(arrivals, served, open_, seed):
    played = rules.play(arrivals, served, open_, seed)

    assert len(played.waits) + played.unserved == len(arrivals)
    assert all(wait >= 0 for wait in played.waits)
    assert played == rules.play(arrivals, served, open_, seed)


@given(moments, services, st.integers(1, 5), st.integers(1, 3), st.integers(0, 9))
def test_nobody_waits_longer_for_more_counters(arrivals, served, counters, more, seed):
    all_day = [rules.Shift(0, 100_000)]
    before = rules.play(arrivals, served, all_day * counters, seed)
    after = rules.play(arrivals, served, all_day * (counters + more), seed)

    assert all(new <= old + 1e-9 for new, old in zip(after.waits, before.waits, strict=True))


@pytest.mark.django_db
def test_a_past_day_is_tried_with_more_counters():
    lane = make_lane()
    counter, budi = sit(lane)
    dewi = make_officer(lane.unit, "Dewi", "mall-manager")
    wish = {"lane_id": lane.pk, "day": NOON.date(), "more": 2, "opens": time(12), "closes": time(16)}
    assert not queries.try_counters(actor=dewi, **wish).is_enough

    for _visitor in range(12):
        come(lane)
    for turn in range(12):
        call(counter, budi, NOON + 10 * turn * MINUTE)
        actions.finish(counter_id=counter.pk, by=budi, at=NOON + 10 * (turn + 1) * MINUTE)
    actions.close(counter_id=counter.pk, by=budi, at=NOON + 130 * MINUTE, sure=True)
    found = queries.try_counters(actor=dewi, **wish)

    assert (found.visitors, found.measured) == (12, 12)
    assert round(found.before) == 88  # 0, 10, … 110 minutes: 80 of 100 lie below
    assert round(found.after) == 28  # 0, 0, 0, 10, … 30
    assert (found.unserved_before, found.unserved_after) == (0, 0)
    with pytest.raises(NotFound):
        queries.try_counters(actor=budi, **wish)
    with pytest.raises(NotFound):
        queries.try_counters(actor=KIOSK, **wish | {"lane_id": counter.pk})
