"""No number for an office that is not there, nowhere; each refusal says when it is there again or where else."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies import queries as offices
from satuatap.domain.agencies.events import PresenceChanged
from satuatap.domain.agencies.models import Absence, Emergency
from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, make_unit, put_hours
from satuatap.domain.appointments import queries as booked
from satuatap.domain.appointments import tasks as booking_tasks
from satuatap.domain.appointments.lifecycle import BookingState
from satuatap.domain.appointments.models import Booking
from satuatap.domain.appointments.tests.factories import book, make_plan
from satuatap.domain.notifications.models import Message
from satuatap.domain.visits import actions, queries, tasks
from satuatap.domain.visits.models import OutsideBooking, Visit
from satuatap.domain.visits.tests.factories import (
    KIOSK,
    NOON,
    PACK,
    call,
    come,
    make_lane,
    make_officer,
    make_site,
    sit,
)  # fmt: skip
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
UNKNOWN = {
    "level": "full", "agreement": "", "from_on": None, "until_on": None, "weekdays": [], "quota": None,
    "last_number_at": None, "outside_rule": "", "outside_system": "",
}  # fmt: skip


@pytest.fixture
def lane(messages):
    lane = make_lane()
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=NOON)
    return lane


@pytest.fixture
def bambang(lane):
    return make_officer(lane.unit, "Bambang", "mall-manager")


def agree(lane, **terms):
    agencies.put_tenant(site_id=lane.site_id, unit_id=lane.unit_id, terms=UNKNOWN | terms, by=PACK, at=NOON)


def away(lane, by, at=NOON, **given):
    return agencies.mark_away(site_id=lane.site_id, unit_id=lane.unit_id, reason="Rapat dinas", by=by, at=at, **given)


def test_what_is_not_known_of_an_agreement_is_no_limit(lane):
    agree(lane)

    assert str(come(lane)) == "A-001"


def test_no_number_on_a_day_on_which_the_office_does_not_attend(lane):
    agree(lane, weekdays=[1, 3])  # Tuesday, Thursday; NOON is a Monday

    with pytest.raises(Refused, match=r"hari ini tidak ada di mpp. Melayani lagi Selasa, 24 November pukul 08.00"):
        come(lane)
    assert str(come(lane, at=NOON + timedelta(days=1))) == "A-001"


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"until_on": date(2026, 11, 22)}, "sudah tidak melayani di mpp"),
        ({"from_on": date(2026, 11, 24)}, "belum mulai melayani di mpp. Melayani lagi Selasa, 24 November"),
        ({"last_number_at": time(11)}, "dibagikan sampai pukul 11.00"),
        ({"outside_rule": "only", "outside_system": "M-Contoh"}, "sudah mendaftar di M-Contoh"),
    ],
)
def test_no_number_outside_the_agreement(lane, terms, says):
    agree(lane, **terms)

    with pytest.raises(Refused, match=says):
        come(lane)
    assert not Visit.objects.exists()


def test_the_quota_of_an_office_counts_over_all_its_lanes(lane):
    other = make_lane("izin-cepat", "Q", site=lane.site, unit=lane.unit)
    agree(lane, quota=2)
    come(lane)
    come(other)

    with pytest.raises(Refused, match="sudah habis"):
        come(other)


@pytest.mark.parametrize("rule", ["taken", "only"])
def test_whoever_shows_an_outside_booking_gets_a_number_and_it_is_kept(lane, rule):
    agree(lane, outside_rule=rule, outside_system="M-Contoh", last_number_at=time(11), quota=1)
    ask = actions.Ask(lane.pk, outside=" MP-77 ")
    actions.begin(site_id=lane.site_id, asks=[ask], channel="guide", key=uuid4(), by=KIOSK, at=NOON)

    assert OutsideBooking.objects.values_list("system", "reference").get() == ("M-Contoh", "MP-77")


def test_an_office_marked_absent_gives_no_number_until_it_is_back(lane, bambang):
    absence = away(lane, bambang)

    with pytest.raises(Refused, match=r"hari ini tidak melayani di mpp \(Rapat dinas\). Melayani lagi Selasa"):
        come(lane)
    agencies.mark_back(absence_id=absence.pk, by=bambang, at=NOON)
    agencies.mark_back(absence_id=absence.pk, by=bambang, at=NOON + HOUR)
    assert str(come(lane)) == "A-001"
    assert Absence.objects.get().lifted_at == NOON


def test_an_office_that_comes_late_gives_numbers_from_that_hour_on(lane, bambang):
    away(lane, bambang, back_at=time(13))

    with pytest.raises(Refused, match=r"baru melayani mulai pukul 13.00 \(Rapat dinas\)"):
        come(lane)
    assert str(come(lane, at=NOON + HOUR)) == "A-001"


def test_an_office_that_serves_elsewhere_is_named(lane, bambang):
    make_lane("izin", "A", site=make_site("genteng"), unit=lane.unit)
    away(lane, bambang)

    with pytest.raises(Refused, match="Hari ini bisa juga di genteng"):
        come(lane)


def test_nothing_is_added_or_passed_on_to_an_office_that_is_away(lane, bambang):
    other = make_lane("pajak", "B", site=lane.site, unit=make_unit("bapenda", name="Bapenda"))
    counter, budi = sit(lane)
    visit = come(lane)
    away(other, bambang)

    with pytest.raises(Refused, match="tidak melayani"):
        actions.add_errand(visit_id=visit.pk, ask=actions.Ask(other.pk), by=KIOSK, at=NOON)
    call(counter, budi)
    with pytest.raises(Refused, match="tidak melayani"):
        actions.transfer(counter_id=counter.pk, lane_id=other.pk, by=budi, at=NOON)


def test_whoever_waits_or_booked_is_told(lane, bambang):
    visit = come(lane)
    actions.tell_me(visit_id=visit.pk, phone="081200004471", by=KIOSK, at=NOON)
    plan = make_plan(NOON, lane.code, site=lane.site, unit=lane.unit)
    book(plan, NOON + HOUR, NOON)
    absence = away(lane, bambang)
    event = PresenceChanged(site_id=lane.site_id, at=NOON, unit_id=lane.unit_id, absence_id=absence.pk)
    for listener in (tasks.tell_away, booking_tasks.call_off_away):
        listener(event)
        listener(event)

    assert Booking.objects.get().state == BookingState.CALLED_OFF
    assert Message.objects.filter(template="tenant-away", channel="sms").count() == 1
    now = queries.visit_by_token(visit.token, NOON)
    assert "tidak melayani" in now.stops[0].away


def test_a_day_on_which_the_office_is_away_cannot_be_booked(lane):
    plan = make_plan(NOON, lane.code, site=lane.site, unit=lane.unit)
    agree(lane, weekdays=[3])

    days = {slot.starts_at.date().isoformat() for slot in booked.slots(plan, NOON)}
    assert days == {"2026-11-26", "2026-12-03"}


def test_only_whoever_runs_the_hall_says_that_an_office_is_away(lane):
    with pytest.raises(NotFound):
        away(lane, make_officer(lane.unit, "Budi"))


@pytest.mark.parametrize(
    ("given", "says"), [({"back_at": time(11)}, "sesudah sekarang"), ({"reason": " "}, "Tulis sebabnya")]
)
def test_an_absence_needs_a_reason_and_a_time_to_come(lane, bambang, given, says):
    facts = {"site_id": lane.site_id, "unit_id": lane.unit_id, "reason": "Rapat", "by": bambang, "at": NOON}
    with pytest.raises(Refused, match=says):
        agencies.mark_away(**facts | given)


def test_an_emergency_in_one_step_and_its_end_in_another(lane, bambang):
    elsewhere = make_site("genteng")
    moved = make_lane("pajak", "B", site=lane.site, unit=make_unit("bapenda", name="Bapenda"))
    emergency = agencies.begin_emergency(
        site_id=lane.site_id, reason="Banjir", until_on=NOON.date(), capacity=1, contact_free=True,
        closed={moved.unit_id: elsewhere.pk}, by=bambang, at=NOON,
    )  # fmt: skip

    with pytest.raises(Refused, match=r"sementara melayani di genteng, bukan di mpp \(Banjir\)"):
        come(moved)
    come(lane)
    with pytest.raises(Refused, match="dibatasi 1 pengunjung dan sudah penuh"):
        come(lane)
    with pytest.raises(Refused, match="sudah berlaku"):
        agencies.begin_emergency(
            site_id=lane.site_id, reason="Lagi", until_on=NOON.date(), booking_only=True, by=bambang, at=NOON
        )
    announced = offices.emergency_at(lane.site_id)
    assert announced
    assert announced.closed == (("Bapenda", "genteng"),)

    agencies.lift_emergency(emergency_id=emergency.pk, by=bambang, at=NOON + HOUR)
    agencies.lift_emergency(emergency_id=emergency.pk, by=bambang, at=NOON + 2 * HOUR)
    come(lane, at=NOON + HOUR)
    come(moved, at=NOON + HOUR)
    assert Emergency.objects.get().lifted_at == NOON + HOUR


def test_what_an_emergency_closed_stays_closed_until_it_is_lifted(lane, bambang):
    emergency = agencies.begin_emergency(
        site_id=lane.site_id, reason="Banjir", until_on=NOON.date(), closed={lane.unit_id: None}, by=bambang, at=NOON
    )
    tomorrow = NOON + timedelta(days=1)
    with pytest.raises(Refused, match="tutup sementara"):
        come(lane, at=tomorrow)

    agencies.prolong_emergency(
        emergency_id=emergency.pk, until_on=tomorrow.date() + timedelta(days=1), by=bambang, at=tomorrow
    )
    with pytest.raises(Refused, match="Melayani lagi Kamis, 26 November"):
        come(lane, at=tomorrow)


def test_while_only_booked_times_count_nobody_else_is_let_in(lane, bambang):
    plan = make_plan(NOON, lane.code, site=lane.site, unit=lane.unit)
    booking = book(plan, NOON + timedelta(minutes=30), NOON)
    agencies.begin_emergency(
        site_id=lane.site_id, reason="Wabah", until_on=NOON.date(), booking_only=True, by=bambang, at=NOON
    )

    with pytest.raises(Refused, match="hanya melayani yang punya janji"):
        come(lane)
    visit, in_time = actions.check_in(booking_id=booking.pk, site_id=lane.site_id, by=KIOSK, at=NOON)
    assert in_time
    assert str(visit) == "A-001"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"booking_only": False}, "sedikitnya satu hal"),
        ({"reason": ""}, "Tulis sebabnya"),
        ({"until_on": date(2026, 11, 22)}, "hari ini atau sesudahnya"),
    ],
)
def test_an_emergency_that_says_nothing_is_refused(lane, bambang, given, says):
    facts = {"site_id": lane.site_id, "reason": "Wabah", "until_on": NOON.date(), "booking_only": True}
    with pytest.raises(Refused, match=says):
        agencies.begin_emergency(**facts | given, by=bambang, at=NOON)
    assert not Emergency.objects.exists()


def test_a_quieter_hall_is_offered(lane):
    other = make_lane("izin", "A", site=make_site("genteng"), unit=lane.unit)
    sit(lane)
    come(lane)
    assert queries.quieter(lane.site_id, offices.standing(NOON)) == ()

    sit(other, "Loket 2")
    assert [(row.unit, row.site, row.waiting) for row in queries.quieter(lane.site_id, offices.standing(NOON))] == [
        (lane.unit.short_name, "genteng", 0)
    ]


def test_the_number_of_an_outside_booking_counts_once_on_a_day_unless_it_was_given_up(lane):
    agree(lane, outside_rule="only", outside_system="M-Contoh")

    def show(reference, at=NOON):
        ask = actions.Ask(lane.pk, outside=reference)
        return actions.begin(site_id=lane.site_id, asks=[ask, ask], channel="guide", key=uuid4(), by=KIOSK, at=at)

    first = actions.hand_out(visit_id=show("MP-77").pk, by=KIOSK, at=NOON)
    with pytest.raises(Refused, match="Nomor M-Contoh MP-77 hari ini sudah dipakai untuk antrean A-001"):
        show("mp - 77")
    assert Visit.objects.count() == 1
    show("MP-77", NOON + timedelta(days=1))

    actions.leave(visit_id=first.pk, by=KIOSK, at=NOON)
    assert OutsideBooking.objects.get(errand__visit=show("MP-77")).reference == "MP-77"
