"""Numbers by phone: kept on the way, called only after one has reported, lapsed when nobody does."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.together import at_once

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, put_hours
from satuatap.domain.notifications.models import Message
from satuatap.domain.visits import actions, queries, rules
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.models import RemoteTicket, Visit
from satuatap.domain.visits.rules import RemoteTerms
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

from .factories import KIOSK, NOON, PACK, call, come, make_lane, make_officer, make_site, sit

pytestmark = pytest.mark.usefixtures("messages")
TERMS = RemoteTerms(each=1, minutes=60, late=20, head_start=20, share=50, begins=time(8), ends=time(14))
PAGE = system("queue-page")
PHONE, OTHER = "+6281234567890", "+6281234567899"


def minutes(many: float) -> timedelta:
    return timedelta(minutes=many)


def hall(terms: RemoteTerms = TERMS, code: str = "izin", site=None):
    """A lane with an open counter, where numbers are given by phone."""
    lane = make_lane(code, site=site)
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=NOON)
    actions.put_remote(site_id=lane.site_id, terms=terms, by=PACK, at=NOON)
    return lane, *sit(lane, f"Loket {code}")


def ask(lane, phone: str = PHONE, at: datetime = NOON, key=None) -> Visit:
    return actions.ask_remotely(
        site_id=lane.site_id, lane_ids=[lane.pk], phone=phone, key=key or uuid4(), by=PAGE, at=at
    ).visit


def report(visit: Visit, at: datetime):
    return actions.report(visit_id=visit.pk, site_id=visit.site_id, by=KIOSK, at=at)


@pytest.mark.django_db
class TestOneNumber:
    def test_it_is_not_called_before_its_holder_has_reported(self):
        lane, counter, officer = hall()
        visit = ask(lane)

        with pytest.raises(Refused):
            call(counter, officer, NOON + minutes(5))
        report(visit, NOON + minutes(10))

        assert call(counter, officer, NOON + minutes(11)) == str(visit)

    def test_who_comes_in_time_has_the_turn_of_the_moment_they_asked_but_not_far_before_those_in_the_hall(self):
        lane, counter, officer = hall()
        early = come(lane, at=NOON)
        kept = ask(lane, at=NOON + minutes(1))
        late = come(lane, at=NOON + minutes(15))
        long_there = come(lane, at=NOON + minutes(16))

        report(kept, NOON + minutes(35.5))  # twenty minutes of head start: half a minute after the second came

        order = [call(counter, officer, NOON + minutes(40))]
        for one in range(1, 4):
            actions.start(counter_id=counter.pk, by=officer, at=NOON + minutes(40 + one))
            actions.finish(counter_id=counter.pk, by=officer, at=NOON + minutes(40.5 + one))
            order.append(call(counter, officer, NOON + minutes(41 + one)))
        assert order == [str(early), str(late), str(kept), str(long_there)]

    def test_who_comes_too_late_for_the_place_waits_behind(self):
        lane, counter, officer = hall()
        kept = ask(lane)
        other = come(lane, at=NOON + minutes(61))

        _visit, in_time = report(kept, NOON + minutes(62))

        assert not in_time
        assert call(counter, officer, NOON + minutes(63)) == str(other)

    def test_with_whom_nobody_reports_it_lapses_is_told_and_gets_no_other_that_day(self):
        lane, _counter, _officer = hall()
        kept = ask(lane)

        assert actions.lapse(by=PAGE, at=NOON + minutes(79)) == 0
        assert actions.lapse(by=PAGE, at=NOON + minutes(81)) == 1

        kept.refresh_from_db()
        assert (kept.state, kept.contact) == (VisitState.VOID, "")
        assert [m.template for m in Message.objects.order_by("created_at")] == ["number-held", "number-lapsed"]
        with pytest.raises(Refused, match="hangus"):
            ask(lane, at=NOON + minutes(82))
        with pytest.raises(Refused, match="tidak berlaku"):
            report(kept, NOON + minutes(82))

    def test_it_outlives_the_ten_minutes_of_a_number_nobody_saw(self):
        lane, _counter, _officer = hall()
        kept = ask(lane)

        actions.forget_unseen(by=PAGE, at=NOON + minutes(30))

        kept.refresh_from_db()
        assert kept.state == VisitState.PENDING

    def test_said_twice_it_is_said_once(self):
        lane, _counter, _officer = hall()
        key = uuid4()

        assert ask(lane, key=key) == ask(lane, key=key)
        visit = Visit.objects.get()
        first, _in_time = report(visit, NOON + minutes(5))
        again, in_time = report(visit, NOON + minutes(30))

        assert (again.came_at, in_time) == (first.came_at, True)

    def test_its_code_and_its_address_lead_to_it(self):
        lane, _counter, _officer = hall()
        visit = ask(lane)

        assert queries.remote_by_text(visit.remote.code.lower()) == (visit.pk, lane.site_id)
        assert queries.remote_by_text(f"https://contoh.example/nomor/{visit.token}") == (visit.pk, lane.site_id)
        with pytest.raises(NotFound):
            queries.remote_by_text("AAAAAAAA")

    def test_nothing_that_stands_for_a_phone_is_left_of_past_days(self):
        lane, _counter, _officer = hall()
        visit = ask(lane)
        actions.lapse(by=PAGE, at=NOON + minutes(81))

        actions.forget_holders(by=PAGE, at=NOON + timedelta(days=1))

        assert RemoteTicket.objects.get().holder == ""
        assert PHONE not in str(Visit.objects.filter(pk=visit.pk).values())


@pytest.mark.django_db
class TestWhoGetsNone:
    def test_a_hall_that_gives_none(self):
        lane, _counter, _officer = hall()
        actions.put_remote(site_id=lane.site_id, terms=None, by=PACK, at=NOON)

        with pytest.raises(NotFound):
            ask(lane)

    def test_a_phone_that_has_one_out_at_any_hall(self):
        lane, _counter, _officer = hall()
        elsewhere, _other, _officer2 = hall(code="pajak", site=make_site("pasar"))
        ask(lane)

        with pytest.raises(Refused, match="sudah memegang"):
            ask(elsewhere)

    @pytest.mark.parametrize("at", [NOON - timedelta(hours=5), NOON + timedelta(hours=2, minutes=30)])
    def test_outside_the_hours(self, at):
        lane, _counter, _officer = hall()

        with pytest.raises(Refused):
            ask(lane, at=at)

    def test_more_than_the_share_of_what_is_served(self):
        lane, _counter, _officer = hall(RemoteTerms(1, 60, 20, 20, 10, time(8), time(14)))
        ask(lane)  # ten per cent of the twelve that one counter serves in an hour

        with pytest.raises(Refused, match="sedang habis"):
            ask(lane, OTHER)

    def test_while_no_counter_is_open(self):
        lane, counter, officer = hall()
        actions.close(counter_id=counter.pk, by=officer, at=NOON)

        with pytest.raises(Refused, match="Belum ada loket"):
            ask(lane)

    def test_at_another_hall(self):
        lane, _counter, _officer = hall()
        visit = ask(lane)

        with pytest.raises(Refused, match="bukan di sini"):
            actions.report(visit_id=visit.pk, site_id=make_site("pasar").pk, by=KIOSK, at=NOON)

    def test_while_an_emergency_lets_in_only_who_booked(self):
        lane, _counter, _officer = hall()
        visit = ask(lane)
        manager = make_officer(lane.unit, "Bambang", "mall-manager")
        agencies.begin_emergency(
            site_id=lane.site_id, booking_only=True, reason="Banjir", until_on=NOON.date(), by=manager, at=NOON
        )

        with pytest.raises(Refused):
            report(visit, NOON + minutes(5))

    def test_an_officer_or_a_resident_cannot_ask_in_anothers_name(self):
        lane, _counter, officer = hall()

        with pytest.raises(NotFound):
            actions.ask_remotely(
                site_id=lane.site_id, lane_ids=[lane.pk], phone=PHONE, key=uuid4(), by=officer, at=NOON
            )


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_a_phone_gets_one_and_a_lane_its_share():
    lane, _counter, _officer = hall(RemoteTerms(1, 60, 20, 20, 25, time(8), time(14)))  # three places
    phones = [PHONE] * 4 + [f"+62812345678{two}" for two in range(10, 18)]

    said = at_once(*(lambda phone=phone: str(ask(lane, phone)) for phone in phones))

    refused = [one for one in said if one in ("again", "no-place")]
    assert len(set(said) - set(refused)) == len(said) - len(refused) == 3
    assert RemoteTicket.objects.values("holder").distinct().count() == 3


@given(asked=st.integers(0, 300), took=st.integers(0, 200), kept=st.integers(0, 120), head_start=st.integers(0, 120))
def test_nobody_overtakes_who_has_waited_longer_than_the_head_start(asked, took, kept, head_start):
    asked_at, here_at = NOON + minutes(asked), NOON + minutes(asked + took)

    turn = rules.turn_by_phone(asked_at, here_at, asked_at + minutes(kept), head_start)

    assert asked_at <= turn <= here_at
    assert here_at - turn <= minutes(head_start)
    assert took <= kept or turn == here_at
