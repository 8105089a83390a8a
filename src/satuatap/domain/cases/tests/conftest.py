import pytest
import time_machine

from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.documents import ports
from satuatap.domain.documents.tests.factories import Renderer, Signer


@pytest.fixture(autouse=True)
def at_noon(noon):
    """Jobs ask the clock; it stands where the tests put it."""
    with time_machine.travel(noon, tick=True):
        yield


@pytest.fixture
def press(monkeypatch):
    """Stands in for the two outside programs: one that sets letters, one that signs them."""
    renderer, signer = Renderer(), Signer()
    monkeypatch.setattr(ports, "renderers", [renderer])
    monkeypatch.setattr(ports, "signers", {"internal": signer})
    return renderer


@pytest.fixture
def permit(licensing, noon, messages, press):
    return make_service(licensing, noon)
