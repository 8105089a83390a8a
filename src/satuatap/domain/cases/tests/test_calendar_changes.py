"""When hours or holidays change, running promises are counted anew, once nobody remembers the old calendar."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from satuatap.domain.agencies.actions import put_holidays
from satuatap.domain.agencies.events import CalendarChanged
from satuatap.domain.agencies.rules import HolidayRow
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.cases import tasks
from satuatap.domain.cases.models import Case, DueChange
from satuatap.kernel.actors import system

from .factories import do, make_case

SYSTEM = system("test")


@pytest.fixture
def running(permit, rani, budi, noon):
    case = make_case(rani, noon)
    do(case, "periksa", "accept", budi, noon)
    return Case.objects.get(pk=case.pk)


def test_a_new_holiday_moves_the_promised_day_and_keeps_the_old_one(running, noon, run_jobs):
    put_holidays(rows=[HolidayRow(date(2026, 11, 25), "Hari libur")], by=SYSTEM, at=noon)
    run_jobs()

    moved = Case.objects.get(pk=running.pk)
    thursday, friday = (timezone.localtime(due).strftime("%a %H.%M") for due in (running.due_at, moved.due_at))
    assert (thursday, friday) == ("Thu 15.30", "Fri 15.00")  # offices close earlier on Friday
    change = DueChange.objects.filter(case=moved, cause="calendar").get()
    assert (change.old, change.new) == (running.due_at, moved.due_at)


def test_a_new_holiday_moves_the_limits_of_accepting_and_of_the_step_and_the_place_in_the_inbox(
    permit, rani, noon, run_jobs
):
    evening = noon.replace(hour=15)
    sent = make_case(rani, evening)
    put_holidays(rows=[HolidayRow(date(2026, 11, 24), "Hari libur")], by=SYSTEM, at=evening)
    run_jobs()

    moved = Case.objects.get(pk=sent.pk)
    task, limit = moved.tasks.get(), timezone.localtime(moved.accept_due_at)
    assert [timezone.localtime(at).day for at in (limit, task.due_at, task.rank_at)] == [25, 25, 25]


def test_told_twice_it_moves_once(running, noon, run_jobs):
    put_holidays(rows=[HolidayRow(date(2026, 11, 25), "Hari libur")], by=SYSTEM, at=noon)
    run_jobs()
    tasks.count_anew(CalendarChanged(from_on=date(2026, 11, 25)))
    run_jobs()

    assert DueChange.objects.filter(case=running, cause="calendar").count() == 1


def test_the_calendar_of_another_office_moves_nothing(running, noon):
    other = make_unit("bapenda")

    tasks.recompute_due(str(other.pk))

    assert Case.objects.get(pk=running.pk).due_at == running.due_at


def test_counting_waits_until_no_process_remembers_the_old_hours(running, settings, monkeypatch):
    settings.REMEMBER_SECONDS = 5
    asked = []
    monkeypatch.setattr(tasks, "defer", lambda name, **options: asked.append((name, options["wait"])))

    tasks.count_anew(CalendarChanged(from_on=date(2026, 11, 25)))

    assert asked == [("cases.recompute_due", timedelta(seconds=10))]
