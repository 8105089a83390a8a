from datetime import date, time, timedelta

import pytest

from satuatap.domain.agencies import queries, rules
from satuatap.domain.agencies.actions import close_unit, drop_holiday, put_holidays, put_hours
from satuatap.domain.agencies.events import CalendarChanged
from satuatap.domain.agencies.models import OpeningHours
from satuatap.domain.agencies.rules import DayHours, HolidayRow
from satuatap.domain.agencies.tests.factories import (
    BY,
    FIVE_DAYS,
    HOURS_FROM,
    NOON,
    SIX_DAYS,
    at,
    make_site,
    make_unit,
    make_village,
)
from satuatap.domain.regions.tests.factories import make_area
from satuatap.kernel.actors import Holding, account_actor
from satuatap.kernel.calendars import Interval, nth_day_close, working_time
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, day) for day in (23, 27, 28, 29))
RAMADAN = tuple(DayHours(weekday, time(8), time(15)) for weekday in range(5))


@pytest.fixture
def told(monkeypatch):
    """The events that were published."""
    heard = []
    monkeypatch.setattr("satuatap.domain.agencies.actions.places.publish", heard.append)
    return heard


def open_on(unit, start, end=None):
    return queries.open_intervals(unit_id=unit.pk, start=start, end=end or start)


def put(rows, *, start=HOURS_FROM, **owner):
    put_hours(rows=rows, valid_from=start, by=BY, at=NOON, **owner)


def holiday(on, name="Hari libur", **facts):
    put_holidays(rows=[HolidayRow(on, name, **facts)], by=BY, at=NOON)


def test_a_week_has_breaks_and_an_early_friday():
    unit = make_unit()

    week = open_on(unit, MONDAY, SUNDAY)

    assert week[:2] == (Interval(at(23, 7, 30), at(23, 12)), Interval(at(23, 12, 30), at(23, 15, 30)))
    assert week[-2:] == (Interval(at(27, 7), at(27, 11, 30)), Interval(at(27, 13), at(27, 15)))
    assert len(week) == 10


def test_working_time_is_read_once_and_then_remembered(django_assert_num_queries, settings):
    settings.REMEMBER_SECONDS = 60
    make_area()
    unit = make_unit(area_code="35.10")
    holiday(FRIDAY, area_code="35.10")

    with django_assert_num_queries(3):
        open_on(unit, MONDAY, MONDAY + timedelta(days=400))
        open_on(unit, MONDAY, FRIDAY)
        assert queries.zone_of(unit.pk).key == unit.zone


def test_a_unit_without_hours_follows_its_week():
    five, six = make_unit("lima", hours=()), make_unit("enam", hours=(), week="six")
    put(FIVE_DAYS, week="five")
    put(SIX_DAYS, week="six")

    assert open_on(five, SATURDAY) == ()
    assert open_on(six, SATURDAY) == (Interval(at(28, 8), at(28, 14)),)


def test_a_unit_of_which_no_hours_are_known_is_never_open():
    assert open_on(make_unit(hours=()), MONDAY, SUNDAY) == ()


def test_own_hours_go_before_those_of_the_week():
    unit = make_unit(hours=[DayHours(0, time(18), time(21))])
    put(FIVE_DAYS, week="five", start=date(2026, 1, 1))

    assert open_on(unit, MONDAY, FRIDAY) == (Interval(at(23, 18), at(23, 21)),)


def test_a_timetable_with_a_last_day_goes_before_all_others_and_holds_as_a_whole():
    unit = make_unit()
    put(RAMADAN, week="five", start=MONDAY, valid_to=date(2026, 11, 26), label="Ramadan")

    days = open_on(unit, MONDAY, FRIDAY)

    assert days[0] == Interval(at(23, 8), at(23, 15))  # no break
    assert days[-1] == Interval(at(27, 13), at(27, 15))  # Friday again as ever


def test_a_later_timetable_goes_before_an_earlier_one():
    unit = make_unit()
    put([DayHours(0, time(9), time(10))], unit_code=unit.code, start=date(2026, 11, 1))

    assert open_on(unit, MONDAY, FRIDAY) == (Interval(at(23, 9), at(23, 10)),)
    assert len(open_on(unit, date(2026, 10, 26))) == 2  # the Monday before it held


def test_put_hours_replaces_the_timetable_of_the_same_first_day(told):
    unit = make_unit()
    told.clear()

    put(SIX_DAYS, unit_code=unit.code)
    put(SIX_DAYS, unit_code=unit.code)

    assert OpeningHours.objects.filter(unit=unit).count() == 6
    assert told == [CalendarChanged(from_on=HOURS_FROM, unit_id=unit.pk)]


@pytest.mark.parametrize(
    "rows",
    [
        [DayHours(0, time(12), time(8))],
        [DayHours(0, time(8), time(12)), DayHours(0, time(11), time(14))],
        [DayHours(7, time(8), time(12))],
    ],
)
def test_put_hours_refuses_impossible_hours(rows):
    make_unit()

    with pytest.raises(Refused, match="tidak mungkin"):
        put(rows, unit_code="dpmptsp")


def test_put_hours_wants_one_owner():
    with pytest.raises(ValueError, match="belong to"):
        put(FIVE_DAYS, week="five", unit_code="dpmptsp")


@pytest.mark.parametrize("kind", ["national", "joint-leave", "local"])
def test_a_holiday_closes_the_day(kind):
    unit = make_unit()
    holiday(FRIDAY, kind=kind)

    assert open_on(unit, date(2026, 11, 26), SUNDAY) == open_on(unit, date(2026, 11, 26))


