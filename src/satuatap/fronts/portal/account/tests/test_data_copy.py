"""The copy of one's data: made after it was granted, for its owner alone, for a week, each taking on record."""

import json
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.urls import reverse
from tests.support import cast

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.identity.models import Account
from satuatap.domain.residents import actions
from satuatap.domain.residents.models import DataCopy, Person
from satuatap.domain.retention import actions as retention
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]
OWN = "portal:data-requests"


@pytest.fixture(autouse=True)
def _noon(noon, time_machine):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def wira(civil):
    return cast.make_officer("Wira Contoh", civil, "data-protection-officer")


@pytest.fixture
def granted(rani, wira, licensing, noon, run_jobs):
    """Rani asked for a copy and it was granted; the worker has made it."""
    make_service(licensing, noon)
    make_case(rani, noon)
    asked = actions.ask_about_data(kind="access", by=rani, at=noon)
    actions.answer_data_request(request_id=asked.pk, is_granted=True, answer="Silakan diunduh.", by=wira, at=noon)
    run_jobs()
    return asked


def fresh(client, actor):
    request = SimpleNamespace(session=client.session)
    record_authentication(request, Account.objects.get(pk=actor.account_id), "password")
    request.session.save()
    return client


def test_the_copy_holds_what_the_rooms_keep_and_is_sealed_where_it_lies(granted, rani, licensing, client_of):
    nik = Person.objects.get(pk=rani.party_id).nik
    assert nik.encode() not in bytes(DataCopy.objects.get().sealed)
    own = fresh(client_of(rani), rani)
    page = reverse("portal:data-copy", args=[granted.pk])
    assert page in own.get(reverse(OWN)).text

    answer = own.get(page)

    with ZipFile(BytesIO(answer.content)) as archive:
        content = json.loads(archive.read("data.json"))
        readable = archive.read("baca-saya.html").decode()
    assert content["person"][0]["nik"] == nik
    assert content["applications"][0]["office"] == licensing.name
    assert {"family", "events", "requests"} <= content.keys()
    for words in ("Salinan data pribadi", "Rani Contoh", nik, content["applications"][0]["number"]):
        assert words in readable
    assert Entry.objects.filter(verb="residents.copy-taken", by=rani.id).count() == 1


def test_it_asks_for_proof_again_and_is_nobody_elses(granted, rani, dewi, wira, noon, client_of):
    page = reverse("portal:data-copy", args=[granted.pk])
    assert client_of(rani).get(page).status_code == 302
    for other in (dewi, wira):
        assert fresh(client_of(other), other).get(page).status_code == 404
        with pytest.raises(NotFound):
            actions.take_copy(request_id=granted.pk, by=other, at=noon)
    assert DataCopy.objects.get().taken_at is None


def test_after_a_week_it_is_gone(granted, rani, noon, client_of, time_machine):
    later = noon + timedelta(days=7)
    with pytest.raises(Refused, match="sudah habis"):
        actions.take_copy(request_id=granted.pk, by=rani, at=later)
    assert retention.destroy_some(code="data-copy", by=system("test"), at=later - timedelta(seconds=1)) == 0
    assert retention.destroy_some(code="data-copy", by=system("test"), at=later) == 1
    assert DataCopy.objects.get().sealed is None
    time_machine.move_to(later, tick=False)
    assert "Unduh salinan" not in client_of(rani).get(reverse(OWN)).text


def test_none_is_made_for_what_was_refused_or_asked_otherwise_and_one_for_what_was_granted(
    rani, wira, noon, granted, run_jobs
):
    refused = actions.ask_about_data(kind="access", by=rani, at=noon)
    actions.answer_data_request(request_id=refused.pk, is_granted=False, answer="Tidak.", by=wira, at=noon)
    actions.make_data_copy(request_id=refused.pk, by=system("test"), at=noon)
    actions.make_data_copy(request_id=granted.pk, by=system("test"), at=noon)
    run_jobs()

    assert DataCopy.objects.get().pk == granted.pk
