"""A bill is paid at the kiosk with one's own telephone: who is asked first, what the screen says, and what is left of it."""

import pytest
from django.urls import reverse

from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import ports
from satuatap.domain.payments.models import Payment
from satuatap.domain.payments.ports import ChargeState
from satuatap.domain.payments.tests.factories import BANK, Bank, make_bill, make_treasury
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import Party
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Device
from satuatap.domain.visits.tests.factories import PACK, make_lane
from satuatap.fronts.kiosk.stay import COOKIE, MARK, Stay
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(monkeypatch):
    one = Bank()
    monkeypatch.setitem(ports.gateways, "bank", one)
    return one


@pytest.fixture
def bill(rani, licensing, bank):
    return make_bill(party=Party.objects.get(pk=rani.party_id), treasury=make_treasury(keeper=licensing))


@pytest.fixture
def kiosk(licensing, noon, time_machine):
    """``kiosk(name, *more)`` is the address of a page."""
    time_machine.move_to(noon, tick=False)
    make_home()
    lane = make_lane(unit=licensing)
    secret = actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan", by=PACK, at=noon)[1]
    return lambda name, *more: reverse(f"kiosk:{name}", args=[secret, *more])


@pytest.fixture
def known(client, kiosk, rani, noon):
    """Rani stands here and has proven it."""
    client.get(kiosk("home"))
    stay = Stay(client.cookies[COOKIE].value)
    stay.keep(who={"account": str(rani.account_id), "device": str(Device.objects.get().pk), "at": noon.timestamp()})
    return {MARK: stay.mark}


def text(client, address):
    return client.get(address).content.decode()


def test_from_the_list_to_the_receipt(known, client, kiosk, bill, bank, noon):
    address = kiosk("bill", bill.pk)
    assert address in text(client, kiosk("bills"))
    assert "Bayar dengan ponsel" in text(client, address)

    key = str(uuid7())
    for _touch in range(2):  # touched twice, it is one payment
        assert client.post(address, known | {"key": key}).url == address
    assert Payment.objects.count() == 1
    page = text(client, address)
    assert kiosk("bill_code", bill.pk) in page
    assert '<meta http-equiv="refresh"' in page
    assert client.get(kiosk("bill_code", bill.pk))["Content-Type"].startswith("image/svg")
    assert bank.charges["ref-1"].return_to.endswith("/")  # the telephone ends at our start page, signed in nowhere

    payments.take_report(gateway="bank", report=bank.report("ref-1", ChargeState.PAID), by=BANK, at=noon)
    page = text(client, address)
    assert "Lunas, terima kasih" in page
    assert "Cetak tanda terima" in page
    assert '<meta http-equiv="refresh"' not in page
    assert address not in text(client, kiosk("bills"))


def test_a_bank_that_does_not_answer_is_told_and_nothing_is_paid(known, client, kiosk, bill, bank):
    bank.is_down = True
    answer = client.post(kiosk("bill", bill.pk), known | {"key": str(uuid7())})

    assert answer.status_code == 422
    assert "Bayar dengan ponsel" in answer.content.decode()


def test_nothing_of_it_opens_for_whoever_comes_next(known, client, kiosk, bill):
    client.post(kiosk("bill", bill.pk), known | {"key": str(uuid7())})
    client.get(kiosk("home"))

    for page in (kiosk("bills"), kiosk("bill", bill.pk), kiosk("bill_code", bill.pk)):
        assert client.get(page).url.startswith(kiosk("who"))
    assert client.post(kiosk("bill", bill.pk), known | {"key": str(uuid7())}).url == kiosk("home")


def test_a_bill_of_somebody_else_is_not_there(known, client, kiosk, bill):
    other = make_bill()

    assert str(other.pk) not in text(client, kiosk("bills"))
    assert client.get(kiosk("bill", other.pk)).status_code == 404
    assert client.post(kiosk("bill", other.pk), known | {"key": str(uuid7())}).status_code == 404
