"""A lane stalls: who has more to do goes elsewhere first and loses no turn by it."""

import random
from collections import Counter as Tally
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.notifications.models import Message
from satuatap.domain.visits import actions, queries, rules
from satuatap.domain.visits.lifecycle import ErrandState, VisitState
from satuatap.domain.visits.models import Call, Detour, Errand, Visit
from satuatap.domain.visits.tests.factories import KIOSK, NOON, PACK, call, come, make_lane, make_officer, sit
from satuatap.kernel.errors import NotFound, Refused

MINUTE = timedelta(minutes=1)


@pytest.fixture
def lane(db):
    return make_lane()


@pytest.fixture
def bank(lane):
    return make_lane("bank", "B", site=lane.site)


def waits_at(visit):
    return visit.errands.get(state=ErrandState.WAITING).lane.code


def test_who_waits_where_nobody_calls_goes_to_the_other_lane_first(lane, bank, messages):
    (desk, budi), _till = sit(lane), sit(bank, "Loket 2")
    for _other in range(3):
        come(bank)
    visit, single = come(lane, bank), come(lane)
    actions.tell_me(visit_id=visit.pk, phone="0812 0000 4471", by=KIOSK, at=NOON)
    assert waits_at(visit) == "izin"
    actions.close(counter_id=desk.pk, by=budi, at=NOON + MINUTE, sure=True)

    assert actions.plan_again(by=KIOSK, at=NOON + MINUTE, lane_ids=[lane.pk]) == 1
    assert (waits_at(visit), waits_at(single)) == ("bank", "izin")
    assert actions.plan_again(by=KIOSK, at=NOON + 2 * MINUTE) == 0
    told = queries.visit_by_token(visit.token).detour
    assert (told.left, told.first, told.is_closed) == ("Antrean izin", "Antrean bank", True)
    assert [one.ticket for one in queries.detours(lane.site_id, NOON + 2 * MINUTE)] == [str(visit)]
    assert Message.objects.filter(template="way-changed", address="+6281200004471").exists()


def test_the_turn_in_both_lanes_is_that_of_the_arrival(lane, bank):
    (desk, budi), (till, tono) = sit(lane), sit(bank, "Loket 2")
    before = come(bank, at=NOON - MINUTE)
    visit = come(lane, bank, after=(None, None))
    later, after = come(lane, at=NOON + MINUTE), come(bank, at=NOON + MINUTE)
    actions.pause(counter_id=desk.pk, until=None, by=budi, at=NOON + 2 * MINUTE)
    actions.plan_again(by=KIOSK, at=NOON + 2 * MINUTE)

    order = []
    for _turn in range(3):
        order.append(call(till, tono, NOON + 3 * MINUTE))
        actions.finish(counter_id=till.pk, by=tono, at=NOON + 3 * MINUTE)
    actions.resume(counter_id=desk.pk, by=budi, at=NOON + 4 * MINUTE)

    assert order == [str(before), str(visit), str(after)]
    assert call(desk, budi, NOON + 5 * MINUTE) == str(visit)
    actions.finish(counter_id=desk.pk, by=budi, at=NOON + 5 * MINUTE)
    assert call(desk, budi, NOON + 6 * MINUTE) == str(later)


def test_who_let_others_go_first_does_not_win_the_turn_back_by_a_detour(lane, bank):
    (desk, budi), _till = sit(lane), sit(bank, "Loket 2")
    visit = come(lane, bank)
    for minute in range(1, 7):
        come(lane, at=NOON + minute * MINUTE)
    actions.postpone(visit_id=visit.pk, by=KIOSK, at=NOON + 7 * MINUTE)
    turn = visit.errands.get(lane=lane).rank_at
    actions.pause(counter_id=desk.pk, until=None, by=budi, at=NOON + 7 * MINUTE)
    actions.plan_again(by=KIOSK, at=NOON + 7 * MINUTE)
    _till_counter, tono = _till
    call(_till_counter, tono, NOON + 8 * MINUTE)
    actions.finish(counter_id=_till_counter.pk, by=tono, at=NOON + 8 * MINUTE)

    assert visit.errands.get(lane=lane, state=ErrandState.WAITING).rank_at == turn > NOON


