"""The desk reads on whose behalf somebody applies, and who gave the power."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import TODAY, actor_of

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import fill_draft, make_case, make_service
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import actions as register
from satuatap.domain.residents.models import Mandate, Party
from satuatap.domain.residents.tests.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(licensing, noon, messages, rani, dewi, time_machine):
    """Sent by Dewi under a power that Rani gave on behalf of her firm."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    firm = make_organisation(Party.objects.get(pk=rani.party_id))
    mandate = actions.give_power(
        nik=Party.objects.get(pk=dewi.party_id).person.nik, name=dewi.name, services=["izin-reklame"], case_ids=[],
        to_on=TODAY + timedelta(days=30), organisation_id=firm.pk, by=rani, at=noon,
    )  # fmt: skip
    register.take_power(mandate_id=mandate.pk, by=dewi, at=noon)
    key = uuid4()
    actions.start_draft(service_code="izin-reklame", party_id=firm.pk, channel="portal", key=key, by=dewi, at=noon)
    attorney = actor_of(Account.objects.get(pk=dewi.account_id))
    fill_draft(key, attorney, noon)
    return actions.hand_in(case_id=key, key=uuid4(), by=attorney, at=noon)


def page_of(case: Case, client) -> str:
    return client.get(reverse("desk:case", args=[case.number])).content.decode()


def test_the_desk_reads_who_applies_for_whom_and_who_gave_the_power(case, budi, client_of):
    text = page_of(case, client_of(budi))

    assert "Diwakili pemegang kuasa" in text
    assert "Dewi Contoh" in text
    assert "Rani Contoh atas nama CV Contoh Bersama" in text


def test_the_desk_reads_that_a_power_has_ended(case, budi, rani, noon, client_of):
    register.end_mandate(mandate_id=Mandate.objects.get().pk, by=rani, at=noon)

    assert "Dewi Contoh (sudah berakhir)" in page_of(case, client_of(budi))


def test_whoever_applies_alone_is_represented_by_nobody(case, rani, budi, noon, client_of):
    assert "Diwakili" not in page_of(make_case(rani, noon), client_of(budi))
