import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel.calendars import (
    NOTHING,
    Interval,
    NotEnoughCalendar,
    add_working_time,
    day_closes,
    is_open,
    merge,
    next_opening,
    nth_day_close,
    overlap,
    subtract,
    working_time,
)

WIB = ZoneInfo("Asia/Jakarta")
BASE = datetime(2026, 11, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)


def minute(n: int) -> datetime:
    return BASE + timedelta(minutes=n)


def minutes(calendar) -> set[int]:
    """Every whole minute of a calendar: the slow and obvious picture that the quick functions must agree with."""
    return {
        n
        for interval in calendar
        for n in range(
            int((interval.start - BASE) / timedelta(minutes=1)), int((interval.end - BASE) / timedelta(minutes=1))
        )
    }


spans = st.builds(
    lambda start, length: Interval(minute(start), minute(start + length)), st.integers(0, 500), st.integers(1, 90)
)
calendars = st.lists(spans, max_size=8)
moments = st.integers(-50, 700).map(minute)


def office_week(day: int = 23) -> tuple[Interval, ...]:
    """Monday to Friday of the last week of November 2026: 08.00-12.00 and 13.00-16.00, Friday break 11.30-13.00."""
    found = []
    for offset in range(5):
        noon = (
            datetime(2026, 11, day + offset, 11, 30, tzinfo=WIB)
            if offset == 4
            else datetime(2026, 11, day + offset, 12, tzinfo=WIB)
        )
        found.append(Interval(noon.replace(hour=8, minute=0), noon))
        found.append(Interval(noon.replace(hour=13, minute=0), noon.replace(hour=16, minute=0)))
    return tuple(found)


@given(calendars)
def test_merge_keeps_the_time_and_leaves_gaps_between(intervals):
    merged = merge(intervals)

    assert minutes(merged) == minutes(intervals)
    assert all(a.end < b.start for a, b in itertools.pairwise(merged))


@given(calendars, calendars)
def test_subtract_and_overlap_split_the_time_in_two(intervals, others):
    outside, inside = subtract(intervals, others), overlap(intervals, others)

    assert minutes(outside) == minutes(intervals) - minutes(others)
    assert minutes(inside) == minutes(intervals) & minutes(others)
    assert sum((i.length for i in (*outside, *inside)), NOTHING) == sum((i.length for i in merge(intervals)), NOTHING)


@given(calendars.map(merge), moments)
def test_a_moment_is_open_when_it_lies_in_the_calendar(calendar, at):
    assert is_open(at, calendar) == (int((at - BASE) / timedelta(minutes=1)) in minutes(calendar))


@given(calendars.map(merge), moments, st.integers(0, 200))
def test_adding_working_time_and_counting_it_agree(calendar, start, amount):
    try:
        end = add_working_time(start, timedelta(minutes=amount), calendar)
    except NotEnoughCalendar:
        assert len([n for n in minutes(calendar) if minute(n) >= start]) < amount
        return

    assert end >= start
    assert working_time(start, end, calendar) == timedelta(minutes=amount)


@given(calendars.map(merge), moments, st.integers(0, 90), st.integers(0, 90))
def test_adding_twice_is_adding_the_sum(calendar, start, first, second):
    first, second = timedelta(minutes=first), timedelta(minutes=second)
    try:
        at_once = add_working_time(start, first + second, calendar)
    except NotEnoughCalendar:
        return

    assert add_working_time(add_working_time(start, first, calendar), second, calendar) == at_once


@given(calendars.map(merge), moments, moments, moments)
def test_working_time_adds_up(calendar, a, b, c):
    a, b, c = sorted([a, b, c])
    try:
        whole = working_time(a, c, calendar)
    except NotEnoughCalendar:
        return

    assert working_time(a, b, calendar) + working_time(b, c, calendar) == whole
    assert NOTHING <= whole <= c - a


@given(calendars.map(merge), moments, st.integers(1, 3))
def test_the_nth_day_close_is_the_end_of_an_open_day_later_than_the_start(calendar, start, days):
    try:
        close = nth_day_close(start, days, calendar, WIB)
    except NotEnoughCalendar:
        return

    assert close in day_closes(calendar, WIB).values()
    assert close > start


def test_the_day_of_acceptance_does_not_count():
    monday_morning = datetime(2026, 11, 23, 9, tzinfo=WIB)

    assert nth_day_close(monday_morning, 3, office_week(), WIB) == datetime(2026, 11, 26, 16, tzinfo=WIB)


def test_the_zone_decides_which_day_it_is():
    monday_night_in_jakarta = datetime(2026, 11, 23, 23, 30, tzinfo=WIB)  # still Monday there, Tuesday in Jayapura

    assert nth_day_close(monday_night_in_jakarta, 1, office_week(), WIB).day == 24
    assert nth_day_close(monday_night_in_jakarta, 1, office_week(), ZoneInfo("Asia/Jayapura")).day == 25


def test_hours_run_over_breaks_and_nights():
    thursday = datetime(2026, 11, 26, 15, tzinfo=WIB)

    assert add_working_time(thursday, 4 * HOUR, office_week()) == datetime(2026, 11, 27, 11, tzinfo=WIB)
    assert add_working_time(thursday, 5 * HOUR, office_week()) == datetime(2026, 11, 27, 13, 30, tzinfo=WIB)


def test_time_used_up_at_closing_ends_at_closing():
    assert add_working_time(datetime(2026, 11, 23, 15, tzinfo=WIB), HOUR, office_week()) == datetime(
        2026, 11, 23, 16, tzinfo=WIB
    )


def test_the_next_opening_is_now_while_it_is_open():
    noon = datetime(2026, 11, 23, 12, tzinfo=WIB)

    assert next_opening(noon, office_week()) == noon.replace(hour=13)
    assert next_opening(noon.replace(hour=14), office_week()) == noon.replace(hour=14)


@pytest.mark.parametrize(
    "ask",
    [
        lambda at: add_working_time(at, 9 * HOUR, office_week()),
        lambda at: working_time(at, at + timedelta(days=7), office_week()),
        lambda at: nth_day_close(at, 1, office_week(), WIB),
        lambda at: next_opening(at.replace(hour=16), office_week()),
        lambda at: working_time(at, at + HOUR, ()),
    ],
)
def test_a_calendar_that_ends_too_early_is_refused(ask):
    with pytest.raises(NotEnoughCalendar):
        ask(datetime(2026, 11, 27, 9, tzinfo=WIB))


def test_impossible_questions_are_refused():
    at = datetime(2026, 11, 23, 9, tzinfo=WIB)

    with pytest.raises(ValueError, match="ends after"):
        Interval(at, at)
    with pytest.raises(ValueError, match="never taken back"):
        add_working_time(at, -HOUR, office_week())
    with pytest.raises(ValueError, match="backwards"):
        working_time(at, at - HOUR, office_week())
    with pytest.raises(ValueError, match="at least one"):
        nth_day_close(at, 0, office_week(), WIB)
