"""What a person sees who books: places, days, times, the code of a phone, the booking, its file and its end."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import cast

from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, at, make_site, put_hours
from satuatap.domain.appointments import actions
from satuatap.domain.appointments.actions import close_plans
from satuatap.domain.appointments.lifecycle import BookingState
from satuatap.domain.appointments.models import Booking
from satuatap.domain.appointments.tests.factories import PACK, book, make_plan
from satuatap.domain.notifications.models import Message
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions as visits
from satuatap.domain.visits.models import Visit
from satuatap.domain.visits.tests.factories import make_lane

pytestmark = pytest.mark.django_db
NINE = at(24, 9)


@pytest.fixture
def plan(licensing, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_site()
    lane = make_lane(unit=licensing)
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=PACK, at=noon)
    return make_plan(noon, lane.code, site=lane.site, unit=licensing)


def times(plan):
    return reverse("portal:appointment_times", args=[plan.site.code, plan.code])


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_way_from_place_to_time_is_open_to_everybody(plan, client):
    assert times(plan) in text(client.get(reverse("portal:appointments")))
    page = text(client.get(times(plan), {"hari": "2026-11-24"}))

    assert "Jam pada Selasa, 24 November 2026" in page
    assert 'value="2026-11-24T09:00:00+07:00"' in page
    assert "Nomor HP" in page
    assert client.get(times(plan), {"hari": "kemarin"}).status_code == 404


def test_a_resident_books_and_finds_it_again(plan, rani, client_of):
    browser, key = client_of(rani), str(uuid4())
    for _press in range(2):
        answer = browser.post(times(plan), {"jam": NINE.isoformat(), "key": key})
    booking = Booking.objects.get()

    assert answer.url == reverse("portal:appointment", args=[booking.token])
    assert booking.code in text(browser.get(answer.url))
    assert booking.token in text(browser.get(reverse("portal:appointments")))
    assert booking.token not in text(client_of(None).get(reverse("portal:appointments")))

    account = text(browser.get(reverse("portal:account")))
    assert f'href="{answer.url}">Selasa, 24 November 2026, pukul 09.00</a>' in account
    assert "Pindahkan atau batalkan" in account
    browser.post(reverse("portal:appointment_cancel", args=[booking.token]))
    assert booking.token not in text(browser.get(reverse("portal:account")))


def test_a_phone_books_with_the_code_that_was_sent_to_it(plan, client, outbox):
    key = str(uuid4())
    answer = client.post(times(plan), {"jam": NINE.isoformat(), "key": key, "hp": "0812 3456 7890"})
    assert answer.url == reverse("portal:appointment_code")
    assert not Booking.objects.exists()
    assert outbox.words_of == "code-appointment"
    assert client.post(answer.url, {"code": "12"}).status_code == 422
    done = client.post(answer.url, {"code": outbox.code})
    booking = Booking.objects.get()

    assert done.url == reverse("portal:appointment", args=[booking.token])
    assert (booking.phone, booking.starts_at) == ("+6281234567890", NINE)
    assert Message.objects.filter(template="appointment-booked", address="+6281234567890").exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Pilih dulu jamnya."),
        ({"jam": "2026-11-24T09:00:00+07:00", "hp": "123"}, "Nomor"),
        ({"jam": "2026-11-24T09:00:00+07:00", "hp": "rani@contoh.id"}, "Tulis nomor HP"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(plan, client, typed, says):
    answer = client.post(times(plan), {"key": str(uuid4()), **typed})

    assert answer.status_code == 422
    assert says in text(answer)


def test_a_full_time_names_the_next(plan, noon, rani, client_of):
    book(plan, NINE, noon)
    answer = client_of(rani).post(times(plan), {"jam": NINE.isoformat(), "key": str(uuid4())})

    assert answer.status_code == 422
    assert "24-11-2026 pukul 09.30" in text(answer)


def test_where_booking_was_switched_off_a_booking_holds_and_is_given_back_but_not_moved(plan, noon, client):
    booking = book(plan, NINE, noon)
    assert close_plans(site_id=plan.site_id, keep=(), by=PACK, at=noon) == 1
    assert close_plans(site_id=plan.site_id, keep=(), by=PACK, at=noon) == 0

    page = reverse("portal:appointment", args=[booking.token])
    assert (booking.code in text(client.get(page)), "Pindahkan" in text(client.get(page))) == (True, False)
    assert client.get(times(plan)).status_code == 404
    move = reverse("portal:appointment_move", args=[booking.token])
    assert client.post(move, {"jam": at(24, 10).isoformat()}).status_code == 404
    client.post(reverse("portal:appointment_cancel", args=[booking.token]))
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED


def test_the_booking_is_moved_and_given_back_by_its_address(plan, noon, client):
    booking = book(plan, NINE, noon)
    move = reverse("portal:appointment_move", args=[booking.token])
    assert "Sekarang: Selasa, 24 November 2026 pukul 09.00." in text(client.get(move))
    client.post(move, {"jam": at(24, 10).isoformat()})
    booking.refresh_from_db()
    assert booking.starts_at == at(24, 10)
    assert client.post(move, {"jam": "besok"}).status_code == 422
    for _press in range(2):
        client.post(reverse("portal:appointment_cancel", args=[booking.token]))
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED
    assert "sudah dibatalkan" in text(client.get(reverse("portal:appointment", args=[booking.token])))
    assert client.get(reverse("portal:appointment", args=["tebakan"])).status_code == 404


def test_a_calendar_reads_the_booking_and_a_phone_its_qr(plan, noon, client):
    booking = book(plan, NINE, noon)
    answer = client.get(reverse("portal:appointment_calendar", args=[booking.token]))
    lines = answer.content.decode().split("\r\n")

    assert answer["Content-Type"].startswith("text/calendar")
    assert {"DTSTART:20261124T020000Z", "DTEND:20261124T023000Z", f"UID:{booking.pk}@satuatap"} <= set(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert "<svg" in text(client.get(reverse("portal:appointment_picture", args=[booking.token])))


@pytest.mark.parametrize("hour", [(8, 45), (9, 30)])
def test_the_kiosk_gives_a_number_for_a_code_or_a_qr_and_says_when_it_is_late(plan, noon, time_machine, hour):
    booking = book(plan, NINE, noon)
    kiosk = visits.put_device(site_id=plan.site_id, kind="kiosk", name="Anjungan", by=PACK, at=noon)[1]
    address = reverse("kiosk:booked", args=[kiosk])
    assert address in text(Client().get(reverse("kiosk:home", args=[kiosk])))
    too_early = Client().post(address, {"kode": booking.code})
    assert (too_early.status_code, "belum hari ini" in text(too_early)) == (422, True)
    time_machine.move_to(at(24, *hour), tick=False)
    scanned = f"http://testserver{reverse('portal:appointment', args=[booking.token])}"
    for typed in (booking.code.lower(), scanned):
        slip = Client().post(address, {"kode": typed}, follow=True)
    visit = Visit.objects.get()

    assert str(visit) in text(slip)
    assert visit.channel == "booking"
    assert ("Jam janji sudah lewat." in text(slip)) is (hour == (9, 30))
    unknown = Client().post(address, {"kode": "AAAAAAAA"})
    assert (unknown.status_code, "Kode ini tidak ada" in text(unknown)) == (422, True)


def test_the_guide_sees_the_day_and_gives_the_number(plan, noon, licensing, rani, client_of, time_machine):
    guide = cast.make_officer("Gita Contoh", licensing, "guide")
    booking = book(plan, NINE, noon, by=rani)
    browser = client_of(guide)
    page = text(browser.get(reverse("desk:bookings"), {"hari": "2026-11-24"}))
    assert "Rani Contoh" in page
    assert "Belum ada janji" in text(browser.get(reverse("desk:bookings")))
    time_machine.move_to(NINE, tick=False)
    browser = client_of(guide)
    answer = browser.post(reverse("desk:check_in"), {"kode": booking.code})
    visit = Visit.objects.get()

    assert answer.url == reverse("desk:number", args=[visit.pk])
    assert (visit.state, visit.party_id) == ("open", rani.party_id)
    assert "sudah datang" in text(browser.get(reverse("desk:bookings")))
    assert browser.post(reverse("desk:check_in"), {"kode": "AAAAAAAA"}).status_code == 422
    assert client_of(rani).get(reverse("desk:bookings")).status_code in (403, 404)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_however_many_book(
    many, plan, noon, licensing, rani, client_of, django_assert_max_num_queries
):
    guide = cast.make_officer("Gita Contoh", licensing, "guide")
    for number in range(many):
        book(plan, at(24, 9 + number), noon, phone=f"+62812000000{number:02}")
        actions.book(plan_id=plan.pk, starts_at=at(25 + number % 3, 9), key=uuid4(), by=rani, at=noon)
    address = f"{reverse('desk:bookings')}?hari=2026-11-24"
    browser, hers = client_of(guide), client_of(rani)
    with django_assert_max_num_queries(10):
        browser.get(address)
    with django_assert_max_num_queries(12):
        hers.get(reverse("portal:appointments"))
    with django_assert_max_num_queries(12):
        assert re.search("24 November", text(hers.get(times(plan))))
