"""Worked examples of the promise clock, each end counted by hand on the calendar of Ramadan and Idul Fitri 2026.

A five-day office. Until 20 March Ramadan hours: Monday to Thursday 08.00-12.00 and 12.30-15.00, Friday 07.00-11.30 and
13.00-15.00 (6.5 hours each). From 25 March ordinary hours: Monday to Thursday 07.30-12.00 and 12.30-15.30 (7.5 hours),
Friday as before. Closed: 18 to 24 March (joint leave, Nyepi, Idul Fitri) and Friday, 3 April. 16 March is a Monday.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from satuatap.domain.agencies.tests.factories import FIVE_DAYS, WIB
from satuatap.domain.cases.rules.charging import Spell, charged
from satuatap.domain.cases.rules.clock import Rest, due_at
from satuatap.domain.cases.rules.flow import parse_span
from satuatap.kernel.calendars import Interval

RAMADAN_ENDS = date(2026, 3, 20)
CLOSED = {*(date(2026, 3, day) for day in range(18, 25)), date(2026, 4, 3)}
FASTING = ((time(8), time(12)), (time(12, 30), time(15)))
FRIDAY = 4


def intervals() -> Iterator[Interval]:
    for number in range(60):
        day = date(2026, 3, 2) + timedelta(days=number)
        ordinary = [(hours.opens, hours.closes) for hours in FIVE_DAYS if hours.weekday == day.weekday()]
        fasting = day <= RAMADAN_ENDS and day.weekday() < FRIDAY
        for opens, closes in () if day in CLOSED else FASTING if fasting else ordinary:
            yield Interval(datetime.combine(day, opens, WIB), datetime.combine(day, closes, WIB))


CALENDAR = tuple(intervals())


def at(text: str) -> datetime:
    """``3-16 09:00``: 16 March 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("promise", "accepted", "rests", "end"),
    [
        # working days: the close of the n-th open day after the day of acceptance
        ("1 working day", "3-16 09:00", [], "3-17 15:00"),
        ("1 working day", "3-17 09:00", [], "3-25 15:30"),  # the next open day comes after a week of holidays
        ("2 working days", "3-16 09:00", [], "3-25 15:30"),
        ("3 working days", "3-17 10:00", [], "3-27 15:00"),  # 25, 26, 27: a Friday closes at three
        ("5 working days", "3-16 14:00", [], "3-30 15:30"),  # 17, 25, 26, 27, 30
        ("10 working days", "3-9 09:00", [], "3-30 15:30"),  # 10-13, 16, 17, 25, 26, 27, 30
        ("14 working days", "3-2 09:00", [], "3-27 15:00"),  # 3-6, 9-13, 16, 17, 25, 26, 27
        ("1 working day", "3-20 10:00", [], "3-25 15:30"),  # accepted on joint leave
        ("1 working day", "3-13 10:00", [], "3-16 15:00"),  # Friday to Monday
        ("1 working day", "4-2 09:00", [], "4-6 15:30"),  # over Good Friday and the weekend
        ("2 working days", "4-1 09:00", [], "4-6 15:30"),  # 2, 6
        # working hours
        ("4 working hours", "3-16 08:00", [], "3-16 12:00"),
        ("5 working hours", "3-16 08:00", [], "3-16 13:30"),  # over the break
        ("2 working hours", "3-16 14:00", [], "3-17 09:00"),  # one today, one from eight tomorrow
        ("2 working hours", "3-17 14:00", [], "3-25 08:30"),  # one before the holidays, one after, from half past seven
        ("6 working hours", "3-17 08:00", [], "3-17 14:30"),
        ("7 working hours", "3-17 08:00", [], "3-25 08:00"),  # 6.5 hours of a fasting day, half an hour of the next
        ("8 working hours", "3-25 07:30", [], "3-26 08:00"),  # 7.5 hours of an ordinary day
        ("3 working hours", "3-13 10:00", [], "3-13 14:30"),  # Friday: 1.5 before prayer, 1.5 after
        ("3 working hours", "3-13 14:00", [], "3-16 10:00"),
        ("1 working hour", "3-27 11:00", [], "3-27 13:30"),
        ("1 working hour", "3-27 12:00", [], "3-27 14:00"),  # accepted in the Friday break
        ("2 working hours", "4-2 15:00", [], "4-6 09:00"),
        # plain time runs through everything
        ("2 days", "3-17 10:00", [], "3-19 10:00"),
        ("7 days", "3-18 08:00", [], "3-25 08:00"),
        ("36 hours", "3-17 10:00", [], "3-18 22:00"),
        ("30 minutes", "3-17 14:50", [], "3-17 15:20"),
        # pauses: what was left when they began is left when they end
        ("1 working day", "3-16 09:00", [("3-16 10:00", "3-16 11:00")], "3-25 08:30"),  # 11 h left, 10 till the 17th
        ("1 working day", "3-16 09:00", [("3-16 12:00", "3-16 12:30")], "3-17 15:00"),  # only the break
        ("1 working day", "3-17 09:00", [("3-17 14:00", "3-24 10:00")], "3-26 08:30"),  # 8.5 h left: 7.5 and 1
        ("1 working day", "3-17 09:00", [("3-19 08:00", "3-23 08:00")], "3-25 15:30"),  # only holidays
        ("3 working days", "3-25 09:00", [("3-27 10:00", "3-30 09:00")], "3-31 13:00"),  # 11 h left: 6 and 5
        ("2 working hours", "3-27 10:00", [("3-27 11:00", "3-27 13:00")], "3-27 14:00"),  # an hour left
        ("4 working hours", "3-25 08:00", [("3-25 09:00", "3-25 10:00"), ("3-25 13:00", "3-25 14:00")], "3-25 14:30"),
        ("2 days", "3-17 10:00", [("3-18 10:00", "3-20 10:00")], "3-21 10:00"),
        ("1 working day", "3-16 09:00", [("3-25 08:00", "3-25 09:00")], "3-17 15:00"),  # after the end
    ],
)
def test_a_promise_ends_where_a_clerk_would_put_it(promise, accepted, rests, end):
    pauses = [Rest(at(begins), at(ends), "applicant") for begins, ends in rests]

    assert due_at(parse_span(promise), at(accepted), pauses, CALENDAR, WIB) == at(end)


