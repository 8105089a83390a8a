"""An officer looks after a kiosk by PIN: out of service with words and back; nothing else opens, and it ends with the stay."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.audit.models import Entry
from satuatap.domain.identity import actions as accounts
from satuatap.domain.identity.models import Account, Pin
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions
from satuatap.domain.visits.tests.factories import PACK, make_lane
from satuatap.fronts.kiosk.stay import COOKIE, MARK, Stay

pytestmark = pytest.mark.django_db
PIN = "480213"
WORDS = "Sedang diperbaiki, pakai anjungan di sebelah."


def with_pin(actor, noon):
    accounts.set_pin(pin=PIN, by=actor, at=noon)
    accounts.open_desk(computer="meja", until=noon + timedelta(hours=3), by=actor, at=noon)
    Account.objects.filter(pk=actor.account_id).update(email=f"{actor.account_id}@mpp.example")
    return actor


@pytest.fixture
def kiosk(licensing, noon, time_machine):
    """``kiosk(name)`` is the address of a page."""
    time_machine.move_to(noon, tick=False)
    make_home()
    lane = make_lane(unit=licensing)
    secret = actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan", by=PACK, at=noon)[1]
    return lambda name: reverse(f"kiosk:{name}", args=[secret])


@pytest.fixture
def intan(licensing, noon):
    return with_pin(make_officer("Intan Contoh", licensing, "guide"), noon)


@pytest.fixture
def press(client, kiosk):
    """``press(page, typed)`` sends a form of the present stay."""

    def send(name, **typed):
        mark = {MARK: Stay(client.cookies[COOKIE].value).mark} if COOKIE in client.cookies else {}
        return client.post(kiosk(name), typed | mark)

    client.get(kiosk("home"))
    return send


def enter(press, officer, pin=PIN):
    return press("upkeep", siapa=f"{officer.account_id}@mpp.example", pin=pin)


def test_a_kiosk_out_of_service_says_so_at_every_address_until_it_is_back(press, client, kiosk, intan):
    assert enter(press, intan).status_code == 302
    assert "Intan Contoh" in client.get(kiosk("upkeep")).content.decode()
    assert press("rest", pesan=WORDS).url.endswith("selesai=ditutup")
    for name in ("home", "choose", "case", "services", "papers", "bills", "who"):
        answer = client.get(kiosk(name)).content.decode()
        assert WORDS in answer
        assert "Ambil nomor" not in answer
    assert WORDS in press("choose", antrean="x").content.decode()
    press("rest", buka="")

    assert WORDS not in client.get(kiosk("home")).content.decode()


def test_it_ends_with_the_stay(press, client, kiosk, intan):
    enter(press, intan)
    client.get(kiosk("home"))

    assert "Intan Contoh" not in client.get(kiosk("upkeep")).content.decode()
    assert press("rest", pesan=WORDS).url == kiosk("upkeep")
    assert WORDS not in client.get(kiosk("home")).content.decode()


def test_it_lasts_ten_minutes(press, client, kiosk, intan, noon, time_machine):
    enter(press, intan)
    time_machine.move_to(noon + timedelta(minutes=11), tick=False)

    assert "Intan Contoh" not in client.get(kiosk("upkeep")).content.decode()


def test_five_wrong_pins_lock_it_and_all_is_written_down(press, client, kiosk, intan):
    answers = [enter(press, intan, "999999") for _try in range(5)]
    assert {answer.status_code for answer in answers} == {422}
    assert Pin.objects.get(account_id=intan.account_id).locked_at is not None
    assert Entry.objects.filter(verb="account.pin-wrong").count() == 5
    assert enter(press, intan).status_code == 422


def test_every_name_that_opens_nothing_is_answered_alike(press, client, kiosk, intan, licensing, noon):
    counter = with_pin(make_officer("Wati Contoh", licensing, "front-officer"), noon)
    stranger = make_officer("Sri Contoh", licensing, "guide")  # who has no PIN
    Account.objects.filter(pk=stranger.account_id).update(email=f"{stranger.account_id}@mpp.example")
    for who in (counter, stranger):
        answer = enter(press, who)
        assert (answer.status_code, "PIN tidak cocok, atau" in answer.content.decode()) == (422, True)
    assert not Entry.objects.filter(verb="account.pin-shown").exists()


def test_a_pin_that_is_open_nowhere_today_opens_nothing(press, intan, noon):
    accounts.close_desk(computer="meja", by=intan, at=noon)

    assert enter(press, intan).status_code == 422


def test_words_are_needed(press, intan):
    enter(press, intan)
    answer = press("rest", pesan=" ")

    assert (answer.status_code, "Tulis apa yang perlu diketahui" in answer.content.decode()) == (422, True)


def test_without_a_printer_the_browser_prints_the_test_page(press, client, kiosk, intan):
    enter(press, intan)

    assert "data-prints" in client.get(kiosk("upkeep")).content.decode()
    assert press("trial").url == kiosk("upkeep")
