"""From a booking to a call: the number, the turn, and what a second errand is worth."""

from datetime import timedelta

import pytest

from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, at, put_hours
from satuatap.domain.appointments import actions as appointments
from satuatap.domain.appointments.tests.factories import book, make_plan
from satuatap.domain.visits import actions
from satuatap.domain.visits.lifecycle import ErrandState, VisitState
from satuatap.domain.visits.tests.factories import KIOSK, PACK, call, come, make_lane, sit
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
NINE = at(24, 9)


@pytest.fixture
def lane(db):
    return make_lane()


@pytest.fixture
def plan(lane, noon, messages):
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=noon)
    return make_plan(noon, lane.code, site=lane.site, unit=lane.unit)


def arrive(booking, moment):
    visit, in_time = actions.check_in(booking_id=booking.pk, site_id=booking.plan.site_id, by=KIOSK, at=moment)
    return actions.hand_out(visit_id=visit.pk, by=KIOSK, at=moment), in_time


def test_who_booked_is_called_before_those_who_came_after_the_turn_of_the_booking(lane, plan, noon):
    booking = book(plan, NINE, noon)
    early, later = come(lane, at=at(24, 8, 20)), come(lane, at=at(24, 8, 40))
    visit, in_time = arrive(booking, at(24, 8, 55))
    counter, budi = sit(lane)
    called = []
    for minute in range(3):
        called.append(call(counter, budi, NINE + timedelta(minutes=minute)))
        actions.finish(counter_id=counter.pk, by=budi, at=NINE + timedelta(minutes=minute))

    assert in_time
    assert (visit.channel, visit.party_id) == ("booking", None)
    assert called == [str(early), str(visit), str(later)]


def test_who_comes_late_waits_like_everybody(lane, plan, noon):
    booking = book(plan, NINE, noon)
    other = come(lane, at=at(24, 9, 15))
    visit, in_time = arrive(booking, at(24, 9, 20))
    counter, budi = sit(lane)

    assert not in_time
    assert call(counter, budi, at(24, 9, 21)) == str(other)
    assert visit.errands.get().state == ErrandState.WAITING


def test_checking_in_twice_gives_one_number_and_another_only_when_nobody_saw_the_first(lane, plan, noon):
    booking = book(plan, NINE, noon)
    first, _in_time = actions.check_in(booking_id=booking.pk, site_id=lane.site_id, by=KIOSK, at=NINE)
    again, _in_time = actions.check_in(booking_id=booking.pk, site_id=lane.site_id, by=KIOSK, at=NINE)
    actions.void(visit_id=first.pk, by=KIOSK, at=NINE)
    new, in_time = actions.check_in(booking_id=booking.pk, site_id=lane.site_id, by=KIOSK, at=at(24, 9, 30))

    assert first.pk == again.pk != new.pk
    assert (new.state, in_time) == (VisitState.PENDING, True)
    assert new.errands.get().turn_at == at(24, 8, 30)


def test_a_full_lane_takes_in_who_booked(lane, plan, noon):
    make_lane(quota=1, last_number_at=at(24, 8).time(), site=lane.site, unit=lane.unit)
    booking = book(plan, NINE, noon)
    come(lane, at=at(24, 7, 50))

    assert arrive(booking, NINE)[1]


def test_a_second_errand_counts_from_the_arrival(lane, plan, noon):
    bank = make_lane("bank", "B", site=lane.site, unit=lane.unit)
    booking = book(plan, NINE, noon)
    visit, _in_time = arrive(booking, at(24, 8, 50))
    actions.add_errand(visit_id=visit.pk, ask=actions.Ask(bank.pk), by=KIOSK, at=NINE)
    counter, budi = sit(lane)
    call(counter, budi, NINE)
    actions.finish(counter_id=counter.pk, by=budi, at=NINE)

    assert visit.errands.get(lane=bank).rank_at == at(24, 8, 50)


def test_only_the_door_checks_in(lane, plan, noon, dewi):
    booking = book(plan, NINE, noon)
    with pytest.raises(NotFound):
        actions.check_in(booking_id=booking.pk, site_id=lane.site_id, by=dewi, at=NINE)
    appointments.cancel(token=booking.token, by=KIOSK, at=noon)
    with pytest.raises(Refused):
        actions.check_in(booking_id=booking.pk, site_id=lane.site_id, by=KIOSK, at=NINE)