def test_what_must_be_done_first_stays_first_and_a_short_break_moves_nobody(lane, bank):
    (desk, budi), _till = sit(lane), sit(bank, "Loket 2")
    bound = come(lane, bank, after=(None, 0))
    actions.pause(counter_id=desk.pk, until=NOON + 5 * MINUTE, by=budi, at=NOON)
    free = come(bank, lane, after=(None, None))
    assert actions.plan_again(by=KIOSK, at=NOON) == 0
    assert waits_at(bound) == "izin"
    assert waits_at(free) == "bank"

    other = make_lane("pajak", "P", site=lane.site)
    sit(other, "Loket 3")
    brief = come(other, lane)
    assert waits_at(brief) == "pajak"


def test_a_wait_that_grew_far_beyond_another_moves_once_and_not_to_and_fro(lane, bank):
    sit(lane), sit(bank, "Loket 2")
    come(bank)
    visit = come(lane, bank)
    old = make_officer(lane.unit, "Dewi", "guide")
    actions.put_priority(code="lansia", name="Lansia", head_start=60, by=PACK, at=NOON)
    for _other in range(4):
        actions.grant_priority(visit_id=come(lane).pk, code="lansia", by=old, at=NOON)
    assert actions.plan_again(by=KIOSK, at=NOON + 5 * MINUTE) == 0  # has only just come

    assert actions.plan_again(by=KIOSK, at=NOON + 11 * MINUTE) == 1
    assert waits_at(visit) == "bank"
    assert not Detour.objects.get().is_closed
    assert actions.plan_again(by=KIOSK, at=NOON + 30 * MINUTE) == 0


def test_only_the_system_plans_again(lane):
    with pytest.raises(NotFound):
        actions.plan_again(by=make_officer(lane.unit), at=NOON)


spans = st.one_of(st.none(), st.integers(0, 240).map(lambda minutes: timedelta(minutes=minutes)))


@given(spans, st.lists(spans, max_size=4), st.integers(0, 60), st.data())
def test_a_detour_is_ready_and_worth_it(here, waits, waited, data):
    ids = [uuid4() for _one in range(len(waits) + 1)]
    before = [data.draw(st.sampled_from([None, *ids])) for _one in waits]
    now = rules.Outlook(ids[0], 1, here)
    others = [
        rules.Outlook(ids[place], place + 1, wait, after if after != ids[place] else None)
        for place, (wait, after) in enumerate(zip(waits, before, strict=True), 1)
    ]
    chosen = rules.detour(now, timedelta(minutes=waited), True, others)
    if chosen is None:
        return
    assert chosen.after is None
    assert chosen.wait is not None
    assert all(other.wait is None or other.after or chosen.wait <= other.wait for other in others)
    if here is not None:
        assert here >= chosen.wait * 2
        assert here - chosen.wait >= timedelta(minutes=10)
        assert waited >= 10
        back = rules.detour(chosen, timedelta(minutes=60), True, [now])
        assert back is None  # what was better does not send back


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_a_day_of_breaks_and_detours_serves_everybody_once(seed):
    """Whatever rests when: every errand is called once, everybody gets through, ranks in a lane are respected."""
    chance = random.Random(seed)  # noqa: S311 - a play, no secret
    lanes = [make_lane()]
    lanes += [make_lane(code, letter, site=lanes[0].site) for code, letter in (("bank", "B"), ("pajak", "P"))]
    places = [(*sit(one, f"Loket {n}"), one) for n, one in enumerate(lanes)]
    resting: set[int] = set()
    at = NOON
    for minute in range(300):
        at = NOON + minute * MINUTE
        if minute < 15:
            wanted = chance.sample(lanes, chance.randint(1, 3))
            come(*wanted, at=at, after=[None, 0] if len(wanted) > 1 and chance.random() < 0.3 else ())
        for place, (counter, officer, lane) in enumerate(places):
            if place in resting:
                if chance.random() < 0.3 or minute > 60:
                    actions.resume(counter_id=counter.pk, by=officer, at=at)
                    resting.discard(place)
            elif chance.random() < 0.15 and minute <= 60:
                actions.pause(counter_id=counter.pk, until=None, by=officer, at=at)
                resting.add(place)
            elif first := Errand.objects.filter(lane=lane, state="waiting").order_by("rank_at", "id").first():
                assert call(counter, officer, at) == str(first.visit)
                actions.finish(counter_id=counter.pk, by=officer, at=at)
        actions.plan_again(by=KIOSK, at=at)
        if minute >= 15 and not Visit.objects.filter(state=VisitState.OPEN).exists():
            break
    assert not Visit.objects.exclude(state=VisitState.DONE).exists()
    assert set(Tally(Call.objects.values_list("errand_id", flat=True)).values()) == {1}
    for errand in Errand.objects.exclude(after=None).select_related("after"):
        assert errand.after.ended_at <= errand.called_at


