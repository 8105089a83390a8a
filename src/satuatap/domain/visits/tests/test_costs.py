"""What a priority costs the others: a day's calls given out again without it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.rules import Called, called_again, costs
from satuatap.domain.visits.tests.factories import KIOSK, NOON, PACK, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import NotFound

MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
STARTS = {"": 0, "lansia": 20, "janji": 5, "bayi": 60}


@st.composite
def days(draw):
    """A lane's day: visitors with reasons or none, some of whom were in the hall before they came to this lane; a call for
    each, not before somebody is there."""
    day, last = [], -1
    rows = st.tuples(st.integers(0, 60), st.integers(0, 30), st.integers(0, 9), st.sampled_from(sorted(STARTS)))
    for ready, before, gap, reason in sorted(draw(st.lists(rows, min_size=1, max_size=25))):
        last = max(ready, last + gap)
        arrived = NOON + (ready - before) * MINUTE
        day.append(Called(NOON + ready * MINUTE, arrived, NOON + last * MINUTE, STARTS[reason], reason))
    return day


@given(days())
def test_nobody_without_a_head_start_waits_less_because_others_have_one(day):
    with_it, without = called_again(day), called_again(day, frozenset(STARTS))

    assert all(now >= then for one, now, then in zip(day, with_it, without, strict=True) if not one.reason)


@given(days())
def test_what_some_gain_the_others_lose_and_a_cost_is_never_negative(day):
    for cost in costs([day]):
        now, then = called_again(day), called_again(day, frozenset([cost.reason]))
        gained = [b - a for one, a, b in zip(day, now, then, strict=True) if one.reason == cost.reason]
        assert sum(gained, NOTHING) == cost.others >= NOTHING
        assert cost.called == len(gained)


@given(days())
def test_every_call_is_given_to_somebody_who_was_there(day):
    for without in (frozenset(), frozenset(STARTS)):
        again = called_again(day, without)
        assert sorted(again) == sorted(one.at for one in day)
        assert all(moment >= one.ready for one, moment in zip(day, again, strict=True))


def test_one_who_goes_first_costs_those_before_her_one_turn_each():
    came = [0, 1, 2]
    day = [Called(NOON + m * MINUTE, NOON + m * MINUTE, NOON + (10 + 5 * m) * MINUTE) for m in came]
    day[2] = Called(day[2].ready, day[2].turn, day[2].at, 20, "lansia")

    (cost,) = costs([day])

    assert (cost.called, cost.others, cost.later, cost.most) == (1, 10 * MINUTE, 2, 5 * MINUTE)
    assert cost.each == 5 * MINUTE


@pytest.mark.django_db
def test_the_day_of_a_hall_says_so_once_enough_were_called():
    lane = make_lane()
    counter, budi = sit(lane)
    actions.put_priority(code="lansia", name="Lansia", head_start=20, by=PACK, at=NOON)
    bambang = make_officer(lane.unit, "Bambang", "mall-manager")
    visits = [come(lane, at=NOON + turn * MINUTE) for turn in range(30)]
    actions.grant_priority(visit_id=visits[9].pk, code="lansia", by=KIOSK, at=NOON + 30 * MINUTE)

    def told():
        return queries.priority_costs(actor=bambang, site_id=lane.site_id, day=None, at=NOON)

    for turn in range(30):
        assert not told().is_enough
        call(counter, budi, NOON + (30 + turn) * MINUTE)
        actions.finish(counter_id=counter.pk, by=budi, at=NOON + (30 + turn) * MINUTE)

    (row,) = told().rows
    assert (row.name, row.head_start, row.called) == ("Lansia", 20, 1)
    assert (row.together, row.later, row.each, row.most) == (9, 9, 1, 1)
    with pytest.raises(NotFound):
        queries.priority_costs(actor=budi, site_id=lane.site_id, day=None, at=NOON)
