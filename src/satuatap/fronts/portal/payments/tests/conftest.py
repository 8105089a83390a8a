import pytest

from satuatap.domain.payments import ports
from satuatap.domain.payments.tests.factories import Bank, make_bill, make_treasury
from satuatap.domain.residents.models import Party


@pytest.fixture
def bank(db, monkeypatch):
    """The gateway named bank, in this process."""
    one = Bank()
    monkeypatch.setitem(ports.gateways, "bank", one)
    return one


@pytest.fixture
def bill(rani, licensing, bank):
    """Rani's bill, opened by Licensing."""
    treasury = make_treasury(keeper=licensing)
    return make_bill(party=Party.objects.get(pk=rani.party_id), treasury=treasury)
