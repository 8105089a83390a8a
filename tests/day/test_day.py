"""Whatever is shown after a day of many people is what their commands amount to."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pytest

from .almanac import WIB
from .comparing import Comparison
from .doing import Day
from .expected import expect
from .pages import read_pages
from .town import town

MORNING = datetime(2026, 11, 20, 10, 40, tzinfo=WIB)
LUNCH = datetime(2026, 11, 20, 12, 20, tzinfo=WIB)
CLOSE = datetime(2026, 11, 20, 16, 30, tzinfo=WIB)
NIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=WIB)
BEFORE_THE_HOLIDAY = datetime(2026, 11, 23, 13, 30, tzinfo=WIB)
IN_IT = datetime(2026, 11, 24, 10, 0, tzinfo=WIB)
ON_LEAVE = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
THE_END = datetime(2026, 11, 27, 17, 0, tzinfo=WIB)


def live(*, residents: int, applications: int, moments: Iterable[datetime], seed: int) -> Counter[str]:
    """A day lived and looked at; what was done and what was compared."""
    dice, done = random.Random(seed), Counter[str]()  # noqa: S311 (dice, not secrets)
    moments, settled = tuple(moments), dict[UUID, int]()
    with town(residents, dice) as place:
        day = Day(place, dice, applications)
        day.open()
        for moment in moments:
            day.run_until(moment)
            is_last = moment == moments[-1]
            found = Comparison(place, expect(place.pack, moment), moment, None if is_last else settled)
            for compare in (found.cases, found.officers, found.money, found.papers, found.messages, found.applicants):
                compare()
            read_pages(found, dice)
            assert not found.differences, f"{moment}, {len(found.differences)}:\n" + "\n".join(found.differences[:20])
            done["compared"] += found.checks.total()
        done.update(day.done)
        done["commands"] = sum(len(case.commands) for case in found.expected.values())
    print(f"\n{applications} applications: {dict(done)}")
    return done


def test_a_morning_of_sixty_applications(db):
    done = live(residents=15, applications=60, moments=[NIGHT], seed=7)

    assert done["submit"] > 50
    assert {"accept", "return", "correct", "pay", "sign", "undo"} <= {*done}


@pytest.mark.slow
def test_a_day_of_a_thousand_applications_and_a_week_after_it(db):
    moments = (MORNING, LUNCH, CLOSE, BEFORE_THE_HOLIDAY, IN_IT, ON_LEAVE, THE_END)
    done = live(residents=200, applications=1000, moments=moments, seed=11)

    assert done["submit"] > 900
    assert {"by-hand", "send-back", "refuse", "undo", "hand over all", "ask-again", "download", "answer"} <= {*done}
