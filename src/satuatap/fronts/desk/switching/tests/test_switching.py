"""Another officer takes over a shared computer by PIN: only where and as long as that holds, and with a session of its own."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.audit.models import Entry
from satuatap.domain.identity import actions
from satuatap.domain.identity.models import Account, Pin, QuickDesk
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.tests.factories import come, make_counter, make_lane
from satuatap.fronts.desk.switching.views import COOKIE
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db

SWITCH, OPEN, CLOSE = (reverse(f"desk:{name}") for name in ("switch", "open_desk", "close_desk"))
PIN = "480213"


@pytest.fixture
def wati(licensing):
    return make_officer("Wati Contoh", licensing, "front-officer")


@pytest.fixture
def town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()


def proven(client, actor):
    """As after a password that was given just now."""
    request = SimpleNamespace(session=client.session)
    record_authentication(request, Account.objects.get(pk=actor.account_id), "password")
    request.session.save()
    return client


@pytest.fixture
def counter(town, budi, wati, client_of):
    """A computer at which Budi has opened his PIN, and where Wati works now."""
    first = proven(client_of(budi), budi)
    answer = first.post(OPEN, {"pin_baru": PIN})
    assert answer.status_code == 302, answer.content.decode()
    second = client_of(wati)
    second.cookies[COOKIE] = answer.cookies[COOKIE].value
    return second


def take_over(client, account_id, pin=PIN):
    return client.post(SWITCH, {"siapa": str(account_id), "pin": pin})


def test_the_other_officer_takes_over_with_a_session_of_their_own(counter, budi, wati):
    counter.get(reverse("desk:inbox"))
    session = counter.session
    session["task"] = {"path": "/", "fields": []}
    session.save()
    old = counter.session.session_key

    answer = take_over(counter, budi.account_id)

    assert answer.url == reverse("desk:inbox")
    assert counter.session.session_key != old
    assert "task" not in counter.session
    page = counter.get(SWITCH).content.decode()
    assert "Sekarang yang bekerja: Budi Contoh." in page
    assert "Wati Contoh" not in page
    assert Entry.objects.filter(verb="account.switched", by=wati.id).count() == 1


def test_it_is_no_fresh_proof(counter, budi):
    take_over(counter, budi.account_id)

    assert counter.post(OPEN, {"pin_baru": ""}).url == OPEN
    assert "/akun/" in counter.get(OPEN).url


def test_the_fifth_wrong_try_locks_the_pin_everywhere(counter, budi):
    for _time in range(4):
        answer = take_over(counter, budi.account_id, "111222")
        assert answer.status_code == 422
        assert "PIN tidak cocok" in answer.content.decode()
    assert "PIN terkunci" in take_over(counter, budi.account_id, "111222").content.decode()

    assert take_over(counter, budi.account_id).status_code == 422
    assert not QuickDesk.objects.exists()
    assert Pin.objects.get(account=budi.account_id).locked_at is not None
    assert Entry.objects.filter(verb="account.pin-wrong").count() == 5


def test_a_right_try_forgets_the_wrong_ones(counter, budi, wati, client_of):
    take_over(counter, budi.account_id, "111222")
    take_over(counter, budi.account_id)

    assert Pin.objects.get(account=budi.account_id).failures == 0


def test_it_holds_at_this_computer_only(counter, budi, wati, client_of):
    elsewhere = client_of(wati)
    assert "Budi Contoh" not in elsewhere.get(SWITCH).content.decode()
    assert "belum masuk dengan kata sandi di komputer ini" in take_over(elsewhere, budi.account_id).content.decode()


def test_it_ends_when_the_office_closes_also_for_who_has_taken_over(counter, budi, noon, time_machine):
    assert QuickDesk.objects.get().until == noon + timedelta(hours=3, minutes=30)
    take_over(counter, budi.account_id)
    for minutes in range(20, 200, 20):
        time_machine.move_to(noon + timedelta(minutes=minutes), tick=False)
        assert counter.get(reverse("desk:inbox")).status_code == 200
    time_machine.move_to(noon + timedelta(hours=3, minutes=31), tick=False)

    assert "/akun/masuk" in counter.get(reverse("desk:inbox")).url


def test_who_closes_the_own_pin_there_does_not_come_back(counter, budi):
    take_over(counter, budi.account_id)
    counter.post(CLOSE)

    assert not QuickDesk.objects.exists()


def test_opening_asks_for_fresh_proof_and_a_pin(town, budi, client_of):
    client = client_of(budi)
    assert client.post(OPEN, {"pin_baru": PIN}).url == OPEN
    assert PIN not in str(dict(client.session))
    assert client.get(OPEN).status_code == 302
    answer = proven(client_of(budi), budi).post(OPEN, {"pin_baru": ""})
    assert answer.status_code == 422
    assert "Buat PIN dulu." in answer.content.decode()


@pytest.mark.parametrize("pin", ["12345", "1234567", "12345a", "111111", "123456", "987654", "١٢٣٤٥٦"])
def test_an_easy_pin_is_refused(town, budi, noon, pin):
    with pytest.raises(Refused):
        actions.set_pin(pin=pin, by=budi, at=noon)


def test_a_recovered_account_and_a_new_password_close_every_computer(counter, budi, noon):
    actions.set_password(account_id=budi.account_id, password="tiga ekor ayam jantan", by=budi, at=noon)

    assert not QuickDesk.objects.exists()


def test_residents_have_no_such_page(town, rani, client_of):
    assert client_of(rani).get(SWITCH).status_code == 404


def test_the_counter_and_its_visitor_pass_to_who_takes_over(counter, licensing, budi, wati):
    lane = make_lane(unit=licensing)
    place = make_counter(lane)
    screen = reverse("desk:counter", args=[place.pk])
    counter.post(reverse("desk:sit", args=[place.pk]))
    number = str(come(lane))
    counter.post(f"{screen}/panggil", {"key": uuid4()})
    counter.post(f"{screen}/mulai")

    answer = take_over(counter, budi.account_id)

    assert answer.url == screen
    page = counter.get(screen).content.decode()
    assert number in page
    assert "Budi Contoh" in page
