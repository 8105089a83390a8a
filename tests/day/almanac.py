"""A small almanac of its own: the hours of offices with a five-day week, and counting in them minute by minute.

Written from the hours as they are published, not from our calendars, so that both can be compared.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
A_DAY = timedelta(days=1)
NONE = timedelta(0)
WEEKDAYS = ((time(7, 30), time(12)), (time(13), time(16)))
FRIDAYS = ((time(7, 30), time(11, 30)), (time(13), time(16, 30)))


class Almanac:
    """``holidays`` are the days on which nobody works, as far as they are known."""

    def __init__(self, holidays: set[date]) -> None:
        self.holidays = holidays

    def hours(self, day: date) -> list[tuple[datetime, datetime]]:
        """The open stretches of a day."""
        if day in self.holidays or day.weekday() > 4:
            return []
        told = FRIDAYS if day.weekday() == 4 else WEEKDAYS
        return [(datetime.combine(day, a, WIB), datetime.combine(day, b, WIB)) for a, b in told]

    def days(self, start: datetime) -> Iterator[date]:
        day = start.astimezone(WIB).date()
        while True:
            yield day
            day += A_DAY

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The office hours between two moments."""
        sum_ = NONE
        for day in self.days(start):
            if day > end.astimezone(WIB).date():
                return sum_
            for opens, closes in self.hours(day):
                sum_ += max(NONE, min(closes, end) - max(opens, start))
        raise AssertionError

    def after(self, start: datetime, hours: timedelta) -> datetime:
        """The moment so many office hours later."""
        left = hours
        for day in self.days(start):
            for opens, closes in self.hours(day):
                begin = max(opens, start)
                if begin < closes and closes - begin >= left:
                    return begin + left
                left -= max(NONE, closes - begin)
        raise AssertionError

    def close_of(self, start: datetime, days: int) -> datetime:
        """The close of the n-th working day after the day of a moment."""
        first = start.astimezone(WIB).date()
        for day in self.days(start):
            if day > first and (open_ := self.hours(day)):
                days -= 1
                if days == 0:
                    return open_[-1][1]
        raise AssertionError

    def end_of(self, span: str, start: datetime) -> datetime:
        """``4 working hours`` or ``1 working day`` after a moment."""
        amount, _working, unit = span.split()
        if unit.startswith("hour"):
            return self.after(start, timedelta(hours=int(amount)))
        return self.close_of(start, int(amount))

    def promised(self, span: str, start: datetime, rests: list[tuple[datetime, datetime | None]]) -> datetime | None:
        """The end of a promise: what was left of it when it rested is left when it goes on; none while it rests."""
        due = self.end_of(span, start)
        for begins, ends in rests:
            if ends is None:
                return None
            if begins < due:
                due = self.after(ends, self.worked(begins, due))
        return due
