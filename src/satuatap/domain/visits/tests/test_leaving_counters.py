"""Whoever closes a counter knows whom they leave waiting, and those who wait see it; which lane comes next is shown."""

from datetime import timedelta

import pytest

from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import Sitting
from satuatap.domain.visits.tests.factories import NOON, call, come, make_lane, sit
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_the_last_open_counter_closes_only_on_purpose_while_people_wait():
    lane = make_lane()
    counter, budi = sit(lane)
    come(lane), come(lane)

    with pytest.raises(Refused, match=r"Antrean izin \(2\)"):
        actions.close(counter_id=counter.pk, by=budi, at=NOON)
    assert Sitting.objects.get().state == "open"
    actions.close(counter_id=counter.pk, by=budi, at=NOON, sure=True)
    assert Sitting.objects.get().state == "closed"


def test_it_closes_at_once_when_another_counter_calls_the_lane_or_nobody_waits():
    lane = make_lane()
    (counter, budi), (other, siti) = sit(lane), sit(lane, "Loket 2")
    come(lane)

    actions.close(counter_id=counter.pk, by=budi, at=NOON)
    with pytest.raises(Refused, match="tidak ada loket lain"):
        actions.close(counter_id=other.pk, by=siti, at=NOON)
    call(other, siti)
    actions.finish(counter_id=other.pk, by=siti, at=NOON)
    actions.close(counter_id=other.pk, by=siti, at=NOON)


def test_the_counter_shows_first_whom_the_next_call_takes():
    slow, quick = make_lane(), make_lane("cepat", "Q")
    counter, budi = sit(slow, more=[(quick, 3)])
    come(slow), come(quick, at=NOON + 5 * MINUTE), come(slow, at=NOON + 6 * MINUTE)

    for minutes, first in ((7, "A-001"), (9, "Q-001")):
        at = NOON + minutes * MINUTE
        waiting = queries.counter_now(actor=budi, counter_id=counter.pk, at=at).waiting
        assert [row.number for row in waiting if row.is_next] == [waiting[0].number] == [first]
    assert call(counter, budi, at) == first
