"""Booking, moving, giving back, coming and not coming."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.tests.factories import BY, DayHours, at
from satuatap.domain.appointments import actions, queries, tasks
from satuatap.domain.appointments.lifecycle import BookingState
from satuatap.domain.appointments.tests.factories import DOOR, book, make_plan
from satuatap.domain.notifications.models import Message
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Conflict, NotFound, Refused

pytestmark = pytest.mark.django_db
NINE, TEN = at(24, 9), at(24, 10)  # Tuesday
PAGE = system("appointment-page")


@pytest.fixture
def plan(noon, messages):
    return make_plan(noon)


def templates():
    return list(Message.objects.filter(rung=1).order_by("created_at", "id").values_list("template", flat=True))


def test_a_booking_takes_a_place_and_is_told(plan, noon):
    booking = book(plan, NINE, noon)

    assert (booking.place, booking.state, booking.holder) == (1, "booked", "phone:+6281234567890")
    assert NINE not in [slot.starts_at for slot in queries.slots(plan, noon, NINE.date()) if slot.free]
    told = Message.objects.get(template="appointment-booked", channel="sms")
    assert "24 Nov 2026 09.00" in told.short or "24 Nov 2026 09.00" in told.text
    assert told.path == f"/janji/{booking.token}"


def test_a_full_slot_is_refused_with_the_next_free_time(plan, noon):
    book(plan, NINE, noon)
    with pytest.raises(Refused, match=r"24-11-2026 pukul 09\.30") as refusal:
        book(plan, NINE, noon, phone="+6281200000001")
    assert refusal.value.code == "full"


def test_one_person_books_once_a_day_in_a_lane(plan, noon):
    book(plan, NINE, noon)
    with pytest.raises(Refused, match="sudah punya janji"):
        book(plan, TEN, noon)
    assert book(plan, at(25, 9), noon).day == at(25, 9).date()


def test_the_same_press_books_once_and_somebody_elses_key_is_refused(plan, noon):
    key = uuid4()
    assert book(plan, NINE, noon, key=key).pk == book(plan, NINE, noon, key=key).pk
    with pytest.raises(Conflict):
        book(plan, TEN, noon, key=key, phone="+6281200000001")


@pytest.mark.parametrize("when", [at(24, 9, 15), at(23, 9), at(29, 9), at(27, 11), at(8, 9, month=12)])
def test_a_time_that_is_no_slot_or_past_or_on_a_closed_day_or_not_released_is_refused(plan, noon, when):
    with pytest.raises(Refused, match="Jam ini tidak dapat dipesan"):
        book(plan, when, noon)


def test_nobody_books_without_an_account_or_a_proven_phone(plan, noon):
    with pytest.raises(NotFound):
        book(plan, NINE, noon, phone="")


def test_an_account_finds_what_its_phone_booked(plan, noon, rani):
    phone = queries.holder_of(rani).removeprefix("phone:")
    mine = [book(plan, TEN, noon, by=rani).pk]
    if phone.startswith("+"):
        mine.append(book(plan, at(25, 9), noon, phone=phone).pk)

    assert [row.id for row in queries.mine(rani, noon)] == mine


def test_moving_keeps_code_and_address_and_frees_the_place(plan, noon):
    booking = book(plan, NINE, noon)
    moved = actions.move_to(token=booking.token, starts_at=TEN, by=PAGE, at=noon)

    assert (moved.pk, moved.code, moved.starts_at) == (booking.pk, booking.code, TEN)
    assert book(plan, NINE, noon, phone="+6281200000001").place == 1
    with pytest.raises(Refused, match="penuh"):
        actions.move_to(token=booking.token, starts_at=NINE, by=PAGE, at=noon)
    booking.refresh_from_db()
    assert booking.starts_at == TEN


def test_giving_back_frees_the_place_and_is_done_once(plan, noon):
    booking = book(plan, NINE, noon)
    for _press in range(2):
        actions.cancel(token=booking.token, by=PAGE, at=noon)

    assert book(plan, NINE, noon).pk != booking.pk
    with pytest.raises(NotFound):
        actions.cancel(token="tebakan", by=PAGE, at=noon)


def test_who_comes_in_time_has_the_turn_and_who_comes_late_is_let_in_without_it(plan, noon):
    first, second = book(plan, NINE, noon), book(plan, TEN, noon, phone="+6281200000001")
    here = actions.check_in(booking_id=first.pk, site_id=plan.site_id, by=DOOR, at=at(24, 8, 45))
    late = actions.check_in(booking_id=second.pk, site_id=plan.site_id, by=DOOR, at=at(24, 10, 30))

    assert (here.turn_at, here.lane_code, late.turn_at) == (at(24, 8, 30), "izin", None)
    again = actions.check_in(booking_id=first.pk, site_id=plan.site_id, by=DOOR, at=at(24, 11))
    assert again == here


def test_nobody_but_the_door_checks_in_and_only_what_holds(plan, noon, dewi):
    booking = book(plan, NINE, noon)
    with pytest.raises(NotFound):
        actions.check_in(booking_id=booking.pk, site_id=plan.site_id, by=dewi, at=NINE)
    with pytest.raises(Refused, match="bukan di sini"):
        actions.check_in(booking_id=booking.pk, site_id=uuid4(), by=DOOR, at=NINE)
    actions.cancel(token=booking.token, by=PAGE, at=noon)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        actions.check_in(booking_id=booking.pk, site_id=plan.site_id, by=DOOR, at=NINE)


def test_who_never_comes_is_closed_and_may_still_come_late(plan, noon):
    booking = book(plan, NINE, noon)
    tasks.close_missed(at(24, 9, 10))
    booking.refresh_from_db()
    assert booking.state == BookingState.BOOKED
    tasks.close_missed(at(24, 9, 11))
    booking.refresh_from_db()
    assert booking.state == BookingState.MISSED
    assert actions.check_in(booking_id=booking.pk, site_id=plan.site_id, by=DOOR, at=TEN).turn_at is None


def test_who_missed_and_booked_again_uses_the_new_booking(plan, noon):
    old = book(plan, NINE, noon)
    tasks.close_missed(at(24, 9, 30))
    book(plan, at(24, 11), at(24, 9, 40))
    with pytest.raises(Refused, match="Pakai kode janji itu"):
        actions.check_in(booking_id=old.pk, site_id=plan.site_id, by=DOOR, at=TEN)


def test_reminders_come_the_day_before_and_two_hours_before_each_once(plan, noon):
    booking = book(plan, at(25, 9), noon)
    for moment in (at(23, 13), at(24, 8, 59), at(24, 9), at(24, 9, 1), at(25, 6, 59), at(25, 7), at(25, 7, 1)):
        tasks.remind(moment)

    booking.refresh_from_db()
    assert booking.reminded == 2
    assert templates() == ["appointment-booked", "appointment-tomorrow", "appointment-soon"]


def test_a_day_closed_after_booking_is_told_and_can_be_moved(plan, noon):
    booking, other = book(plan, NINE, noon), book(plan, at(25, 9), noon)
    agencies.put_holidays(rows=[agencies.HolidayRow(NINE.date(), "Cuti bersama")], by=BY, at=noon)
    tasks.call_off_closed(noon)
    tasks.call_off_closed(noon)

    booking.refresh_from_db(), other.refresh_from_db()
    assert (booking.state, other.state) == (BookingState.CALLED_OFF, BookingState.BOOKED)
    moved = actions.move_to(token=booking.token, starts_at=at(26, 9), by=PAGE, at=noon)
    assert moved.state == BookingState.BOOKED


def test_an_office_that_cannot_work_is_not_booked(plan, noon):
    agencies.close_unit(
        unit_id=plan.unit_id, start=at(24, 8), end=at(24, 10), cause="Pelatihan", by=system("pack"), at=noon
    )
    assert [f"{slot.starts_at:%H.%M}" for slot in queries.slots(plan, noon, NINE.date())][:2] == ["10.00", "10.30"]


def test_hours_of_ramadan_move_the_slots(plan, noon):
    rows = tuple(DayHours(day, at(24, 8, 30).time(), at(24, 9, 30).time()) for day in range(5))
    agencies.put_hours(
        rows=rows, valid_from=NINE.date(), valid_to=TEN.date() + timedelta(days=20), label="Ramadan", site_code="mpp",
        by=BY, at=noon,
    )  # fmt: skip
    assert [f"{slot.starts_at:%H.%M}" for slot in queries.slots(plan, noon, NINE.date())] == ["08.30", "09.00"]


def test_a_pack_puts_a_plan_once_and_changes_it(plan, noon, dewi):
    assert make_plan(noon).pk == plan.pk
    assert make_plan(noon, share=100).share == 100
    with pytest.raises(NotFound):
        actions.put_plan(
            site_id=plan.site_id, unit_id=plan.unit_id, code="x", name="x", terms=plan.terms, by=dewi, at=noon
        )  # fmt: skip
