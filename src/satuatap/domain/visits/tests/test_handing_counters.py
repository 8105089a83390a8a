"""One computer, several officers: a counter passes to whoever goes on there, with the visitor who is being served."""

from uuid import uuid4

import pytest

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import Sitting
from satuatap.domain.visits.tests.factories import NOON, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    lane = make_lane()
    counter, budi = sit(lane)
    come(lane)
    call(counter, budi)
    actions.start(counter_id=counter.pk, by=budi, at=NOON)
    return counter, budi, make_officer(lane.unit, "Dina")


def hand(counter, to, by):
    return actions.hand_counter(counter_id=counter.pk, to=to, by=by, at=NOON)


def test_the_nextsiti_goes_on_with_the_visitor(hall):
    counter, budi, dina = hall

    hand(counter, dina, budi)

    guest = queries.counter_now(actor=dina, counter_id=counter.pk, at=NOON).guest
    assert (guest.number, guest.state) == ("A-001", "serving")
    assert queries.own_counter(dina) == counter.pk
    assert queries.own_counter(budi) is None
    assert Entry.objects.filter(verb="visits.counter-handed", by=budi.id).count() == 1
    with pytest.raises(NotFound):
        actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    actions.finish(counter_id=counter.pk, by=dina, at=NOON)


def test_pressed_twice_the_second_finds_nothing_to_hand(hall):
    counter, budi, dina = hall
    hand(counter, dina, budi)

    with pytest.raises(NotFound):
        hand(counter, dina, budi)
    assert hand(counter, dina, dina).officer == dina.id
    assert Sitting.objects.exclude(state="closed").count() == 1


def test_a_break_goes_on_for_the_nextsiti(hall):
    counter, budi, dina = hall
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    actions.pause(counter_id=counter.pk, until=None, by=budi, at=NOON)

    assert hand(counter, dina, budi).state == "break"


def test_who_does_not_work_there_or_sits_elsewhere_does_not_take_it(hall):
    counter, budi, dina = hall
    stranger = make_officer(make_unit("bapenda", name="Bapenda"), "Tono")
    with pytest.raises(Refused, match="tidak bertugas"):
        hand(counter, stranger, budi)
    _second, siti = sit(make_lane(site=counter.site, unit=counter.unit), "Loket 2")
    with pytest.raises(Refused, match="masih tercatat di loket lain"):
        hand(counter, siti, budi)
    with pytest.raises(NotFound):
        hand(counter, dina, siti)
    assert queries.own_counter(budi) == counter.pk


def test_the_name_that_the_counter_shows_is_a_look_of_the_nextsiti_too(hall, rani):
    counter, budi, dina = hall
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    lane = make_lane(site=counter.site, unit=counter.unit)
    visit = actions.begin(
        site_id=counter.site_id, asks=[actions.Ask(lane.pk)], channel="guide", key=uuid4(), party_id=rani.party_id,
        by=make_officer(counter.unit, "Intan", "guide"), at=NOON,
    )  # fmt: skip
    actions.hand_out(visit_id=visit.pk, by=budi, at=NOON)
    call(counter, budi)
    actions.start(counter_id=counter.pk, by=budi, at=NOON)

    hand(counter, dina, budi)

    assert Entry.objects.filter(verb="looked", party_id=str(rani.party_id), by=dina.id).count() == 1
