"""A head start as data, granted by the guide, and nobody waits for ever."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.visits import actions, rules
from satuatap.domain.visits.tests.factories import KIOSK, NOON, PACK, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import NotFound, Refused

MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_the_guide_grants_a_head_start():
    lane = make_lane()
    counter, budi = sit(lane)
    actions.put_priority(code="lansia", name="Lansia", head_start=20, by=PACK, at=NOON)
    come(lane, at=NOON - 30 * MINUTE), come(lane, at=NOON - 10 * MINUTE)
    old = come(lane)
    with pytest.raises(NotFound):
        actions.grant_priority(visit_id=old.pk, code="lansia", by=budi, at=NOON)
    with pytest.raises(Refused, match="tidak dikenal"):
        actions.grant_priority(visit_id=old.pk, code="vip", by=KIOSK, at=NOON)
    actions.grant_priority(visit_id=old.pk, code="lansia", by=make_officer(lane.unit, "Dewi", "guide"), at=NOON)

    order = []
    for _turn in range(3):
        order.append(call(counter, budi))
        actions.finish(counter_id=counter.pk, by=budi, at=NOON)

    assert order == ["A-001", "A-003", "A-002"]


arrivals = st.lists(st.tuples(st.integers(0, 300), st.sampled_from([0, 0, 0, 10, 20, 45])), min_size=1, max_size=60)


@given(arrivals)
def test_nobody_is_overtaken_by_who_came_later_than_the_head_start(people):
    """First come first served within a priority; overtaken only by head starts, and only for their length."""
    turns = [(rules.rank(NOON + minute * MINUTE, start), place) for place, (minute, start) in enumerate(people)]
    served = [place for _turn, place in sorted(turns)]
    for position, place in enumerate(served):
        minute, start = people[place]
        for earlier in served[:position]:
            other_minute, other_start = people[earlier]
            assert other_minute - other_start <= minute - start
            if other_start == start:
                assert other_minute <= minute
            assert other_minute - minute <= max(other_start - start, 0)


@given(st.lists(st.integers(0, 500), max_size=12), st.integers(0, 500), st.integers(1, 5))
def test_who_lets_others_go_first_never_comes_forward(waiting, own, turns):
    ranks = [NOON + minute * MINUTE for minute in sorted(waiting) if minute >= own]
    turn = rules.rank_behind(ranks, NOON + own * MINUTE, turns)

    assert turn >= NOON + own * MINUTE
    assert sum(rank < turn for rank in ranks) >= min(turns, len(ranks))
