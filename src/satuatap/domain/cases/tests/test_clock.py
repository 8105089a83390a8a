"""The promise clock on the calendar of an office: dates counted by hand.

The office of these examples works Monday to Thursday 07.30-12.00 and 12.30-15.30, Friday 07.00-11.30 and 13.00-15.00;
Thursday 26 November 2026 is a holiday in them.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.agencies.tests.factories import FIVE_DAYS
from satuatap.domain.cases.rules.clock import Rest, due_at, end_of, left, merged, since, used
from satuatap.domain.cases.rules.flow import Span, parse_span
from satuatap.kernel.calendars import Interval, NotEnoughCalendar

WIB = ZoneInfo("Asia/Jakarta")
HOLIDAYS = {date(2026, 11, 26)}


def calendar(days: int = 60, first: date = date(2026, 11, 16)) -> tuple[Interval, ...]:
    spans = []
    for number in range(days):
        day = first + timedelta(days=number)
        for hours in FIVE_DAYS:
            if hours.weekday == day.weekday() and day not in HOLIDAYS:
                spans.append(
                    Interval(
                        datetime.combine(day, hours.opens, WIB),
                        datetime.combine(day, hours.closes, WIB),
                    )
                )
    return tuple(spans)


CALENDAR = calendar()


def at(text: str) -> datetime:
    """``23 09:00``: a day of November 2026; ``D1 09:00``: of December."""
    day, hour = text.split()
    month = 12 if day.startswith("D") else 11
    return datetime.combine(date(2026, month, int(day.lstrip("D"))), time.fromisoformat(hour), WIB)


@pytest.mark.parametrize(
    ("promise", "start", "end"),
    [
        ("1 working day", "23 09:00", "24 15:30"),  # Monday → close of Tuesday
        ("1 working day", "23 16:00", "24 15:30"),  # after closing on Monday still counts from Monday
        ("3 working days", "23 09:00", "27 15:00"),  # Tue, Wed, (Thu is a holiday) Fri
        ("1 working day", "25 09:00", "27 15:00"),  # over the holiday
        ("1 working day", "27 14:00", "30 15:30"),  # over the weekend
        ("1 working day", "28 10:00", "30 15:30"),  # accepted on a Saturday
        ("5 working days", "20 08:00", "30 15:30"),  # Mon Tue Wed Fri Mon
        ("5 working hours", "23 08:00", "23 13:30"),  # the lunch break does not count
        ("4 working hours", "23 13:00", "24 09:00"),  # 2.5 h today, 1.5 h tomorrow from 07.30
        ("2 working hours", "27 11:00", "27 14:30"),  # over the Friday break
        ("1 working hour", "25 15:00", "27 07:30"),  # half an hour left on Wednesday, half on Friday
        ("1 working hour", "28 10:00", "30 08:30"),  # asked on a Saturday
        ("2 days", "27 10:00", "29 10:00"),  # plain days run through the weekend
        ("30 minutes", "23 15:20", "23 15:50"),
        ("14 days", "23 10:00", "D7 10:00"),
    ],
)
def test_a_promise_ends_when_a_clerk_would_say_so(promise, start, end):
    assert end_of(parse_span(promise), at(start), CALENDAR, WIB) == at(end)


@pytest.mark.parametrize(
    ("promise", "start", "rests", "end"),
    [
        ("1 working day", "23 09:00", [("24 08:00", "24 09:00")], "25 08:30"),  # an hour's rest, an hour later
        # 12.5 h were left: 5 on Wednesday, none on the holiday, 6.5 on Friday, 1 on Monday
        ("1 working day", "23 09:00", [("23 10:00", "25 10:00")], "30 08:30"),
        ("3 working days", "23 09:00", [("24 08:00", "24 08:00")], "27 15:00"),  # a rest of no length
        ("1 working day", "23 09:00", [("25 08:00", "25 09:00")], "24 15:30"),  # after the end: too late to matter
        ("2 days", "23 10:00", [("24 10:00", "24 22:00")], "25 22:00"),
        ("4 working hours", "23 08:00", [("23 09:00", "23 10:00"), ("23 10:30", "23 11:00")], "23 14:00"),
    ],
)
def test_a_rest_moves_the_end_by_what_was_left(promise, start, rests, end):
    pauses = [Rest(at(a), at(b), "applicant") for a, b in rests]

    assert due_at(parse_span(promise), at(start), pauses, CALENDAR, WIB) == at(end)


def test_while_it_rests_a_promise_has_no_end():
    assert (
        due_at(Span(1, "working-day"), at("23 09:00"), [Rest(at("23 10:00"), None, "payment")], CALENDAR, WIB) is None
    )


def test_what_is_left_counts_working_time_and_goes_below_zero():
    span = Span(1, "working-day")
    assert left(span, at("24 14:30"), at("24 15:30"), CALENDAR) == timedelta(hours=1)
    assert left(span, at("25 08:30"), at("24 15:30"), CALENDAR) == timedelta(hours=-1)
    assert left(Span(2, "days"[:-1]), at("24 10:00"), at("25 12:00"), CALENDAR) == timedelta(hours=26)


def test_a_calendar_that_ends_too_early_is_said():
    with pytest.raises(NotEnoughCalendar):
        end_of(Span(90, "working-day"), at("23 09:00"), CALENDAR, WIB)


moments = st.integers(0, 17 * 24 * 60).map(lambda minutes: at("17 00:00") + timedelta(minutes=minutes))


@given(
    moments,
    st.lists(st.tuples(moments, moments), max_size=4),
    st.sampled_from(["2 working days", "9 working hours", "3 days"]),
)
def test_a_rest_never_takes_time_away_and_never_starts_the_count_anew(start, pairs, promise):
    span = parse_span(promise)
    moments_in_order = sorted(moment for pair in pairs for moment in pair if moment >= start)
    rests = [
        Rest(begin, end, "applicant") for begin, end in zip(moments_in_order[::2], moments_in_order[1::2], strict=False)
    ]
    plain = end_of(span, start, CALENDAR, WIB)
    moved = due_at(span, start, rests, CALENDAR, WIB)

    assert moved >= plain
    in_halves = [
        Rest(part[0], part[1], "outage") for rest in rests for part in ((rest.begins_at, rest.ends_at), _half(rest))
    ]
    assert due_at(span, start, in_halves, CALENDAR, WIB) == moved, "time that is paused twice is paused once"
    spent = used(span, start, moved, rests, CALENDAR)
    assert spent == used(span, start, plain, [], CALENDAR), "what is used at the end is what was promised"


stretches = st.lists(st.tuples(moments, moments).map(sorted), max_size=3)


@given(moments, stretches, stretches, st.sampled_from(["2 working days", "9 working hours", "3 days"]))
def test_pauses_and_outages_rest_a_promise_for_the_time_that_either_of_them_takes(start, pauses, outages, promise):
    span = parse_span(promise)
    rests = [Rest(*pair, "applicant") for pair in pauses] + [Rest(*pair, "outage") for pair in outages]
    due = due_at(span, start, rests, CALENDAR, WIB)

    assert due == due_at(span, start, rests[::-1], CALENDAR, WIB) == due_at(span, start, merged(rests), CALENDAR, WIB)
    assert due == due_at(span, start, since(rests, start), CALENDAR, WIB), "what lies before the case does not count"
    whole = used(span, start, end_of(span, start, CALENDAR, WIB), [], CALENDAR)
    assert used(span, start, due, rests, CALENDAR) == whole, "what is used at the end is what was promised"


def _half(rest: Rest) -> tuple[datetime, datetime]:
    """The first half of a rest: another cause within the same time."""
    return rest.begins_at, rest.begins_at + (rest.ends_at - rest.begins_at) / 2


def test_rests_that_overlap_or_touch_are_one_and_an_open_one_swallows_what_follows():
    rests = [
        Rest(at("23 09:00"), at("23 11:00"), "applicant"),
        Rest(at("23 10:00"), at("23 12:00"), "outage"),
        Rest(at("23 12:00"), at("23 12:30"), "payment"),
        Rest(at("24 09:00"), None, "outage"),
        Rest(at("24 10:00"), at("24 11:00"), "applicant"),
    ]

    assert merged(rests) == [
        Rest(at("23 09:00"), at("23 12:30"), "applicant"),
        Rest(at("24 09:00"), None, "outage"),
    ]
