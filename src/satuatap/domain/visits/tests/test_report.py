"""The report of a day says what became of everybody, and when two figures disagree."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.lifecycle import ErrandState
from satuatap.domain.visits.models import Channel, Errand, Series, Visit
from satuatap.domain.visits.tests.factories import KIOSK, NOON, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=20)


def day_of(lane, at=NOON, day=None):
    manager = make_officer(lane.unit, "Bambang", "mall-manager")
    return queries.day_report(actor=manager, site_id=lane.site_id, day=day, at=at)


def test_everybody_is_accounted_for(db):
    lane = make_lane()
    other = make_lane("bank", "B")
    counter, budi = sit(lane)
    come(lane, other)
    come(lane)
    gone = come(other)
    actions.begin(site_id=lane.site_id, asks=[actions.Ask(lane.pk)], channel="kiosk", key=uuid4(), by=KIOSK, at=NOON)
    call(counter, budi, LATER)
    actions.call_again(counter_id=counter.pk, key=uuid4(), by=budi, at=LATER)
    actions.start(counter_id=counter.pk, by=budi, at=LATER)
    actions.finish(counter_id=counter.pk, by=budi, at=LATER + timedelta(minutes=6))
    actions.leave(visit_id=gone.pk, by=KIOSK, at=LATER)

    found = day_of(lane)

    assert (found.given, found.handed, found.pending, found.void) == (4, 3, 1, 0)
    assert (found.finished, found.went, found.here) == (0, 1, 2)
    assert (found.calls, found.recalls, found.errands) == (2, 1, 4)
    assert found.channels == (("kiosk", 3),)
    rows = {row.lane: row for row in found.lanes}
    assert (rows["Antrean izin"].done, rows["Antrean izin"].left, rows["Antrean izin"].wait) == (1, 1, 20)
    assert (rows["Antrean bank"].done, rows["Antrean bank"].dropped, rows["Antrean bank"].left) == (0, 1, 1)
    assert rows["Antrean izin"].serving == 6
    assert [(row.officer, row.done) for row in found.sittings] == [("Loket 1", 1)]
    assert found.balances


def test_what_is_done_after_a_change_of_officers_is_the_new_one_s(db):
    lane = make_lane()
    counter, budi = sit(lane)
    come(lane)
    come(lane)
    call(counter, budi, NOON)
    actions.finish(counter_id=counter.pk, by=budi, at=LATER)
    actions.close(counter_id=counter.pk, sure=True, by=budi, at=LATER)
    wati = make_officer(lane.unit, "Wati")
    actions.sit_down(counter_id=counter.pk, by=wati, at=LATER)
    call(counter, wati, LATER)
    actions.finish(counter_id=counter.pk, by=wati, at=LATER + timedelta(minutes=1))

    found = day_of(lane)

    assert [(row.officer, row.done) for row in found.sittings] == [("Loket 1", 1), ("Wati", 1)]


def test_it_says_where_two_figures_disagree(db):
    lane = make_lane()
    counter, _budi = sit(lane)
    come(lane)
    Series.objects.update(last=3)
    errands = Errand.objects.all()
    errands.update(state=ErrandState.DONE, counter=counter, began_at=NOON, ended_at=NOON - timedelta(hours=1))

    found = day_of(lane)

    assert dict(found.differences) == {"numbers": 2, "served": 1, "calls": 1}
    assert not found.balances
    Visit.objects.update(channel=Channel.PAPER)  # on paper nobody is called and no counter is open
    assert dict(day_of(lane).differences) == {"numbers": 3}  # slips are not of the series


def test_only_who_runs_a_hall_reads_it_and_no_day_is_still_to_come(db):
    lane = make_lane()
    with pytest.raises(NotFound):
        queries.day_report(actor=make_officer(lane.unit), site_id=lane.site_id, day=None, at=NOON)

    assert day_of(lane, day=NOON.date() + timedelta(days=9)).day == NOON.date()
    assert day_of(lane, day=NOON.date() - timedelta(days=9)).given == 0
