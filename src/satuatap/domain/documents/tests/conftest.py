"""What tests of documents ask for: a home, machines, an office with a head, a queue that only remembers."""

import pytest
import time_machine

from satuatap.domain.agencies.tests.factories import make_village
from satuatap.domain.documents import ports
from satuatap.domain.documents.tests import factories


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(factories.NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.SITE_URL = "https://layanan.example"
    return tmp_path


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    """(name, document id) of every job, in order; nothing runs by itself."""
    found = []
    for module in ("preparing", "ordering", "correcting"):
        monkeypatch.setattr(
            f"satuatap.domain.documents.actions.{module}.defer",
            lambda name, **args: found.append((name, args["document_id"])),
        )
    return found


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """Every event that was published."""
    found = []
    for module in ("issuing", "taking_back", "correcting"):
        monkeypatch.setattr(f"satuatap.domain.documents.actions.{module}.publish", found.append)
    return found


@pytest.fixture(autouse=True)
def renderer(monkeypatch):
    machine = factories.Renderer()
    monkeypatch.setattr(ports, "renderers", [machine])
    return machine


@pytest.fixture(autouse=True)
def signer(monkeypatch):
    machine = factories.Signer()
    monkeypatch.setattr(ports, "signers", {"internal": machine})
    return machine


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    machine = factories.Reader()
    monkeypatch.setattr(ports, "readers", [machine])
    return machine


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def head(village):
    """The village head, signed in."""
    return factories.make_head(village)[1]