def test_a_local_holiday_closes_what_lies_in_its_area():
    village, agency = make_village(), make_unit("disdik", area_code="35.10.16")
    region = make_unit("setda")
    holiday(MONDAY, "Hari jadi Licin", kind="local", area_code="35.10.24")

    assert open_on(village, MONDAY) == ()
    assert len(open_on(agency, MONDAY)) == len(open_on(region, MONDAY)) == 2


@pytest.mark.parametrize(
    ("holiday_area", "office_area", "closed"),
    [
        ("", "35.10.24.2008", True),
        ("", "", True),
        ("35.10", "", True),
        ("35.10.24", "", False),
        ("35.10", "35.10.24.2008", True),
        ("35.10.24", "35.10.24", True),
        ("35.10.2", "35.10.24", False),
        ("35.10.24.2008", "35.10.24", False),
    ],
)
def test_a_holiday_reaches_the_areas_inside_its_own(holiday_area, office_area, closed):
    assert rules.holds_in(holiday_area, office_area) == closed


def test_holidays_are_entered_once_and_can_be_taken_back(told):
    make_unit()
    told.clear()
    rows = [HolidayRow(FRIDAY, "Cuti bersama", "joint-leave"), HolidayRow(MONDAY, "Libur")]

    assert put_holidays(rows=rows, by=BY, at=NOON) == 2
    assert put_holidays(rows=rows, by=BY, at=NOON) == 0
    drop_holiday(on=FRIDAY, by=BY, at=NOON)

    assert told == [CalendarChanged(from_on=MONDAY), CalendarChanged(from_on=FRIDAY)]
    with pytest.raises(NotFound):
        drop_holiday(on=FRIDAY, by=BY, at=NOON)


def test_time_in_which_a_unit_could_not_work_is_cut_out(told):
    unit = make_unit()
    told.clear()
    head = account_actor(uuid7(), "Sari", holdings=[Holding("head-of-agency", unit.pk)])

    close_unit(unit_id=unit.pk, start=at(23, 10), end=at(23, 13), cause="Listrik padam", by=head, at=NOON)

    assert open_on(unit, MONDAY) == (Interval(at(23, 7, 30), at(23, 10)), Interval(at(23, 13), at(23, 15, 30)))
    assert told == [CalendarChanged(from_on=MONDAY, unit_id=unit.pk)]


def test_close_unit_refuses_a_missing_cause_and_times_in_the_wrong_order():
    unit = make_unit()

    with pytest.raises(Refused, match="sebab"):
        close_unit(unit_id=unit.pk, start=at(23, 10), end=at(23, 13), cause=" ", by=BY, at=NOON)
    with pytest.raises(Refused, match="sesudah"):
        close_unit(unit_id=unit.pk, start=at(23, 13), end=at(23, 10), cause="Listrik padam", by=BY, at=NOON)


def test_the_head_of_another_unit_does_not_close_this_one():
    unit, other = make_unit(), make_unit("dispendukcapil")
    tono = account_actor(uuid7(), "Tono", holdings=[Holding("head-of-agency", other.pk)])

    with pytest.raises(NotFound):
        close_unit(unit_id=unit.pk, start=at(23, 10), end=at(23, 13), cause="Listrik padam", by=tono, at=NOON)


def test_a_unit_in_another_zone_opens_by_its_own_clock():
    unit = make_unit(zone="Asia/Jayapura")

    first = open_on(unit, MONDAY)[0]

    assert first.start == at(23, 5, 30)  # 07.30 there
    assert first.start.utcoffset() == timedelta(hours=9)


def test_a_promise_counts_over_a_holiday():
    unit = make_unit()
    holiday(date(2026, 11, 25))

    calendar = open_on(unit, MONDAY, date(2026, 12, 31))

    assert nth_day_close(NOON, 3, calendar, queries.zone_of(unit.pk)) == at(27, 15)
    assert working_time(at(24, 15), at(26, 8), calendar) == timedelta(hours=1)


def test_a_site_is_open_until_it_closes():
    site = make_site()

    today = queries.hours_today(site.pk, at(23, 9))

    assert (today.is_open, today.closes, today.hours) == (True, time(14), ((time(8), time(14)),))


def test_a_closed_site_says_when_it_opens_next():
    site = make_site()

    assert queries.hours_today(site.pk, at(23, 7)).opens_next == at(23, 8)
    assert queries.hours_today(site.pk, at(28, 14)).opens_next == at(30, 8, month=11)


def test_a_holiday_is_named_as_the_reason():
    site = make_site()
    holiday(MONDAY, "Maulid Nabi")

    today = queries.hours_today(site.pk, at(23, 9))

    assert (today.is_open, today.holiday, today.opens_next) == (False, "Maulid Nabi", at(24, 8))


def test_festival_hours_hold_for_their_days():
    site = make_site()
    put([DayHours(0, time(8), time(22))], site_code="mpp", start=MONDAY, valid_to=MONDAY, label="Festival")

    assert queries.hours_today(site.pk, at(23, 21)).closes == time(22)
    assert not queries.hours_today(site.pk, at(24, 21)).is_open


def test_a_site_without_hours_does_not_pretend():
    today = queries.hours_today(make_site(hours=()).pk, at(23, 9))

    assert (today.is_open, today.closes, today.opens_next) == (False, None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_all_sites_does_not_grow(rows, django_assert_num_queries):
    for number in range(rows):
        make_site(f"site-{number}")

    with django_assert_num_queries(3):
        assert len(queries.sites_today(at(23, 9))) == rows