def second(visit, *lanes, **given):
    chosen = list(visit.errands.filter(lane__in=lanes).values_list("pk", flat=True))
    facts = {"key": uuid4(), "by": KIOSK, "at": NOON + MINUTE} | given
    return actions.split(visit_id=visit.pk, errand_ids=chosen, **facts)


def test_two_people_with_one_number_get_a_second_with_the_same_arrival(lane, bank):
    (desk, budi), (till, tono) = sit(lane), sit(bank, "Loket 2")
    visit = come(lane, bank)
    key = uuid4()
    other = second(visit, bank, key=key)
    come(bank, at=NOON + MINUTE)

    assert second(visit, bank, key=key).pk == other.pk
    assert (str(visit), str(other), other.came_at, other.split.of) == ("A-001", "B-001", visit.came_at, visit)
    assert call(desk, budi, NOON + 2 * MINUTE) == "A-001"
    assert call(till, tono, NOON + 2 * MINUTE) == "B-001"
    actions.finish(counter_id=desk.pk, by=budi, at=NOON + 3 * MINUTE)
    visit.refresh_from_db()
    assert visit.state == VisitState.DONE


def test_the_errand_that_waits_goes_with_its_turn_and_without_the_others_head_start(lane, bank):
    sit(lane), sit(bank, "Loket 2")
    come(bank)
    visit = come(lane, bank)
    actions.put_priority(code="lansia", name="Lansia", head_start=30, by=PACK, at=NOON)
    actions.grant_priority(visit_id=visit.pk, code="lansia", by=KIOSK, at=NOON)
    other = second(visit, lane)

    assert waits_at(visit) == "bank"
    assert other.errands.get().rank_at == NOON
    assert visit.errands.get(state=ErrandState.WAITING).rank_at == NOON - 30 * MINUTE


def test_what_belongs_together_is_not_torn(lane, bank):
    counter, budi = sit(lane)
    bound = come(lane, bank, after=(None, 0))
    with pytest.raises(Refused, match="keduanya"):
        second(bound, bank)
    with pytest.raises(Refused, match="Sisakan"):
        second(bound, lane, bank)
    with pytest.raises(Refused, match="Pilih"):
        second(bound)
    call(counter, budi)
    free = come(bank, lane, at=NOON - MINUTE)
    with pytest.raises(Refused):
        second(bound, lane)
    with pytest.raises(NotFound):
        second(free, lane, by=make_officer(lane.unit, "Wati", "head-of-agency"))


def test_the_slip_lists_errands_in_the_order_in_which_they_are_gone_to(lane, bank):
    tax = make_lane("pajak", "C", site=lane.site)
    (counter, budi), _till, _desk = sit(lane), sit(bank, "Loket 2"), sit(tax, "Loket 3")
    for _visitor in range(3):
        come(bank)
    visit = come(bank, lane, tax, after=[2, None, None])  # the tax is paid before the bank

    def way():
        return [stop.lane for stop in queries.visit_by_token(visit.token, NOON).stops]

    assert way() == ["Antrean izin", "Antrean pajak", "Antrean bank"]
    call(counter, budi)
    actions.finish(counter_id=counter.pk, by=budi, at=NOON)
    assert way() == ["Antrean izin", "Antrean pajak", "Antrean bank"]


def test_whoever_sits_down_gets_at_once_those_who_wait_where_nobody_calls(lane, bank, run_jobs, time_machine):
    time_machine.move_to(NOON, tick=False)
    visit, single = come(lane, bank), come(lane)
    run_jobs()
    assert waits_at(visit) == "izin"

    till, tono = sit(bank, "Loket 2")
    run_jobs()
    assert (waits_at(visit), waits_at(single)) == ("bank", "izin")
    assert call(till, tono) == str(visit)


def test_whoever_is_back_from_a_break_gets_them_too(lane, bank, run_jobs, time_machine):
    time_machine.move_to(NOON, tick=False)
    till, tono = sit(bank, "Loket 2")
    actions.pause(counter_id=till.pk, until=None, by=tono, at=NOON)
    visit = come(lane, bank)
    run_jobs()
    assert waits_at(visit) == "izin"

    actions.resume(counter_id=till.pk, by=tono, at=NOON)
    run_jobs()
    assert waits_at(visit) == "bank"
