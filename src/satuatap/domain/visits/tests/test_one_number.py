"""One number for all errands, from the door to the last counter."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.visits import actions
from satuatap.domain.visits.lifecycle import ErrandState, VisitState
from satuatap.domain.visits.models import Call, Visit
from satuatap.domain.visits.tests.factories import KIOSK, NOON, call, come, make_lane, make_officer, make_site, sit
from satuatap.kernel.errors import Conflict, NotFound, Refused

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def lane():
    return make_lane()


def test_numbers_of_a_letter_run_from_one_every_day(lane):
    first, second = come(lane), come(lane)
    tomorrow = come(lane, at=NOON + timedelta(days=1))

    assert [str(first), str(second), str(tomorrow)] == ["A-001", "A-002", "A-001"]


def test_two_lanes_with_one_letter_share_its_numbers(lane):
    assert str(come(lane)) == "A-001"
    assert str(come(make_lane("tanya", "A"))) == "A-002"


def test_a_number_asked_for_twice_is_one(lane):
    key = uuid4()

    assert come(lane, key=key).pk == come(lane, key=key).pk
    assert str(come(lane)) == "A-002"


def test_a_key_belongs_to_one_site(lane):
    key = uuid4()
    come(lane, key=key)
    with pytest.raises(Conflict):
        come(make_lane(site=make_site("genteng")), key=key)


def test_nobody_is_called_under_a_number_that_was_not_handed_out(lane):
    counter, budi = sit(lane)
    ask = [actions.Ask(lane.pk)]
    unseen = actions.begin(site_id=lane.site_id, asks=ask, channel="kiosk", key=uuid4(), by=KIOSK, at=NOON)
    with pytest.raises(Refused, match="Belum ada"):
        call(counter, budi)

    actions.void(visit_id=unseen.pk, by=KIOSK, at=NOON)
    with pytest.raises(Refused, match="Belum ada"):
        call(counter, budi)
    with pytest.raises(Refused):
        actions.leave(visit_id=unseen.pk, by=KIOSK, at=NOON)


def test_numbers_nobody_saw_are_void_after_ten_minutes(lane):
    ask = [actions.Ask(lane.pk)]
    unseen = actions.begin(site_id=lane.site_id, asks=ask, channel="kiosk", key=uuid4(), by=KIOSK, at=NOON)
    come(lane)

    assert actions.forget_unseen(by=KIOSK, at=NOON + 9 * MINUTE) == 0
    assert actions.forget_unseen(by=KIOSK, at=NOON + 11 * MINUTE) == 1
    unseen.refresh_from_db()
    assert unseen.state == VisitState.VOID
    assert Visit.objects.filter(state=VisitState.OPEN).count() == 1


def test_first_come_first_called(lane):
    counter, budi = sit(lane)
    for minute in (2, 0, 1):
        come(lane, at=NOON + minute * MINUTE)

    called = []
    for _turn in range(3):
        called.append(call(counter, budi, NOON + 5 * MINUTE))
        actions.finish(counter_id=counter.pk, by=budi, at=NOON + 6 * MINUTE)

    assert called == ["A-002", "A-003", "A-001"]


def test_a_visitor_with_three_errands_keeps_the_number(lane):
    bank, police = make_lane("bank", "B"), make_lane("polres", "D")
    visit = come(lane, bank, police)
    places = [sit(one, f"Loket {n}") for n, one in enumerate([lane, bank, police], 1)]

    met = []
    for _stop in range(3):
        for counter, officer in places:
            try:
                met.append((call(counter, officer), counter.name))
            except Refused:
                continue
            actions.start(counter_id=counter.pk, by=officer, at=NOON)
            actions.finish(counter_id=counter.pk, by=officer, at=NOON)

    assert [number for number, _where in met] == [str(visit)] * 3
    assert {where for _number, where in met} == {"Loket 1", "Loket 2", "Loket 3"}
    visit.refresh_from_db()
    assert visit.state == VisitState.DONE


def test_the_shorter_lane_comes_first_and_what_depends_waits(lane):
    bank = make_lane("bank", "B")
    sit(lane), sit(bank, "Loket 2")
    for _other in range(3):
        come(lane)

    freely = come(lane, bank)
    bound = come(lane, bank, after=(None, 0))

    assert freely.errands.get(state=ErrandState.WAITING).lane == bank
    assert bound.errands.get(state=ErrandState.WAITING).lane == lane


def test_the_second_lane_counts_from_the_arrival(lane):
    bank = make_lane("bank", "B")
    (desk, budi), (till, tono) = sit(lane), sit(bank, "Loket 2")
    early = come(lane, bank, after=(None, 0))
    come(bank, at=NOON + MINUTE)
    call(desk, budi, NOON + 2 * MINUTE)
    actions.finish(counter_id=desk.pk, by=budi, at=NOON + 3 * MINUTE)

    assert call(till, tono, NOON + 4 * MINUTE) == str(early)


def test_a_press_that_comes_twice_calls_once(lane):
    counter, budi = sit(lane)
    come(lane), come(lane)
    key = uuid4()

    assert call(counter, budi, key=key) == call(counter, budi, key=key) == "A-001"
    assert Call.objects.count() == 1
    with pytest.raises(Refused, match="Masih ada"):
        call(counter, budi)


def test_who_does_not_come_is_parked_after_three_calls_and_may_come_back(lane):
    counter, budi = sit(lane)
    visit = come(lane)
    for minute in range(1, 8):
        come(lane, at=NOON + minute * MINUTE)
    call(counter, budi)
    with pytest.raises(Refused, match="3 kali"):
        actions.park(counter_id=counter.pk, by=budi, at=NOON)
    for _time in range(2):
        actions.call_again(counter_id=counter.pk, key=uuid4(), by=budi, at=NOON)
    actions.park(counter_id=counter.pk, by=budi, at=NOON)

    actions.bring_back(visit_id=visit.pk, by=KIOSK, at=NOON)
    order = []
    for _turn in range(8):
        order.append(call(counter, budi))
        actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    assert order.index(str(visit)) == 5


def test_another_lane_takes_over_with_number_and_turn(lane):
    bank = make_lane("bank", "B")
    (desk, budi), (till, tono) = sit(lane), sit(bank, "Loket 2")
    visit = come(lane)
    come(bank, at=NOON + MINUTE)
    call(desk, budi)

    actions.transfer(counter_id=desk.pk, lane_id=bank.pk, by=budi, at=NOON)

    assert call(till, tono) == str(visit)


def test_a_counter_takes_the_lane_whose_first_waited_longest_by_weight(lane):
    quick = make_lane("tanya", "Q", is_quick=True)
    counter, budi = sit(lane, more=[(quick, 3)])
    come(lane, at=NOON)
    come(quick, at=NOON + 6 * MINUTE)

    assert call(counter, budi, NOON + 8 * MINUTE) == "A-001"  # 8 minutes against 3 times 2
    actions.finish(counter_id=counter.pk, by=budi, at=NOON + 8 * MINUTE)
    come(lane, at=NOON + 7 * MINUTE)
    assert call(counter, budi, NOON + 9 * MINUTE) == "Q-001"  # 2 minutes against 3 times 3


def test_nobody_is_called_during_a_break_nor_by_who_does_not_sit_there(lane):
    counter, budi = sit(lane)
    come(lane)
    with pytest.raises(NotFound):
        call(counter, make_officer(lane.unit, "Tono"))
    actions.pause(counter_id=counter.pk, until=None, by=budi, at=NOON)
    with pytest.raises(Refused, match="jeda"):
        call(counter, budi)
    actions.resume(counter_id=counter.pk, by=budi, at=NOON)
    assert call(counter, budi) == "A-001"
    with pytest.raises(Refused, match="Masih ada"):
        actions.close(counter_id=counter.pk, by=budi, at=NOON)


def test_a_counter_has_one_officer_and_an_officer_one_counter(lane):
    counter, budi = sit(lane)
    with pytest.raises(Refused, match="dipakai"):
        actions.sit_down(counter_id=counter.pk, by=make_officer(lane.unit, "Sari"), at=NOON)
    other, _sari = sit(lane, "Loket 2")
    actions.close(counter_id=other.pk, by=_sari, at=NOON)
    with pytest.raises(Refused, match="loket lain"):
        actions.sit_down(counter_id=other.pk, by=budi, at=NOON)


def test_a_lane_gives_no_more_numbers_than_its_quota_nor_after_its_hour(lane):
    few = make_lane("kuota", "K", quota=2)
    come(few), come(few)
    with pytest.raises(Refused, match="habis"):
        come(few)
    with pytest.raises(Refused, match=r"10\.00"):
        come(make_lane("pagi", "P", last_number_at=NOON.replace(hour=10, tzinfo=None).time()))


def test_who_leaves_is_not_called_any_more(lane):
    counter, budi = sit(lane)
    gone = come(lane)
    stays = come(lane)
    actions.leave(visit_id=gone.pk, by=KIOSK, at=NOON)

    assert call(counter, budi) == str(stays)
    with pytest.raises(Refused, match="dipanggil"):
        actions.leave(visit_id=stays.pk, by=KIOSK, at=NOON)
    with pytest.raises(Refused, match="sudah selesai"):
        actions.add_errand(visit_id=gone.pk, ask=actions.Ask(lane.pk), by=KIOSK, at=NOON)


def test_one_more_errand_under_the_same_number(lane):
    bank = make_lane("bank", "B")
    (desk, budi), (till, tono) = sit(lane), sit(bank, "Loket 2")
    visit = come(lane)
    call(desk, budi)
    actions.add_errand(visit_id=visit.pk, ask=actions.Ask(bank.pk), by=budi, at=NOON)
    with pytest.raises(Refused, match="Belum ada"):
        call(till, tono)
    actions.finish(counter_id=desk.pk, by=budi, at=NOON)

    assert call(till, tono) == str(visit)


def test_whose_name_the_counter_shows_can_read_of_the_look(lane, rani):
    counter, budi = sit(lane)
    asks = [actions.Ask(lane.pk)]
    visit = actions.begin(
        site_id=lane.site_id, asks=asks, channel="kiosk", key=uuid4(), party_id=rani.party_id, by=KIOSK, at=NOON
    )
    actions.hand_out(visit_id=visit.pk, by=KIOSK, at=NOON)
    call(counter, budi)
    for _press in range(2):
        actions.start(counter_id=counter.pk, by=budi, at=NOON)

    look = Entry.objects.get(verb="looked", party_id=str(rani.party_id))
    assert (look.by, look.purpose, list(look.fields)) == (budi.id, f"melayani nomor {visit}", ["case", "name"])
