"""The last press at a counter is taken back: within five minutes, with a reason, unless somebody went on."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import Act, Errand, Visit
from satuatap.domain.visits.tests.factories import NOON, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATER = NOON + MINUTE


@pytest.fixture
def hall():
    lane = make_lane()
    counter, budi = sit(lane)
    return lane, counter, budi


def undo(counter, by, at=LATER, reason="Salah tekan", act_id=None):
    last = queries.last_act(counter.pk, at)
    wanted = act_id or (last.id if last else uuid7())
    return actions.undo(counter_id=counter.pk, act_id=wanted, reason=reason, by=by, at=at)


def facts(errand):
    """What an errand is, apart from what its visitor was told."""
    return Errand.objects.values_list(
        "state", "lane", "counter", "times_called", "began_at", "ended_at", "rank_at", "waits_since"
    ).get(pk=errand.pk)


def test_a_wrong_call_is_taken_back_and_the_turn_is_as_before(hall):
    lane, counter, budi = hall
    first = come(lane)
    come(lane, at=LATER)
    before = facts(first.errands.get())
    call(counter, budi, LATER)

    undo(counter, budi)

    assert facts(first.errands.get()) == before
    assert Act.objects.get().reason == "Salah tekan"
    assert Entry.objects.filter(verb="visits.undone").count() == 1
    assert call(counter, budi, LATER + MINUTE) == str(first)


@pytest.mark.parametrize("press", ["start", "finish", "put_back", "park", "transfer"])
def test_each_press_is_taken_back(press, hall):
    lane, counter, budi = hall
    other = make_lane("bank", "B")
    visit = come(lane)
    call(counter, budi)
    if press in ("finish", "put_back", "transfer"):
        actions.start(counter_id=counter.pk, by=budi, at=NOON)
    if press == "park":
        for _time in range(2):
            actions.call_again(counter_id=counter.pk, key=uuid4(), by=budi, at=NOON)
    before = facts(visit.errands.get())
    given = {"lane_id": other.pk} if press == "transfer" else {}
    getattr(actions, press)(counter_id=counter.pk, by=budi, at=LATER, **given)
    assert facts(visit.errands.get()) != before

    undo(counter, budi, LATER + MINUTE)

    assert facts(visit.errands.get()) == before
    assert Visit.objects.get().state == "open"


def test_finished_by_mistake_the_next_errand_is_a_plan_again(hall):
    lane, counter, budi = hall
    visit = come(lane, make_lane("bank", "B"))
    call(counter, budi)
    actions.finish(counter_id=counter.pk, by=budi, at=LATER)
    assert [e.state for e in visit.errands.order_by("position")] == ["done", "waiting"]

    undo(counter, budi)

    assert [e.state for e in visit.errands.order_by("position")] == ["called", "planned"]
    actions.finish(counter_id=counter.pk, by=budi, at=LATER)
    assert [e.state for e in visit.errands.order_by("position")] == ["done", "waiting"]


def test_after_finish_and_call_both_are_taken_back_one_by_one(hall):
    lane, counter, budi = hall
    first, second = come(lane), come(lane, at=LATER)
    call(counter, budi)
    actions.finish(counter_id=counter.pk, by=budi, at=LATER)
    call(counter, budi, LATER)

    undo(counter, budi)
    undo(counter, budi)

    assert [v.errands.get().state for v in (first, second)] == ["called", "waiting"]


def test_pressed_twice_or_in_two_tabs_one_press_is_taken_back(hall):
    lane, counter, budi = hall
    visit = come(lane)
    call(counter, budi)
    actions.start(counter_id=counter.pk, by=budi, at=NOON)
    last = queries.last_act(counter.pk, LATER)

    for _tab in range(2):
        undo(counter, budi, act_id=last.id)

    assert visit.errands.get().state == "called"
    assert Act.objects.exclude(undone_at=None).count() == 1


def test_refused_when_another_counter_has_called_the_visitor(hall):
    lane, counter, budi = hall
    other_counter, siti = sit(lane, "Loket 2")
    come(lane)
    call(counter, budi)
    actions.put_back(counter_id=counter.pk, by=budi, at=LATER)
    call(other_counter, siti, LATER)

    with pytest.raises(Conflict, match="A-001 sudah dipanggil ke Loket 2"):
        undo(counter, budi)


def test_refused_when_the_visitor_has_left(hall):
    lane, counter, budi = hall
    visit = come(lane)
    call(counter, budi)
    actions.put_back(counter_id=counter.pk, by=budi, at=LATER)
    actions.leave(visit_id=visit.pk, by=budi, at=LATER)

    with pytest.raises(Conflict, match="sudah dikembalikan"):
        undo(counter, budi)


def test_refused_without_a_reason_too_late_and_for_an_older_press(hall):
    lane, counter, budi = hall
    come(lane), come(lane, at=LATER)
    call(counter, budi)
    actions.start(counter_id=counter.pk, by=budi, at=NOON)
    start = queries.last_act(counter.pk, NOON).id
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)

    with pytest.raises(Refused, match="mengapa"):
        undo(counter, budi, reason="  ")
    with pytest.raises(Refused, match="terakhir"):
        undo(counter, budi, act_id=start)
    with pytest.raises(Refused, match="5 menit"):
        undo(counter, budi, NOON + 6 * MINUTE, act_id=start)
    actions.pause(counter_id=counter.pk, until=None, by=budi, at=LATER)
    with pytest.raises(Refused, match="jeda"):
        undo(counter, budi)


def test_another_officer_and_another_counter_take_nothing_back(hall):
    lane, counter, budi = hall
    other_counter, siti = sit(lane, "Loket 2")
    come(lane)
    call(counter, budi)
    last = queries.last_act(counter.pk, LATER).id

    with pytest.raises(NotFound):
        actions.undo(counter_id=counter.pk, act_id=last, reason="Salah", by=siti, at=LATER)
    with pytest.raises(Refused):
        actions.undo(counter_id=other_counter.pk, act_id=last, reason="Salah", by=siti, at=LATER)
    with pytest.raises(NotFound):
        actions.undo(counter_id=counter.pk, act_id=last, reason="Salah", by=make_officer(lane.unit), at=LATER)


def test_who_sits_down_later_does_not_take_back_what_another_did(hall):
    lane, counter, budi = hall
    come(lane)
    call(counter, budi)
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    actions.close(counter_id=counter.pk, by=budi, at=NOON)
    dina = make_officer(lane.unit, "Dina")
    actions.sit_down(counter_id=counter.pk, by=dina, at=NOON)

    with pytest.raises(Refused, match="Anda"):
        undo(counter, dina)
