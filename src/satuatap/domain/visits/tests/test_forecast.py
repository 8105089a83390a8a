"""What is told about a wait: learnt from waits that are over, never less for more people ahead, scored by what came."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.visits import actions, queries, rules
from satuatap.domain.visits.models import Errand, Pace, Score
from satuatap.domain.visits.tests.factories import KIOSK, NOON, PACK, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import NotFound

MINUTE = timedelta(minutes=1)
positive = st.floats(0.01, 100)
samples = st.lists(positive, min_size=1, max_size=80)


@given(samples, st.floats(0, 1))
def test_a_quantile_lies_among_the_values_and_parts_them(values, part):
    found = rules.quantile(values, part)

    assert min(values) <= found <= max(values)
    assert sum(value < found - 1e-9 for value in values) <= part * (len(values) - 1) + 1
    assert sum(value > found + 1e-9 for value in values) <= (1 - part) * (len(values) - 1) + 1


@given(samples, st.floats(0.02, 0.15))
def test_a_range_holds_its_median(values, tail):
    found = rules.spread(values, tail)

    assert found.low <= found.median <= found.high
    assert found.n == len(values)


def test_the_range_of_a_few_waits_is_wider_than_that_of_many():
    hundred = [number / 100 for number in range(1, 101)]
    few, many = rules.spread(hundred[9:90:10]), rules.spread(hundred)

    assert (few.low, few.high) == (0.1, 0.9)  # of nine, all
    assert (round(many.low, 3), round(many.high, 3)) == (0.101, 0.909)


def test_the_wait_of_a_hall_holds_the_ranges_of_its_lanes_and_has_none_while_none_is_known():
    short, long, planned = rules.Forecast(5, 3, 9, 5.0), rules.Forecast(15, 10, 25, 15.0), rules.Forecast(90)

    found = rules.together([short, planned, long])
    assert (found.low, found.median, found.high) == (3, 10, 25)
    assert not rules.together([planned]).has_range
    assert rules.together([]) is None


@given(st.integers(0, 2000), st.floats(0, 1))
def test_ranges_that_came_true_too_rarely_become_wider_and_never_boundless(told, share):
    tail = rules.tail(told, int(told * share))

    assert 0 < tail <= 0.15
    if told >= 100 and share < 0.75:
        assert tail < rules.TAIL
    if told < 100:
        assert tail == rules.TAIL


spreads = st.builds(
    lambda ratios, n: rules.Spread(*sorted(ratios), n), st.tuples(*[st.floats(0, 10)] * 3), st.integers(30, 300)
)


@given(
    st.integers(0, 150), st.integers(1, 50), st.integers(1, 60), positive,
    st.dictionaries(st.integers(0, 5), spreads), spreads,
)  # fmt: skip
def test_nobody_waits_less_for_more_people_ahead_nor_more_for_more_counters(ahead, open_, planned, pace, bands, whole):
    measured = rules.Measured(rules.Pace(pace, 20), {**bands, None: whole})
    told = rules.forecast(ahead, open_, planned, measured)
    behind = rules.forecast(ahead + 1, open_, planned, measured)
    helped = rules.forecast(ahead, open_ + 1, planned, measured)

    assert told.low <= told.median <= told.high
    for one, other in [(told, behind), (helped, told)]:
        assert (one.low, one.median, one.high) <= (other.low, other.median, other.high)
        assert one.low <= other.low
        assert one.high <= other.high


def test_below_enough_waits_the_planned_pace_is_told_as_such():
    few = rules.Measured(rules.Pace(4, 12), {None: rules.Spread(0.5, 1, 2, rules.ENOUGH_RATIOS - 1)})
    enough = rules.Measured(rules.Pace(4, 12), {None: rules.Spread(0.5, 1, 2, rules.ENOUGH_RATIOS)})

    planned = rules.forecast(6, 2, 5)
    assert (planned.minutes, planned.is_planned) == ("15", True)
    assert rules.forecast(6, 2, 5, few).minutes == "14"
    assert rules.forecast(6, 2, 5, enough).minutes == "7–28"
    assert rules.forecast(6, 0, 5, enough) is None


def a_day(lane, counter, officer, visitors, start):
    """Everybody comes at once; each is called three minutes after the one before."""
    for _visitor in range(visitors):
        come(lane, at=start)
    for turn in range(visitors):
        moment = start + 3 * (turn + 1) * MINUTE
        call(counter, officer, moment)
        actions.finish(counter_id=counter.pk, by=officer, at=moment)


@pytest.mark.django_db
def test_what_is_told_is_learnt_kept_and_scored():
    lane = make_lane()
    counter, budi = sit(lane)
    a_day(lane, counter, budi, 15, NOON)
    assert actions.measure(by=PACK, at=NOON) == 15
    assert actions.measure(by=PACK, at=NOON) == 0

    (row,) = queries.hall_now(site_id=lane.site_id, at=NOON)
    assert (row.wait.minutes, row.wait.is_planned, row.wait.has_range) == ("3", False, False)

    for day in (1, 2):
        a_day(lane, counter, budi, 20, NOON + timedelta(days=day))
        actions.measure(by=PACK, at=NOON)
    (row,) = queries.hall_now(site_id=lane.site_id, at=NOON + timedelta(days=3))
    assert row.wait.minutes == "3"
    assert row.wait.has_range
    assert not Score.objects.exists()  # no range was told so far

    a_day(lane, counter, budi, 10, NOON + timedelta(days=3))
    actions.measure(by=PACK, at=NOON)
    score = Score.objects.get()
    assert (score.told, score.came_true) == (10, 10)
    assert Pace.objects.get(lane=lane, hour=None).n == rules.KEPT_TURNS


@pytest.mark.django_db
def test_whoever_lets_others_go_first_is_not_measured():
    lane = make_lane()
    counter, budi = sit(lane)
    patient, _other = come(lane), come(lane)
    told = patient.errands.get()
    assert (told.ahead, told.open_counters, told.told_median) == (0, 1, 0)
    actions.postpone(visit_id=patient.pk, by=KIOSK, at=NOON)
    for minute in (1, 2):
        call(counter, budi, NOON + minute * MINUTE)
        actions.finish(counter_id=counter.pk, by=budi, at=NOON + minute * MINUTE)

    assert actions.measure(by=PACK, at=NOON) == 1
    assert Errand.objects.get(visit=patient).ahead is None


@pytest.mark.django_db
def test_only_the_first_call_is_measured_and_only_by_the_system():
    lane = make_lane()
    counter, budi = sit(lane)
    come(lane), come(lane)
    call(counter, budi, NOON + MINUTE)
    actions.put_back(counter_id=counter.pk, by=budi, at=NOON + MINUTE)
    call(counter, budi, NOON + 2 * MINUTE)
    actions.finish(counter_id=counter.pk, by=budi, at=NOON + 2 * MINUTE)
    call(counter, budi, NOON + 9 * MINUTE)

    assert sorted(Errand.objects.values_list("waited", flat=True)) == [60, 120]
    with pytest.raises(NotFound):
        actions.measure(by=make_officer(lane.unit, "Dewi", "mall-manager"), at=NOON)