@pytest.mark.parametrize(
    ("promise", "accepted", "pauses", "outages", "end"),
    [
        # 11 h left at ten; the outage keeps on what the pause began: 2.5 h of Monday, 6.5 of Tuesday, 2 after the holidays
        ("1 working day", "3-16 09:00", [("3-16 10:00", "3-16 11:00")], [("3-16 10:30", "3-16 12:00")], "3-25 09:30"),
        # the power was off before the case was accepted: only the hour after that counts, 12.5 h from ten
        ("1 working day", "3-25 09:00", [], [("3-25 07:30", "3-25 10:00")], "3-27 08:00"),
        ("1 working day", "3-25 09:00", [], [("3-24 08:00", "3-25 08:00")], "3-26 15:30"),  # over before it
        ("1 working day", "3-17 09:00", [], [("3-18 08:00", "3-24 16:00")], "3-25 15:30"),  # only holidays
        # two outages and a pause from 10.15 to 13.30 of a Friday: 1.75 h left, 1.5 that day
        (
            "2 working hours", "3-27 10:00", [("3-27 10:30", "3-27 11:00")],
            [("3-27 10:15", "3-27 11:30"), ("3-27 11:00", "3-27 13:30")], "3-30 07:45",
        ),
        ("2 days", "3-17 10:00", [("3-18 10:00", "3-18 12:00")], [("3-18 11:00", "3-18 22:00")], "3-19 22:00"),
        # the applicant has it all the while: the outage adds nothing
        ("1 working day", "3-16 09:00", [("3-16 10:00", "3-16 12:00")], [("3-16 10:30", "3-16 11:30")], "3-25 09:30"),
    ],
)  # fmt: skip
def test_an_outage_rests_the_promise_once_whatever_else_rests_it(promise, accepted, pauses, outages, end):
    rests = [Rest(at(begins), at(ends), "applicant") for begins, ends in pauses]
    rests += [Rest(at(begins), at(ends), "outage") for begins, ends in outages]

    assert due_at(parse_span(promise), at(accepted), rests, CALENDAR, WIB) == at(end)


OWN, TAX, PARKS = "unit:", "unit:bapenda", "unit:dlh"


@pytest.mark.parametrize(
    ("spells", "outages", "hours"),
    [
        # the agency waits for another agency overnight: 4.5 hours of Monday, one of Tuesday
        ([("3-16 08:00", "3-16 10:00", OWN), ("3-16 10:00", "3-17 09:00", TAX)], [], {OWN: 2.0, TAX: 5.5}),
        # the applicant has it over the holidays: 5.5 hours before them, 1.5 after
        ([("3-17 09:00", "3-25 09:00", "applicant"), ("3-25 09:00", "3-25 12:00", OWN)], [], {"applicant": 7.0, OWN: 3.0}),
        # a payment made on joint leave costs only the afternoon before it
        ([("3-17 14:00", "3-21 10:00", "payment")], [], {"payment": 1.0}),
        # two agencies at once share an ordinary day; the first to answer leaves the rest to the other
        ([("3-25 07:30", "3-26 07:30", f"{TAX} {PARKS}")], [], {TAX: 3.75, PARKS: 3.75}),
        (
            [("3-25 07:30", "3-25 09:30", f"{TAX} {PARKS}"), ("3-25 09:30", "3-25 12:00", PARKS)],
            [],
            {PARKS: 3.5, TAX: 1.0},
        ),
        # an outage takes its hours from whoever had the case; over the break it takes none
        ([("3-16 08:00", "3-16 15:00", TAX)], [("3-16 09:00", "3-16 11:00")], {TAX: 4.5, "outage": 2.0}),
        ([("3-27 10:00", "3-27 14:00", OWN)], [("3-27 11:30", "3-27 13:00")], {OWN: 2.5}),
        # outages that overlap count once
        ([("3-26 08:00", "3-26 12:00", OWN)], [("3-26 08:00", "3-26 10:00"), ("3-26 09:00", "3-26 11:00")],
         {"outage": 3.0, OWN: 1.0}),
    ],
)  # fmt: skip
def test_the_time_is_charged_to_whoever_had_the_case(spells, outages, hours):
    had = [Spell(at(begins), at(ends), tuple(who.split())) for begins, ends, who in spells]
    parts = charged(had, [Interval(at(begins), at(ends)) for begins, ends in outages], CALENDAR)

    assert {who: spent / timedelta(hours=1) for who, spent in parts.items()} == hours
