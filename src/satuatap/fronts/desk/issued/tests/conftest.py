"""A permit that Sari has signed and Rani holds."""

import pytest
from allauth.account.internal.flows.login import record_authentication

from satuatap.domain.cases.tests.factories import do, make_case, make_service
from satuatap.domain.documents import ports
from satuatap.domain.documents.models import Document
from satuatap.domain.documents.tests.factories import Renderer, Signer
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home

FLOW = [
    {"step": "periksa", "do": "check", "by": "front-officer", "name": "Kelengkapan"},
    {"step": "tanda", "do": "sign", "by": "head-of-agency", "name": "Tanda tangan"},
    {"step": "terbit", "do": "issue", "document": "izin", "content": {"teks": "form.teks", "luas": "form.luas"}},
    {"step": "serah", "do": "hand-over", "by": "front-officer", "name": "Penyerahan"},
]


@pytest.fixture
def permit(rani, licensing, budi, sari, noon, messages, time_machine, run_jobs, monkeypatch):
    """An application that ended with a permit."""
    time_machine.move_to(noon, tick=False)
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})
    make_home()
    make_service(licensing, noon, flow=FLOW)
    case = do(make_case(rani, noon), "periksa", "accept", budi, noon)
    run_jobs()
    do(case, "tanda", "sign", sari, noon)
    run_jobs()
    return do(case, "serah", "hand-over", budi, noon, collector="Rani Contoh", relation="self")


@pytest.fixture
def document(permit):
    return Document.objects.get(about=permit.pk)


@pytest.fixture
def desk(sari, client_of):
    """Sari's browser, in which she has just shown who she is."""
    client = client_of(sari)
    session = client.session
    request = type("Asked", (), {"session": session})
    record_authentication(request, Account.objects.get(pk=sari.account_id), "password")
    session.save()
    return client
