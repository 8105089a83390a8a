"""Which times can be booked: pure arithmetic."""

from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.appointments import rules
from satuatap.domain.appointments.rules import Terms
from satuatap.kernel.calendars import Interval, merge
from satuatap.kernel.errors import Refused
from satuatap.kernel.ids import short_code, tidy_code

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, tzinfo=WIB)
TERMS = Terms(every=30, places=5, share=60, ahead=14, release=time(8), early=30, late=10, head_start=30)


def at(hour, minute=0, day=0):
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


@st.composite
def calendars(draw):
    begins = draw(st.lists(st.integers(0, 20 * 24 * 4), min_size=0, max_size=12))
    return merge(
        Interval(MONDAY + timedelta(minutes=15 * b), MONDAY + timedelta(minutes=15 * b + draw(st.integers(5, 400))))
        for b in begins
    )


@given(
    calendars(),
    st.builds(
        Terms, every=st.integers(5, 120), places=st.integers(1, 20), share=st.integers(1, 100), ahead=st.integers(1, 30),
        release=st.times(), early=st.just(30), late=st.just(10), head_start=st.just(30),
    ),
    st.integers(0, 20 * 24 * 60),
    st.integers(0, 30),
)  # fmt: skip
def test_no_slot_lies_outside_opening_hours_and_none_has_more_than_its_share(calendar, terms, minutes, taken):
    now = MONDAY + timedelta(minutes=minutes)
    begun = rules.starts(calendar, terms.every)
    for slot in rules.slots(calendar, dict.fromkeys(begun, taken), terms, now):
        ends = slot.starts_at + timedelta(minutes=terms.every)
        assert any(stretch.start <= slot.starts_at and ends <= stretch.end for stretch in calendar)
        assert slot.starts_at > now
        assert 0 <= slot.free <= terms.places * terms.share / 100
        assert slot.free + taken <= max(taken, terms.places * terms.share / 100)
        assert now >= rules.opens_at(slot.starts_at.date(), terms, now)
    assert all(later - earlier >= timedelta(minutes=terms.every) for earlier, later in pairwise(begun))


def test_a_break_is_not_booked():
    friday = [Interval(at(7), at(11, 30)), Interval(at(13), at(14, 15))]

    assert rules.starts(friday, 60) == [at(7), at(8), at(9), at(10), at(13)]


def test_a_day_opens_at_the_hour_of_release():
    assert rules.last_day(TERMS, at(7, 59)) == at(0, day=13).date()
    assert rules.last_day(TERMS, at(8)) == at(0, day=14).date()


def test_the_lowest_free_place_is_given_and_the_rest_stays_for_walk_ins():
    assert rules.free_place([1, 3], TERMS) == 2
    assert rules.free_place([1, 2, 3], TERMS) is None


@pytest.mark.parametrize(
    ("arrived", "turn"),
    [(at(9, 30), at(9, 30)), (at(10), at(9, 30)), (at(10, 10), at(9, 30)), (at(10, 11), None), (at(13), None)],
)
def test_in_time_one_has_a_turn_before_the_booked_time_and_late_one_has_not(arrived, turn):
    assert rules.turn(at(10), arrived, TERMS) == turn


def test_too_early_is_said_with_the_hour_to_come_back():
    with pytest.raises(Refused, match=r"09\.30"):
        rules.turn(at(10), at(9, 29), TERMS)


@pytest.mark.parametrize(("day", "code"), [(-1, "past"), (1, "other-day")])
def test_another_day_is_not_today(day, code):
    with pytest.raises(Refused) as refusal:
        rules.require_own_day(at(10, day=day), at(10))
    assert refusal.value.code == code


def test_a_typed_code_is_read_kindly():
    assert tidy_code(" abc-o1il ") == "ABC0111"
    assert tidy_code(short_code()).isalnum()


@pytest.mark.parametrize(("hours", "past"), [(1, 2), (5, 1), (30, 0)])
def test_who_books_at_the_last_moment_is_not_reminded_of_yesterday(hours, past):
    assert rules.reminders_past(at(0) + timedelta(hours=hours), at(0)) == past
